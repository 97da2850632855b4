import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { EgressClient, type EgressRequest } from './egress-client';
import { EgressFailed, EgressRefused } from './egress.errors';
import { productionPolicy, type EgressPolicy } from './egress-policy';

/** The receivers of these tests listen on loopback, which production never opens: here an allow-list entry may. */
const TEST_POLICY: EgressPolicy = { mode: 'on_prem', never: ['169.254.169.254/32'], own: [] };

interface Receiver {
  readonly server: Server;
  readonly port: number;
  readonly seen: { method: string; headers: IncomingMessage['headers']; body: string }[];
}

const open: Server[] = [];

async function listen(server: Server, host: string, port = 0): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

async function receiver(answer: (response: ServerResponse, request: IncomingMessage) => void, host = '127.0.0.1', port = 0): Promise<Receiver> {
  const seen: Receiver['seen'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ method: request.method!, headers: request.headers, body: Buffer.concat(chunks).toString() });
      answer(response, request);
    });
  });
  return { server, seen, port: await listen(server, host, port) };
}

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const ok = (response: ServerResponse): void => void response.writeHead(200, { 'X-Receipt': 'r-1' }).end('thank you');
const message = (url: string, extra: Partial<EgressRequest> = {}): EgressRequest => ({
  url,
  headers: { 'content-type': 'application/json' },
  body: '{"a":1}',
  deadlineMs: 5_000,
  allow: [],
  allowHttp: true,
  ...extra,
});
const loopback = (port: number): EgressRequest['allow'] => [{ cidr: '127.0.0.0/8', port }];
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof EgressFailed ? error.failure : error),
  );

