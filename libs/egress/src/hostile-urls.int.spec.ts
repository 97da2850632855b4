import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EgressClient } from './egress-client';
import { EgressRefused } from './egress.errors';
import { productionPolicy, type EgressPolicy } from './egress-policy';

const FILE = join(__dirname, '../../../../shared/data/hostile-strings/ssrf-urls.json');
/** Skipped, and shown as skipped, where the shared data is absent. */
const withShared = existsSync(FILE) ? it : it.skip;

/** Forms that the file does not have. PORT is where the private listener waits. */
const MORE = [
  'http://①②⑦.0.0.1:PORT/',
  'http://127。0。0。1:PORT/',
  'http://%31%32%37.0.0.1:PORT/',
  'http://017700000001:PORT/',
  'http://0x7f.1:PORT/',
  'http://0x7f.0x0.0x0.0x1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://localhost.:PORT/',
  'http://LOCALHOST:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'http://[::7f00:1]:PORT/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[64:ff9b:1::7f00:1]:PORT/',
  'http://[2002:7f00:1::]:PORT/',
  'http://[2001::1]:PORT/',
  'http://[2001:db8::1]/',
  'http://[3fff::1]/',
  'http://[5f00::1]/',
  'http://[100::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://[ff02::1]/',
  'http://10.0.0.1/',
  'http://100.64.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.0.0.8/',
  'http://192.0.2.1/',
  'http://192.88.99.1/',
  'http://192.168.1.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://169.254.169.254/latest/meta-data/',
  'http://user@127.0.0.1:PORT/',
  'http://user:pass@8.8.8.8/',
  'http://8.8.8.8@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#@8.8.8.8/',
  'http://127.0.0.1\\@8.8.8.8:PORT/',
  'http:/\\127.0.0.1:PORT/',
  'http:127.0.0.1:PORT/',
  '\thttp://127.0.0.1:PORT/',
  'http://127.0.0.1\n:PORT/',
  '//127.0.0.1:PORT/',
  'ftp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/',
  'unix:/var/run/docker.sock',
  'data:text/plain,x',
];

const POLICIES: [string, EgressPolicy][] = [
  ['production', productionPolicy('on_prem', { urls: [], ports: [] })],
  // Here the block list alone stands between the URL and the listener.
  ['a policy without a never-list', { mode: 'on_prem', never: [], own: [] }],
];

describe('hostile URLs', () => {
  let server: Server;
  let port = 0;
  let reached = 0;
  beforeAll(async () => {
    server = createServer((_request, response) => response.end(String(++reached)));
    server.on('connection', () => reached++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const refuseAll = async (client: EgressClient, urls: readonly string[]): Promise<void> => {
    for (const url of urls) {
      const target = { url, allow: [], allowHttp: true };
      const outcome = await client.post({ ...target, headers: {}, body: '', deadlineMs: 2_000 }).catch((error: unknown) => error);
      expect([url, outcome]).toEqual([url, expect.any(EgressRefused)]);
      await expect(client.require(target)).rejects.toBeInstanceOf(EgressRefused);
    }
    expect(reached).toBe(0);
  };

  it.each(POLICIES)('of our own list are all refused by %s, and none reaches the listener', async (_name, policy) => {
    expect(MORE.length).toBeGreaterThanOrEqual(40);
    await refuseAll(
      new EgressClient(policy),
      MORE.map((url) => url.replace('PORT', String(port))),
    );
  });

  withShared.each(POLICIES)('of the shared list are all refused by %s, at their port and at the listener’s', async (_name, policy) => {
    const urls = (JSON.parse(readFileSync(FILE, 'utf8')) as { url: string }[]).map((one) => one.url);
    const aimed = urls.map((url) => Object.assign(new URL(url), { port: String(port) }).toString());
    expect(urls.length).toBeGreaterThan(20);
    await refuseAll(new EgressClient(policy), [...urls, ...aimed]);
  });

  it.each(POLICIES)('that hide behind a name are refused by %s', async (_name, policy) => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', 'fe80::1%eth0', '169.254.169.254', '64:ff9b::7f00:1']) {
      await refuseAll(new EgressClient(policy, async () => ['8.8.8.8', address]), [`http://innocent.test:${port}/`]);
    }
  });
});
