import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { HttpAdapterHost } from '@nestjs/core';
import { UpgradeDoor } from './upgrade-door';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ASK = [
  'GET /api/v1/boards/work-orders/stream HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${KEY}`,
].join('\r\n');

describe('the door of the stream', () => {
  let server: Server;
  let door: UpgradeDoor;
  let screen: Socket;
  let arrived: Promise<IncomingMessage>;
  beforeEach(async () => {
    let routing: (request: IncomingMessage, answer: ServerResponse) => void;
    arrived = new Promise((resolve) => (routing = resolve));
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    door = new UpgradeDoor({ httpAdapter: { getHttpServer: () => server, getInstance: () => ({ routing }) } } as unknown as HttpAdapterHost);
    door.onApplicationBootstrap();
    screen = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    screen.write(`${ASK}\r\n\r\n`);
  });
  afterEach(() => {
    screen.destroy();
    server.close();
  });

  it('hands the socket over', async () => {
    const socket = await door.open(await arrived);
    expect(socket.readyState).toBe(socket.OPEN);
    socket.terminate();
  });

  it('says at once that a screen is gone whose connection was reset while the guards looked', async () => {
    const request = await arrived;
    const gone = new Promise((resolve) => request.socket.once('close', resolve));
    screen.resetAndDestroy();
    await gone;
    const opened = door.open(request).then(
      () => 'open',
      (error: Error) => error.message,
    );
    expect(await Promise.race([opened, wait(1_000, 'never', { ref: false })])).toBe('the socket closed during the handshake');
  });

  it('says so too when it ends in the very moment of the handshake', async () => {
    const request = await arrived;
    request.socket.destroy(); // 'close' has yet to be told
    await expect(door.open(request)).rejects.toThrow('the socket closed during the handshake');
  });
});