describe('a call to an allowed target', () => {
  const client = new EgressClient(TEST_POLICY);

  it('sends the bytes as they are and answers with status, headers, address and the beginning of the body', async () => {
    const { port, seen } = await receiver(ok);
    const answer = await client.post(message(`http://127.0.0.1:${port}/hook?x=1`, { allow: loopback(port), body: Buffer.from('{"b": "入庫"}') }));
    expect(answer).toMatchObject({ status: 200, resolvedIp: '127.0.0.1', snippet: 'thank you' });
    expect(answer.headers['x-receipt']).toBe('r-1');
    expect(seen).toMatchObject([{ method: 'POST', body: '{"b": "入庫"}' }]);
  });

  it('opens the listed pair only: another port of the same address stays closed', async () => {
    const { port, seen } = await receiver(ok);
    await expect(client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port + 1) }))).rejects.toBeInstanceOf(EgressRefused);
    await expect(client.post(message(`http://127.0.0.1:${port}`, { allow: [{ cidr: '10.0.0.0/8', port }] }))).rejects.toBeInstanceOf(EgressRefused);
    expect(seen).toHaveLength(0);
  });

  it('never follows a redirect', async () => {
    const inside = await receiver(ok);
    const { port } = await receiver((response) => void response.writeHead(302, { Location: `http://127.0.0.1:${inside.port}/` }).end());
    const answer = await client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port) }));
    expect(answer.status).toBe(302);
    expect(inside.seen).toHaveLength(0);
  });

  it('reads 64 KB of a 10 MB answer at most, and keeps 4 KB', async () => {
    let written = 0;
    const { port } = await receiver((response) => {
      response.writeHead(200);
      const more = (): void => {
        while (written < 10_485_760 && !response.destroyed) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536, 'x'))) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const answer = await client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port) }));
    expect(answer).toMatchObject({ status: 200, snippet: 'x'.repeat(4_096) });
    expect(written).toBeLessThan(8_000_000);
  });

  it('keeps no secret that a receiver echoes, and reaches only listed targets when told so', async () => {
    const { port, seen } = await receiver((response, request) => void response.writeHead(200).end(`you said ${request.headers.authorization}`));
    const headers = { authorization: 'Bearer canary-42' };
    const answer = await client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port), headers, mask: ['canary-42'] }));
    expect(answer.snippet).toBe('you said Bearer ***');
    const toPublic = { url: 'https://8.8.8.8', allow: loopback(port), allowHttp: true };
    await expect(client.require({ ...toPublic, onlyListed: true })).rejects.toBeInstanceOf(EgressRefused);
    await expect(client.require({ ...toPublic, onlyListed: true, allow: [{ cidr: '8.8.8.8/32', port: 443 }] })).resolves.toBeDefined();
    expect(seen).toHaveLength(1);
  });

  it('ends at the total deadline, whether the receiver is silent or drips headers', async () => {
    const silent = await receiver(() => undefined);
    const dripping = createServer();
    dripping.on('connection', (socket) => {
      socket.on('error', () => undefined).write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('X-Drip: 1\r\n'), 50);
      socket.on('close', () => clearInterval(timer));
    });
    const port = await listen(dripping, '127.0.0.1');
    for (const target of [silent.port, port]) {
      const startedAt = performance.now();
      expect(await failure(client.post(message(`http://127.0.0.1:${target}`, { allow: loopback(target), deadlineMs: 400 })))).toBe('timeout');
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }
  });

  it('takes the status as the answer of a body that drips or breaks off', async () => {
    const { port } = await receiver((response) => {
      response.writeHead(200).write('par');
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const broken = await receiver((response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('half');
      setTimeout(() => response.socket!.resetAndDestroy(), 50);
    });
    const dripped = await client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port), deadlineMs: 400 }));
    expect(dripped.status).toBe(200);
    expect(dripped.ms).toBeLessThan(2_000);
    const cut = await client.post(message(`http://127.0.0.1:${broken.port}`, { allow: loopback(broken.port) }));
    expect(cut).toMatchObject({ status: 200, snippet: 'half' });
  });

  it('tells a reset from a closed port', async () => {
    const { port } = await receiver((response) => response.socket!.resetAndDestroy());
    expect(await failure(client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port) })))).toBe('reset');
    const closed = open.pop()!;
    closed.closeAllConnections();
    await new Promise((resolve) => closed.close(resolve));
    expect(await failure(client.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port) })))).toBe('connect');
  });

  it('connects to the address that was checked, not to what the name means a moment later', async () => {
    const inside = await receiver(ok, '127.0.0.1');
    const checked = await receiver(ok, '127.0.0.2', inside.port);
    const asked: string[] = [];
    // The system resolves "localhost" to 127.0.0.1: whoever connects by name ends up inside.
    const rebinding = new EgressClient(TEST_POLICY, async (host) => {
      asked.push(host);
      return asked.length === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
    });
    const allow = [{ cidr: '127.0.0.2/32', port: inside.port }];
    const answer = await rebinding.post(message(`http://localhost:${inside.port}`, { allow }));
    expect(answer.resolvedIp).toBe('127.0.0.2');
    expect([checked.seen.length, inside.seen.length]).toEqual([1, 0]);
    // The next attempt asks again: nothing is remembered from the first.
    await expect(rebinding.post(message(`http://localhost:${inside.port}`, { allow }))).rejects.toBeInstanceOf(EgressRefused);
    expect(inside.seen).toHaveLength(0);
  });

  it('tries the next address of a name when one cannot be reached', async () => {
    const { port, seen } = await receiver(ok, '127.0.0.3');
    const twoAddresses = new EgressClient(TEST_POLICY, async () => ['127.0.0.2', '127.0.0.3']);
    const answer = await twoAddresses.post(message(`http://erp.test:${port}`, { allow: loopback(port) }));
    expect(answer.resolvedIp).toBe('127.0.0.3');
    expect(seen[0]!.headers.host).toBe(`erp.test:${port}`);
  });
});

