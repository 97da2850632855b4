import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Mailer, type MailMessage, type MailOptions } from './mailer';
import { MailReceiver } from './testing';

const message: MailMessage = { to: ['night@factory.tw'], subject: '警示：磁碟使用率 95%', text: '請清出空間。\n' };
const mailer = (url: string, more: Partial<MailOptions> = {}): Mailer => new Mailer({ url, from: 'Anwen 安穩 <anwen@factory.tw>', ...more });

describe('sending mail', () => {
  let receiver: MailReceiver;
  beforeAll(async () => {
    receiver = await MailReceiver.start();
  });
  afterAll(() => receiver.stop());
  beforeEach(() => void receiver.mails.splice(0));

  it('delivers text and a streamed attachment with Chinese names', async () => {
    const rows = Readable.from(
      (function* () {
        for (let i = 0; i < 50_000; i++) yield Buffer.from(`${i},螺絲\n`);
      })(),
    );
    const receipt = await mailer(receiver.url).send({
      ...message,
      attachments: [{ filename: '庫存.csv', content: rows, contentType: 'text/csv; charset=utf-8' }],
    });
    expect(receipt).toMatchObject({ accepted: ['night@factory.tw'], rejected: [] });
    const [mail] = receiver.mails;
    expect(mail).toMatchObject({ from: 'anwen@factory.tw', to: ['night@factory.tw'] });
    expect(mail!.raw).toContain('Auto-Submitted: auto-generated');
    expect(mail!.raw.length).toBeGreaterThan(800_000);
  });

  it('refuses whatever could smuggle a header or an address in', async () => {
    const forged: Partial<MailMessage>[] = [
      { subject: 'a\r\nBcc: spy@evil.example' },
      { to: ['a@b.tw\r\nRCPT TO:<spy@evil.example>'] },
      { to: [] },
      { to: Array.from({ length: 51 }, (_, i) => `a${i}@b.tw`) },
      { attachments: [{ filename: 'a\r\nX: y', content: Buffer.from(''), contentType: 'text/csv' }] },
      { attachments: [{ filename: 'a', content: Buffer.from(''), contentType: 'text/csv\r\nX: y' }] },
    ];
    for (const part of forged) await expect(mailer(receiver.url).send({ ...message, ...part })).rejects.toMatchObject({ name: 'MailRefused' });
    expect(receiver.mails).toEqual([]);
  });

  it('never delivers half of an attachment whose source failed', async () => {
    const broken = new Readable({ read() {} });
    broken.push(Buffer.alloc(100_000, 'x'));
    setTimeout(() => broken.destroy(new Error('the storage is gone')), 50);
    const file = { filename: 'a.csv', content: broken, contentType: 'text/csv' };
    await expect(mailer(receiver.url).send({ ...message, attachments: [file] })).rejects.toMatchObject({ name: 'MailFailed' });
    expect(receiver.mails).toEqual([]);
  });

  it('closes the attachment when it cannot send, and says that nothing is configured', async () => {
    const content = Readable.from(['x']);
    const none = new Mailer(undefined);
    expect(none.isConfigured).toBe(false);
    await expect(none.send({ ...message, attachments: [{ filename: 'a', content, contentType: 'text/csv' }] })).rejects.toMatchObject({
      reason: 'not_configured',
    });
    expect(content.destroyed).toBe(true);
  });

  it('tells a refusal of the server by the server’s own words', async () => {
    receiver.accepting = false;
    await expect(mailer(receiver.url).send(message)).rejects.toMatchObject({ reason: 'refused_by_server', message: expect.stringContaining('451') });
    receiver.accepting = true;
  });
});

describe('a mail server that does not play along', () => {
  const sockets = new Set<Socket>();
  let server: Server;
  let greeting: string | undefined;
  beforeAll(async () => {
    server = createServer((socket) => {
      sockets.add(
        socket
          .resume()
          .on('error', () => undefined)
          .on('close', () => sockets.delete(socket)),
      );
      if (greeting) socket.write(greeting);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = (): string => `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;

  it.each([
    ['never greets', undefined, { connectMs: 200, totalMs: 5_000 }],
    ['greets and then falls silent', '220 hello\r\n', { connectMs: 5_000, totalMs: 300 }],
  ])('and %s is given up within its limit, and the connection is closed', async (_, line, limits) => {
    greeting = line;
    const started = Date.now();
    await expect(mailer(url(), { limits }).send(message)).rejects.toMatchObject({ reason: 'timeout' });
    expect(Date.now() - started).toBeLessThan(2_000);
    for (let i = 0; i < 100 && sockets.size > 0; i++) await new Promise((resume) => setTimeout(resume, 20));
    expect(sockets.size).toBe(0);
  });

  it('can be left by the caller', async () => {
    greeting = '220 hello\r\n';
    await expect(mailer(url()).send({ ...message, signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ reason: 'cancelled' });
  });

  it('is reported when nobody listens', async () => {
    await expect(mailer('smtp://127.0.0.1:1').send(message)).rejects.toMatchObject({ reason: 'connect' });
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-mail-'));
  const file = (name: string): string => readFileSync(join(folder, name), 'utf8');
  let withTls: MailReceiver;
  let plain: MailReceiver;
  let implicit: MailReceiver;
  beforeAll(async () => {
    // prettier-ignore
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=mail',
      '-addext', 'subjectAltName=IP:127.0.0.1,DNS:127.1', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
    const identity = { key: file('key'), cert: file('cert') };
    withTls = await MailReceiver.start({ ...identity, disabledCommands: [] });
    implicit = await MailReceiver.start({ ...identity, secure: true });
    plain = await MailReceiver.start();
  });
  afterAll(async () => {
    await Promise.all([withTls.stop(), plain.stop(), implicit.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  // Another spelling of 127.0.0.1 that is not recognised as this machine stands for "another machine".
  const elsewhere = (receiver: MailReceiver): string => `smtp://127.1:${receiver.port}`;

  it('is demanded by STARTTLS of every other machine before anything is said', async () => {
    await expect(mailer(elsewhere(plain)).send(message)).rejects.toMatchObject({ reason: 'tls' });
    expect(plain.mails).toEqual([]);
    await mailer(elsewhere(withTls), { caPem: file('cert') }).send(message);
    expect(withTls.mails).toHaveLength(1);
  });

  it('believes no certificate that nobody vouches for', async () => {
    await expect(mailer(elsewhere(withTls)).send(message)).rejects.toMatchObject({ reason: 'tls' });
    await expect(mailer(`smtps://127.0.0.1:${implicit.port}`).send(message)).rejects.toMatchObject({ reason: 'tls' });
    await mailer(`smtps://127.0.0.1:${implicit.port}`, { caPem: file('cert') }).send(message);
    expect(implicit.mails).toHaveLength(1);
  });
});
