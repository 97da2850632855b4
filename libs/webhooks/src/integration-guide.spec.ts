import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { webhookEventTypes } from './webhooks.events';

const GUIDE = readFileSync(resolve(__dirname, '../../../docs/integration-guide.md'), 'utf8');
const block = (language: string): string => new RegExp('```' + language + '\\n([\\s\\S]*?)```').exec(GUIDE)![1]!;
const SECRET = /`(whsec_[\w+/=]+)`/.exec(GUIDE)![1]!;

/** The request that the guide shows, taken apart as a receiver would. */
const [head, body = ''] = block('http').trimEnd().split('\n\n');
const headers = Object.fromEntries(
  head!
    .split('\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/).slice(0, 2)),
) as Record<string, string>;
const at = Number(headers['webhook-timestamp']);

describe('the integration guide', () => {
  it('shows a request that the official verifier accepts', () => {
    jest.useFakeTimers({ now: at * 1_000 });
    try {
      expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({ type: 'stock.posted.v1', sequence: 42 });
    } finally {
      jest.useRealTimers();
    }
  });

  const cases: [string, Record<string, string>, string, number, boolean][] = [
    ['the request as it is', headers, body, at, true],
    ['a changed body', headers, body.replace('42', '43'), at, false],
    ['another id', { ...headers, 'webhook-id': 'evt_x' }, body, at, false],
    ['an old request', headers, body, at + 301, false],
    ['a request of the future', headers, body, at - 301, false],
    ['two signatures, the second one right', { ...headers, 'webhook-signature': `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}` }, body, at, true],
    ['no signature', { ...headers, 'webhook-signature': '' }, body, at, false],
  ];

  it('has Node code that tells right from wrong', () => {
    const verify = new Function('require', `${block('js')}; return verify;`)(require) as (...given: unknown[]) => boolean;
    for (const [name, given, text, now, verdict] of cases) expect([name, verify(SECRET, given, Buffer.from(text), now)]).toEqual([name, verdict]);
  });

  /** Skipped, and shown as skipped, where there is no python3 to run the example. */
  const withPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0 ? it : it.skip;
  withPython('has Python code that tells right from wrong', () => {
    const program = `${block('python')}\nimport json, sys\nprint(json.dumps([verify(s, h, b.encode(), n) for s, h, b, n in json.load(sys.stdin)]))`;
    const input = JSON.stringify(cases.map(([, given, text, now]) => [SECRET, given, text, now]));
    const run = spawnSync('python3', ['-c', program], { input, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual(cases.map((one) => one[4]));
  });

  it('lists every event, and no other', () => {
    const listed = [...GUIDE.slice(GUIDE.indexOf('## 6')).matchAll(/^\| `([\w.]+)` \| (.+) \| (.+) \|$/gm)].map(([, type, zh, en]) => [type, { zh, en }]);
    expect(Object.fromEntries(listed)).toEqual(webhookEventTypes);
  });
});
