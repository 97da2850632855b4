import { digestMessage, pageMessage, recoveryMessage, type AlertRow } from './alert-texts.rules';
import { problemsOf, shownTarget } from './channel.rules';
import { alertDictionary } from './dictionary';
import { digestDay } from './digest.rules';
import { datagramOf, framed, syslogLine } from './syslog.rules';
import { webhookRequest } from './webhook-bodies';

const place = { name: '測試工廠', timeZone: 'Asia/Taipei' };
const row = (code: string, more: Partial<AlertRow> = {}): AlertRow => ({
  id: '1',
  publicId: 'p',
  code,
  subject: '',
  pages: false,
  data: {},
  times: '1',
  firstAt: new Date('2026-11-21T19:12:00Z'),
  lastAt: new Date('2026-11-21T20:12:00Z'),
  resolvedAt: null,
  ...more,
});

describe('what may wake somebody', () => {
  it('is these five conditions and no other', () => {
    const pages = Object.entries(alertDictionary).flatMap(([code, { pages }]) => (pages ? [code] : []));
    expect(pages.sort()).toEqual(['audit.chain_broken', 'backup.unverified', 'database.down', 'disk.full', 'invariant.broken']);
  });
});

describe('a message', () => {
  it('says in both languages what is wrong, where, since when and what to do', () => {
    const { title, text, facts } = pageMessage(place, [row('disk.full', { subject: '/data', data: { usedPercent: 96.1 } })]);
    expect(title).toBe('[安穩 測試工廠] ⚠ 磁碟使用率已達 95% / A disk is 95 % full: /data');
    expect(text).toContain('自 2026-11-22 03:12 起');
    expect(text).toContain('usedPercent=96.1');
    expect(text).toContain('→ 清出空間或擴充磁碟 / Free or add disk space');
    expect(facts).toMatchObject({ tenant: '測試工廠', alerts: [{ code: 'disk.full', data: { usedPercent: 96.1 } }] });
  });

  it('tells several troubles at once, and the end of one', () => {
    expect(pageMessage(place, [row('disk.full'), row('database.down')]).title).toContain('2 項緊急警示 / 2 urgent alerts');
    const over = recoveryMessage(place, [row('disk.full', { resolvedAt: new Date('2026-11-21T20:00:00Z') })]);
    expect(over.title).toContain('已恢復 / recovered');
    expect(over.text).toContain('2026-11-22 03:12 → 2026-11-22 04:00');
  });

  it('stays readable after a night in which everything failed', () => {
    const open = Array.from({ length: 400 }, (_, i) => row('job.dead', { subject: `job ${i}`, data: { reason: 'x'.repeat(200) } }));
    const { text } = digestMessage(place, { open, old: [row('nothing.known')], over: [row('sla.breached')] });
    expect(text.length).toBeLessThanOrEqual(4_500);
    expect(digestMessage(place, { open: open.slice(0, 2), old: [row('nothing.known')], over: [] }).text).toContain('nothing.known');
    expect(digestMessage(place, { open: [], old: open, over: [] }).text).toContain('另有 371 項');
  });
});

describe('the digest', () => {
  it('comes from eight in the tenant’s morning on, and never in the night', () => {
    expect(digestDay(new Date('2026-11-21T23:59:00Z'), 'Asia/Taipei')).toBeUndefined();
    expect(digestDay(new Date('2026-11-22T00:00:00Z'), 'Asia/Taipei')).toBe('2026-11-22');
    expect(digestDay(new Date('2026-11-22T11:59:00Z'), 'Asia/Taipei')).toBe('2026-11-22');
    expect(digestDay(new Date('2026-11-22T12:00:00Z'), 'Asia/Taipei')).toBeUndefined();
    expect(digestDay(new Date('2026-11-22T00:00:00Z'), 'Europe/Berlin')).toBeUndefined();
  });
});

describe('a channel', () => {
  it.each([
    ['smtp', {}, ['to']],
    ['smtp', { to: ['a@b.tw', 'x\ny'] }, ['to']],
    ['webhook', { url: 'ftp://x' }, ['url']],
    ['webhook', { preset: 'line' }, ['token', 'recipient']],
    ['webhook', { url: 'https://x', token: 'a\r\nb' }, ['token']],
    ['webhook', { url: 'https://x', allow: [{ cidr: '10.0.0.0/99', port: 443 }] }, ['allow']],
    ['syslog', { transport: 'udp', host: 'a b', port: 70_000 }, ['host', 'port']],
  ] as const)('%s with %j is not complete: %j', (kind, address, missing) => expect(problemsOf(kind, address)).toEqual(missing));

  it('shows where it goes without showing what opens the door', () => {
    expect(shownTarget('webhook', { url: 'https://hooks.slack.com/services/T0/B0/s3cret?k=1' })).toBe('https://hooks.slack.com/…');
    expect(shownTarget('syslog', { transport: 'tls', host: '::1', port: 6514 })).toBe('tls://[::1]:6514');
    expect(shownTarget('smtp', { to: ['a@b.tw', 'c@d.tw'] })).toBe('a@b.tw, c@d.tw');
  });
});

describe('a webhook body', () => {
  const message = { kind: 'page', title: 'T <b>', text: 'one\ntwo & three', facts: { tenant: 'x' } } as const;
  const bodyOf = (address: Parameters<typeof webhookRequest>[0]): unknown => JSON.parse(webhookRequest(address, message).body);

  it('has the shape that its receiver wants', () => {
    expect(bodyOf({ url: 'https://x' })).toEqual({ type: 'alert.page', title: 'T <b>', text: 'one\ntwo & three', tenant: 'x' });
    expect(bodyOf({ preset: 'slack', url: 'https://x' })).toEqual({ text: 'T &lt;b&gt;\none\ntwo &amp; three' });
    expect(bodyOf({ preset: 'teams', url: 'https://x' })).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', body: [{ text: 'T <b>' }, { wrap: true }] } }],
    });
  });

  it('goes to LINE’s push endpoint with the channel’s token', () => {
    const { url, headers } = webhookRequest({ preset: 'line', token: 'tok', recipient: 'U1' }, message);
    expect([url, headers.Authorization]).toEqual(['https://api.line.me/v2/bot/message/push', 'Bearer tok']);
    expect(bodyOf({ preset: 'line', token: 'tok', recipient: 'U1' })).toEqual({ to: 'U1', messages: [{ type: 'text', text: 'T <b>\none\ntwo & three' }] });
  });
});

describe('a syslog line', () => {
  const origin = { hostname: 'mes 1', pid: 7, at: new Date('2026-11-22T00:00:00Z') };
  const line = syslogLine({ kind: 'page', title: '磁碟', text: 'a\nb\u0007c', facts: {} }, origin);

  it('is one line of RFC 5424', () => {
    expect(line.toString('utf8')).toBe('<130>1 2026-11-22T00:00:00.000Z mes1 anwen 7 page - \ufeff磁碟 | a | b c');
  });

  it('is framed by its octets, and cut for a datagram where a character ends', () => {
    expect(framed(line).toString('utf8').split(' ')[0]).toBe(String(line.length));
    const long = syslogLine({ kind: 'digest', title: '磁'.repeat(2_000), text: '', facts: {} }, origin);
    const cut = datagramOf(long);
    expect(cut.length).toBeLessThanOrEqual(2_048);
    expect(cut.toString('utf8')).not.toContain('\ufffd');
    expect(datagramOf(line)).toBe(line);
  });
});