describe('the fence', () => {
  it('refuses a name when any of its addresses is not allowed, and when it has none', async () => {
    const { port, seen } = await receiver(ok);
    const answers = [['127.0.0.1', '10.0.0.1'], [], ['not an address'], ['8.8.8.8', '::ffff:169.254.169.254'], ['127.0.0.1', '64:ff9b::7f00:1']];
    for (const addresses of answers) {
      const client = new EgressClient(TEST_POLICY, async () => addresses);
      await expect(client.post(message(`http://name.test:${port}`, { allow: loopback(port) }))).rejects.toBeInstanceOf(EgressRefused);
    }
    const failing = new EgressClient(TEST_POLICY, () => Promise.reject(new Error('SERVFAIL')));
    await expect(failing.post(message(`http://name.test:${port}`, { allow: loopback(port) }))).rejects.toThrow('the target is not allowed');
    expect(seen).toHaveLength(0);
  });

  it('refuses with one text, whatever the reason', async () => {
    const client = new EgressClient(productionPolicy('on_prem', { urls: [], ports: [] }));
    const texts = await Promise.all(
      ['http://10.0.0.1', 'http://no-such-name.invalid', 'https://127.0.0.1', 'ftp://8.8.8.8', 'nonsense', 'https://u:p@8.8.8.8'].map((url) =>
        client.post(message(url)).catch((error: Error) => `${error.name}: ${error.message}`),
      ),
    );
    expect(new Set(texts)).toEqual(new Set(['EgressRefused: the target is not allowed']));
  });

  it('keeps loopback and cloud credentials closed in production, also with an allow-list entry for them', async () => {
    const { port, seen } = await receiver(ok);
    const client = new EgressClient(productionPolicy('on_prem', { urls: [], ports: [] }));
    const allow = [
      { cidr: '0.0.0.0/0', port },
      { cidr: '::/0', port },
      { cidr: '127.0.0.1/32', port },
      { cidr: '169.254.169.254/32', port },
    ];
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '[::ffff:127.0.0.1]', '169.254.169.254']) {
      await expect(client.post(message(`http://${host}:${port}`, { allow }))).rejects.toBeInstanceOf(EgressRefused);
      await expect(client.require({ url: `http://${host}:${port}`, allow, allowHttp: true })).rejects.toBeInstanceOf(EgressRefused);
    }
    expect(seen).toHaveLength(0);
  });

  it('keeps our own database, Redis, storage and apps closed, also on the addresses of the network card', async () => {
    const own = { urls: ['postgres://u:p@10.1.2.3/anwen', 'redis://127.0.0.1:6379', undefined, 'https://minio.test:9000'], ports: [3000] };
    const client = new EgressClient(productionPolicy('on_prem', own), async (host) => (host === 'minio.test' ? ['10.9.9.9'] : ['127.0.0.1']));
    const here = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one!.family === 'IPv4' && !one!.internal)
      .map((one) => one!.address);
    const services: [string, number][] = [
      ['10.1.2.3', 5432],
      ['10.9.9.9', 9000],
      ...here.flatMap(
        (ip) =>
          [
            [ip, 6379],
            [ip, 3000],
          ] as [string, number][],
      ),
    ];
    for (const [ip, port] of services) {
      const allow = [{ cidr: '0.0.0.0/0', port }];
      await expect(client.require({ url: `http://${ip}:${port}`, allow, allowHttp: true })).rejects.toBeInstanceOf(EgressRefused);
    }
    const neighbour = { url: 'http://10.1.2.3:8080', allow: [{ cidr: '10.1.2.3/32', port: 8080 }], allowHttp: true };
    await expect(client.require(neighbour)).resolves.toEqual({ resolvedIp: '10.1.2.3' });
  });

  describe('while a service of our own cannot be resolved', () => {
    afterEach(() => jest.restoreAllMocks());
    const own = { urls: ['postgres://db.intranet:5432/x'], ports: [] };
    const at = (ip: string): { url: string; allow: EgressRequest['allow']; allowHttp: true } => ({
      url: `http://${ip}:5432`,
      allow: [{ cidr: '10.9.9.0/24', port: 5432 }],
      allowHttp: true,
    });
    const stumbling = (): { client: EgressClient; state: { up: boolean } } => {
      const state = { up: true };
      const client = new EgressClient(productionPolicy('on_prem', own), (host) =>
        state.up || host !== 'db.intranet' ? Promise.resolve(['10.9.9.9']) : Promise.reject(new Error('EAI_AGAIN')),
      );
      return { client, state };
    };

    it('keeps the last answer', async () => {
      const { client, state } = stumbling();
      await expect(client.require(at('10.9.9.9'))).rejects.toBeInstanceOf(EgressRefused);
      state.up = false;
      const now = performance.now();
      jest.spyOn(performance, 'now').mockImplementation(() => now + 61_000);
      await expect(client.require(at('10.9.9.9'))).rejects.toBeInstanceOf(EgressRefused);
      await expect(client.require(at('10.9.9.8'))).resolves.toEqual({ resolvedIp: '10.9.9.8' });
    });

    it('reaches nothing private before there was one, and asks again soon', async () => {
      const { client, state } = stumbling();
      state.up = false;
      for (const ip of ['10.9.9.9', '10.9.9.8']) await expect(client.require(at(ip))).rejects.toBeInstanceOf(EgressRefused);
      await expect(client.require({ url: 'https://8.8.8.8', allow: [] })).resolves.toEqual({ resolvedIp: '8.8.8.8' });
      state.up = true;
      const now = performance.now();
      jest.spyOn(performance, 'now').mockImplementation(() => now + 6_000);
      await expect(client.require(at('10.9.9.9'))).rejects.toBeInstanceOf(EgressRefused);
      await expect(client.require(at('10.9.9.8'))).resolves.toEqual({ resolvedIp: '10.9.9.8' });
    });
  });

  it('judges the IPv4 address inside of an IPv6 address, too: a gateway behind an opening leads neither to credentials nor to us', async () => {
    const client = new EgressClient(productionPolicy('on_prem', { urls: ['postgres://10.1.2.3:5432/x'], ports: [] }));
    const opened = ['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'];
    const require = (host: string, port = 80): Promise<unknown> =>
      client.require({ url: `http://[${host}]:${port}`, allow: opened.map((cidr) => ({ cidr, port })), allowHttp: true });
    const credentials = ['64:ff9b::a9fe:a9fe', '64:ff9b:1::a9fe:a9fe', '64:ff9b:1:a9fe:a9:fe00::', '64:ff9b:1:a9:fe:a9fe::', '2002:a9fe:a9fe::'];
    for (const host of [...credentials, '64:ff9b::7f00:1', '2002:7f00:1::'])
      expect([host, await failure(require(host))]).toEqual([host, expect.any(EgressRefused)]);
    await expect(require('64:ff9b::a01:203', 5432)).rejects.toBeInstanceOf(EgressRefused);
    await expect(require('64:ff9b::a01:204', 5432)).resolves.toEqual({ resolvedIp: '64:ff9b::a01:204' });
  });

  it('opens neither plain http nor private targets in SaaS', async () => {
    const { port, seen } = await receiver(ok);
    const saas = new EgressClient({ ...TEST_POLICY, mode: 'saas' });
    await expect(saas.post(message(`http://127.0.0.1:${port}`, { allow: loopback(port) }))).rejects.toBeInstanceOf(EgressRefused);
    await expect(saas.post(message(`https://127.0.0.1:${port}`, { allow: loopback(port) }))).rejects.toBeInstanceOf(EgressRefused);
    await expect(saas.require({ url: 'http://8.8.8.8', allow: [], allowHttp: true })).rejects.toBeInstanceOf(EgressRefused);
    await expect(saas.require({ url: 'https://8.8.8.8', allow: [] })).resolves.toEqual({ resolvedIp: '8.8.8.8' });
    expect(seen).toHaveLength(0);
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-tls-'));
  const subject = [
    '-subj',
    '/CN=erp.test',
    '-addext',
    'subjectAltName=DNS:erp.test',
    '-days',
    '2',
    '-nodes',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
  ];
  const made = spawnSync('openssl', ['req', '-x509', ...subject, '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'ignore' });
  /** Skipped, and shown as skipped, where openssl is absent. */
  const withCertificate = made.status === 0 ? it : it.skip;
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const toErp = new EgressClient(TEST_POLICY, async () => ['127.0.0.1']);

  withCertificate('trusts the authority that was pinned for the target, and checks the name against the certificate', async () => {
    const port = await listen(createTlsServer({ key: read('key.pem'), cert: read('cert.pem') }, (_request, response) => ok(response)) as never, '127.0.0.1');
    const allow = loopback(port);
    const caPem = read('cert.pem');
    expect(await toErp.post(message(`https://erp.test:${port}`, { allow, caPem }))).toMatchObject({ status: 200, resolvedIp: '127.0.0.1' });
    expect(await failure(toErp.post(message(`https://other.test:${port}`, { allow, caPem })))).toBe('tls');
    expect(await failure(toErp.post(message(`https://127.0.0.1:${port}`, { allow, caPem })))).toBe('tls');
  });

  withCertificate('refuses a certificate that nobody vouches for, also when the environment says otherwise', async () => {
    const port = await listen(createTlsServer({ key: read('key.pem'), cert: read('cert.pem') }, (_request, response) => ok(response)) as never, '127.0.0.1');
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await failure(toErp.post(message(`https://erp.test:${port}`, { allow: loopback(port) })))).toBe('tls');
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });
});
