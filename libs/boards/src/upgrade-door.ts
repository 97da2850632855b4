import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer, type WebSocket } from 'ws';
import { boardErrors } from './boards.errors';

interface Waiting {
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly answer: ServerResponse;
}

/** Screens only listen: what they say is never longer than a close reason. */
const INCOMING_MAX = 1_024;
/** Guards answer within milliseconds; a socket that nobody has answered by then belongs to a request that was lost. */
const ANSWER_WITHIN_MS = 15_000;
const STREAM = /^\/api\/v1\/boards\/[^/?]+\/stream(?:\?|$)/;
const HOP_HEADERS = new Set(['upgrade', 'http2-settings']);

/**
 * Brings requests for a WebSocket to the same routes, guards and filters as every other request: what they refuse is an
 * ordinary answer, and only a handler that wants it gets the socket.
 */
@Injectable()
export class UpgradeDoor implements OnApplicationBootstrap {
  private readonly waiting = new WeakMap<IncomingMessage, Waiting>();
  // No compression: it costs memory for each client, and boards are small.
  private readonly handshake = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: INCOMING_MAX, perMessageDeflate: false });

  constructor(private readonly host: HttpAdapterHost) {}

  onApplicationBootstrap(): void {
    const adapter = this.host.httpAdapter as { getHttpServer(): Server; getInstance(): { routing?: Route } } | undefined;
    const route = adapter?.getInstance().routing;
    if (!adapter || !route) return; // a program without a door
    const server = adapter.getHttpServer();
    server.on('upgrade', (request, socket, head) => {
      if (request.method === 'GET' && STREAM.test(request.url ?? '') && isWebSocket(request)) this.bring(request, { socket, head }, route);
      else giveBack(server, request, socket, head);
    });
  }

  /** Whether the request came as one for a WebSocket that can be opened. */
  isOffered(request: IncomingMessage): boolean {
    const { 'sec-websocket-key': key, 'sec-websocket-version': version } = request.headers;
    return this.waiting.has(request) && /^[+/0-9A-Za-z]{22}==$/.test(key ?? '') && version === '13';
  }

  /**
   * Takes the socket over from HTTP. The reply must have been given up before.
   * @throws boards.upgrade_required, or an Error when the screen went away meanwhile
   */
  open(request: IncomingMessage): Promise<WebSocket> {
    const offered = this.waiting.get(request);
    if (!offered || !this.isOffered(request)) return Promise.reject(boardErrors.upgrade_required());
    const { socket, head, answer } = offered;
    this.waiting.delete(request);
    answer.detachSocket(socket as never);
    return new Promise((resolve, reject) => {
      const leave = (): void => reject(new Error('the socket closed during the handshake'));
      // Whoever left while the guards looked has had its 'close': no other comes, and the handshake never calls back.
      if (socket.destroyed) return leave();
      socket.once('close', leave);
      this.handshake.handleUpgrade(request, socket, head, resolve);
    });
  }

  private bring(request: IncomingMessage, { socket, head }: Pick<Waiting, 'socket' | 'head'>, route: Route): void {
    const answer = new ServerResponse(request);
    answer.shouldKeepAlive = false; // what came with an upgrade and was refused is over
    answer.assignSocket(socket as never);
    this.waiting.set(request, { socket, head, answer });
    const lost = setTimeout(() => this.waiting.has(request) && socket.destroy(), ANSWER_WITHIN_MS).unref();
    socket.on('error', () => socket.destroy());
    socket.once('close', () => clearTimeout(lost));
    answer.once('finish', () => socket.end());
    route(request, answer);
  }
}

type Route = (request: IncomingMessage, answer: ServerResponse) => void;

const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

/**
 * Any other wish to upgrade is not granted, and the request is answered as if it had not been uttered (RFC 9110 §7.8): some
 * HTTP clients offer h2c with every request. Node has already taken the socket from its parser, so the request is put back in
 * front of it without the wish.
 */
function giveBack(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]!;
    let value = request.rawHeaders[i + 1]!;
    if (HOP_HEADERS.has(name.toLowerCase())) continue;
    if (name.toLowerCase() === 'connection') {
      const kept = value.split(',').filter((token) => !HOP_HEADERS.has(token.trim().toLowerCase()));
      if (kept.length === 0) continue;
      value = kept.join(',').trim();
    }
    lines.push(`${name}: ${value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit('connection', socket);
}
