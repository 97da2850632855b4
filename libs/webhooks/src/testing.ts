import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '@anwen/database';
import { EgressClient, type EgressPolicy } from '@anwen/egress';
import { ALL_SCOPE, CursorCodec, SecretBox, systemActor, uuidV7, type Actor, type Clock } from '@anwen/kernel';
import type { RelayedEvent } from '@anwen/outbox';
import { WebhookAttempt } from './attempt.service';
import { DeliveryService } from './delivery.service';
import { DeliveryStore } from './delivery.store';
import { WebhookDispatch } from './dispatch.service';
import type { CreateWebhookDto, NewWebhookSecret } from './endpoint.dto';
import { EndpointService } from './endpoint.service';
import { EndpointStore } from './endpoint.store';
import { WebhookFanOut } from './fan-out.service';
import { FanOutStore } from './fan-out.store';
import { WebhookOutcome } from './outcome.service';
import { SendingStore } from './sending.store';
import { TargetService } from './target.service';
import { TargetStore } from './target.store';
import { TestEvents } from './test-event.service';
import { WaitingStore } from './waiting.store';
import { WaitingSweep } from './waiting-sweep';
import { WebhookSender } from './webhook-sender';

/** Receivers of tests listen on loopback, which production never opens; here an allow-list entry may. */
export const LOOPBACK_POLICY: EgressPolicy = { mode: 'on_prem', never: ['169.254.169.254/32'], own: [] };

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  private ms = Date.now();

  now(): Date {
    return new Date(this.ms);
  }

  move(ms: number): void {
    this.ms += ms;
  }
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

/** How a receiver answers one request. */
export type Answering = number | ((response: ServerResponse, received: Received) => void);

/** A receiver on loopback that answers after a script: the first answer to the first request, the last one to all that follow. */
export class TestReceiver {
  readonly seen: Received[] = [];
  port = 0;
  private readonly server: Server;

  constructor(public script: readonly Answering[] = [200]) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const received = { headers: request.headers, body: Buffer.concat(chunks).toString(), at: Date.now() };
        const answer = this.script[Math.min(this.seen.length, this.script.length - 1)] ?? 200;
        this.seen.push(received);
        if (typeof answer === 'number') response.writeHead(answer).end(`answer ${answer}`);
        else answer(response, received);
      });
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The library wired by hand on a test's database, with a policy that lets loopback through where it is listed. */
export class WebhookBed {
  readonly endpoints: EndpointService;
  readonly targets: TargetService;
  readonly deliveries: DeliveryService;
  readonly tests: TestEvents;
  readonly fanOut: WebhookFanOut;
  readonly store = new SendingStore();
  private readonly waiting = new WaitingStore();
  readonly dispatch: WebhookDispatch;
  private sequence = 0;

  constructor(
    readonly database: Database,
    private readonly actor: Actor = systemActor('test'),
    policy: EgressPolicy = LOOPBACK_POLICY,
    /** Several processes on one database need the same. */
    readonly box = new SecretBox(createHash('sha256').update(randomUUID()).digest()),
  ) {
    const egress = new EgressClient(policy);
    const [endpointStore, targetStore, deliveryStore, fanOutStore] = [new EndpointStore(), new TargetStore(), new DeliveryStore(), new FanOutStore()];
    this.endpoints = new EndpointService(endpointStore, targetStore, this.waiting, this.store, egress, this.box);
    this.targets = new TargetService(targetStore, egress);
    this.deliveries = new DeliveryService(deliveryStore, endpointStore, new CursorCodec(Buffer.alloc(32, 7)));
    this.fanOut = new WebhookFanOut(fanOutStore);
    this.dispatch = new WebhookDispatch(database, targetStore, this.store, new WebhookAttempt(egress, this.box), new WebhookOutcome(this.store, this.waiting));
    this.tests = new TestEvents(database, endpointStore, fanOutStore, this.store, this.dispatch, this.deliveries);
  }

  /** By the clock of the database, as in production, unless a test brings its own. */
  sender(clock?: Clock): WebhookSender {
    const { database, store, dispatch } = this;
    return new WebhookSender({ database, store, dispatch, sweep: new WaitingSweep(database, this.waiting), clock, random: () => 0 });
  }

  write<T>(work: Parameters<typeof this.database.transaction<T>>[1]): Promise<T> {
    return this.database.transaction({ actor: this.actor, scope: ALL_SCOPE }, work);
  }

  /** An endpoint for a receiver, with the opening that it needs. */
  async endpoint(receiver: TestReceiver, more: Partial<CreateWebhookDto> = {}): Promise<NewWebhookSecret> {
    return this.write(async (tx) => {
      const listed = (await this.targets.list(tx)).some((one) => one.port === receiver.port);
      if (!listed) await this.targets.add(tx, this.actor, { cidr: '127.0.0.1/32', port: receiver.port, reason: 'test' });
      return this.endpoints.create(tx, this.actor, { name: 'ERP', url: receiver.url, events: ['*'], ...more });
    });
  }

  /** Events as the relay hands them on; answers their ids. */
  async happen(count = 1, more: Partial<RelayedEvent> = {}): Promise<string[]> {
    const events = Array.from({ length: count }, (): RelayedEvent => {
      const sequence = String(++this.sequence);
      const aggregate = { type: 'posting', id: sequence };
      return { sequence, eventId: uuidV7(), type: 'stock.posted.v1', aggregate, payload: { id: sequence }, requestId: null, occurredAt: new Date(), ...more };
    });
    await this.write((tx) => this.fanOut.receive(tx, events));
    return events.map((event) => event.eventId);
  }
}
