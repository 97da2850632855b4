import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer as createHttpServer, type IncomingHttpHeaders, type Server as HttpServer } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createServer as createTlsServer } from 'node:tls';

const listening = (server: Server | HttpServer): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));

/** A chat service on the loopback interface: keeps what is posted and answers with `status`. */
export class HttpReceiver {
  readonly posts: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Record<string, unknown> }[] = [];
  status = 200;
  /** Answers with what it was sent, as a careless server does. */
  echo = false;
  private readonly server = createHttpServer((request, response) => {
    void text(request).then((body) => {
      this.posts.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(body) as Record<string, unknown> });
      response.writeHead(this.status).end(this.echo ? `${request.url} ${request.headers.authorization}` : 'x');
    });
  });

  static async start(): Promise<HttpReceiver> {
    const receiver = new HttpReceiver();
    await listening(receiver.server);
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A syslog server by TCP, TLS or UDP. */
export class SyslogReceiver {
  received = '';
  private constructor(private readonly server: Server | UdpSocket) {}

  static async start(transport: 'udp' | 'tcp' | 'tls', identity: { key?: string; cert?: string } = {}): Promise<SyslogReceiver> {
    if (transport === 'udp') {
      const socket = createSocket('udp4');
      const receiver = new SyslogReceiver(socket);
      socket.on('message', (data) => (receiver.received += data.toString('utf8')));
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
      return receiver;
    }
    const take = (socket: Socket): void => void socket.on('error', () => undefined).on('data', (data) => (receiver.received += data.toString('utf8')));
    const server = transport === 'tls' ? createTlsServer(identity, take) : createTcpServer(take);
    const receiver = new SyslogReceiver(server);
    await listening(server);
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
  }
}

/** Stands between a client and its server and can be cut. */
export class Cable {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  private readonly server: Server;

  private constructor(target: { host: string; port: number }) {
    this.server = createTcpServer((near) => {
      const keep = (socket: Socket): Socket => {
        this.sockets.add(socket);
        return socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
      };
      keep(near);
      if (this.isCut) return void near.destroy();
      const far = keep(connect(target));
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
  }

  static async between(target: { host: string; port: number }): Promise<Cable> {
    const cable = new Cable(target);
    await listening(cable.server);
    return cable;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  end(): void {
    this.cut();
    this.server.close();
  }
}
