import { randomUUID } from 'node:crypto';
import { buildProduction } from './scope-production';

/** One call of the api; answers status and body. */
export type Call = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown; text: string }>;

type Made = Readonly<Record<string, unknown>> & { readonly id: string };

/** Everything of one warehouse: ids by the first part of their route (`receipts` → id), and all ids that may never be told to strangers. */
export class ScopeWorld {
  readonly ids = new Map<string, string>();
  readonly nested = new Map<string, string>();
  /** Every write that built this side, as it was sent. */
  readonly writes: { readonly path: string; readonly body: unknown }[] = [];
  warehouseId = '';
  zoneId = '';
  workCenterId = '';
  /** A delivery that is still being unloaded. */
  openReceipt = '';

  private constructor(
    private readonly call: Call,
    /** Stands in every code and note of this side, and nowhere on the other. */
    readonly mark: string,
  ) {}

  /** `plan` does the worker's part of a planning run. */
  static async build(call: Call, mark: string, plan: () => Promise<void>): Promise<ScopeWorld> {
    const world = new ScopeWorld(call, mark);
    await world.places();
    await world.stock();
    await world.inbound();
    await world.outbound();
    await world.inside();
    await world.tracing();
    await buildProduction(world, plan);
    return world;
  }

  /** What a path answers to whoever builds this side. */
  ask(path: string): ReturnType<Call> {
    return this.call('GET', `/api/v1${path}`);
  }

  async must(path: string, body: unknown = {}): Promise<Made> {
    const { status, body: answer, text } = await this.call('POST', `/api/v1${path}`, body);
    if (status >= 300) throw new Error(`${this.mark}: POST ${path} answers ${status} ${text}`);
    this.writes.push({ path: `/api/v1${path}`, body });
    return answer as Made;
  }

  async first(path: string): Promise<Made> {
    const { body, text } = await this.call('GET', `/api/v1${path}`);
    const [one] = (body as { items: Made[] }).items;
    if (!one) throw new Error(`${this.mark}: GET ${path} is empty: ${text}`);
    return one;
  }

  /** Remembers an object of a route. */
  keep(route: string, { id }: Made): string {
    this.ids.set(route, id);
    return id;
  }

  private async places(): Promise<void> {
    const { mark } = this;
    const warehouse = await this.must('/warehouses', { code: `WH-${mark}`, name: `倉 ${mark}` });
    this.warehouseId = this.keep('warehouses', warehouse);
    await this.must(`/warehouses/${warehouse.id}/zones`, { code: `Z-${mark}`, name: `區 ${mark}` });
    await this.must('/warehouses', { code: `WH2-${mark}`, name: `副倉 ${mark}` });
    const bin = (code: string, kind: string, more: object = {}): Promise<Made> =>
      this.must('/locations', { warehouse: `WH-${mark}`, zone: `Z-${mark}`, code: `${code}-${mark}`, name: `位 ${mark}`, kind, ...more });
    this.keep('locations', await bin('BIN', 'storage'));
    await bin('BIN2', 'storage');
    await bin('DOCK', 'staging_in', { isPickable: false });
    await bin('STAGE', 'staging_out', { isPickable: false });
    await this.must('/locations', { warehouse: `WH2-${mark}`, code: `FAR-${mark}`, name: `遠 ${mark}`, kind: 'storage' });
    await this.must('/partners', { code: `SUP-${mark}`, name: '供應商', roles: ['supplier'] });
    await this.must('/partners', { code: `CUS-${mark}`, name: '客戶', roles: ['customer'] });
  }

  private async stock(): Promise<void> {
    const { mark } = this;
    const receive = (line: object): Promise<Made> =>
      this.must('/inventory/postings', { type: 'receipt', lines: [{ qty: '100', toLocation: `BIN-${mark}`, ...line }] });
    this.keep('inventory/postings', await receive({ itemCode: 'PLAIN' }));
    await receive({ itemCode: 'LOTTED', lot: `LOT-${mark}`, expiresOn: '2099-01-01' });
    await receive({ itemCode: 'SERIAL', qty: '1', serials: [`SN-${mark}`] });
    this.keep('lots', await this.first(`/lots?q=LOT-${mark}`));
    this.keep('serials', await this.first(`/serials?q=SN-${mark}`));
    const [reserved] = (await this.must('/reservations', {
      ownerType: 'test',
      ownerRef: `R-${mark}`,
      itemCode: 'PLAIN',
      qty: '1',
      location: `BIN-${mark}`,
    })) as unknown as Made[];
    this.keep('reservations', reserved!);
  }

  private async inbound(): Promise<void> {
    const { mark } = this;
    const head = { supplier: `SUP-${mark}`, warehouse: `WH-${mark}` };
    const order = await this.must('/purchase-orders', { ...head, note: mark, lines: [{ itemCode: 'PLAIN', qty: '10' }] });
    this.keep('purchase-orders', order);
    await this.must(`/purchase-orders/${order.id}/approve`);
    const receipt = await this.must('/receipts', { ...head, dock: `DOCK-${mark}`, deliveryNote: `DN-${mark}` });
    this.keep('receipts', receipt);
    const confirmed = await this.must(`/receipts/${receipt.id}/lines`, {
      lines: [
        { itemCode: 'PLAIN', qty: '5' },
        { itemCode: 'CHECKED', qty: '5' },
      ],
    });
    this.nested.set('lineId', (confirmed.lines as Made[])[0]!.id);
    await this.must(`/receipts/${receipt.id}/finish`);
    this.keep('inspections', await this.first(`/inspections?receipt=${receipt.id}`).catch(() => this.newest('/inspections')));
    this.keep('putaway-tasks', await this.first(`/putaway-tasks?warehouse=WH-${mark}`));
    this.openReceipt = (await this.must('/receipts', { ...head, dock: `DOCK-${mark}`, deliveryNote: `DN2-${mark}` })).id;
    const back = { ...head, lines: [{ itemCode: 'PLAIN', qty: '1', location: `BIN-${mark}`, reasonCode: 'RET-DEFECT' }] };
    this.keep('supplier-returns', await this.must('/supplier-returns', back));
  }

  private newest(path: string): Promise<Made> {
    return this.first(`${path}?limit=1`);
  }

  private async outbound(): Promise<void> {
    const { mark } = this;
    const head = { customer: `CUS-${mark}`, warehouse: `WH-${mark}` };
    const order = await this.must('/sales-orders', { ...head, note: mark, lines: [{ itemCode: 'PLAIN', qty: '4' }] });
    this.keep('sales-orders', order);
    await this.must(`/sales-orders/${order.id}/confirm`);
    const shipment = await this.must('/shipments', { salesOrder: order.id, stage: `STAGE-${mark}` });
    await this.must(`/shipments/${shipment.id}/allocate`);
    await this.must(`/shipments/${shipment.id}/pick-start`);
    this.keep('pick-tasks', await this.first(`/pick-tasks?warehouse=WH-${mark}`));
    const other = await this.must('/shipments', { ...head, stage: `STAGE-${mark}`, lines: [{ itemCode: 'PLAIN', qty: '1' }] });
    this.keep('shipments', other);
    await this.must(`/shipments/${other.id}/allocate`);
    this.keep('waves', await this.must('/waves', { warehouse: `WH-${mark}`, strategy: 'batch', shipments: [other.id] }));
    this.keep('packages', await this.must('/packages', { shipment: shipment.id }));
    const lines = [{ itemCode: 'PLAIN', qty: '1', status: 'hold', reasonCode: 'RET-WRONG' }];
    this.keep('customer-returns', await this.must('/customer-returns', { ...head, location: `BIN-${mark}`, lines }));
  }

  private async inside(): Promise<void> {
    const { mark } = this;
    const between = { fromWarehouse: `WH-${mark}`, toWarehouse: `WH2-${mark}` };
    this.keep('transfers', await this.must('/transfers', { ...between, lines: [{ itemCode: 'PLAIN', qty: '1', fromLocation: `BIN-${mark}` }] }));
    const adjusted = { reasonCode: 'ADJ-FOUND', note: mark, lines: [{ itemCode: 'PLAIN', location: `BIN-${mark}`, qtyChange: '1' }] };
    this.keep('adjustments', await this.must('/adjustments', adjusted));
    const rule = { item: 'PLAIN', location: `BIN2-${mark}`, minQty: '5', maxQty: '10' };
    this.keep('replenishment-rules', await this.must('/replenishment-rules', rule));
    await this.must('/replenishment-tasks/run', { warehouse: `WH-${mark}` });
    this.keep('replenishment-tasks', await this.first(`/replenishment-tasks?warehouse=WH-${mark}`));
    const scope = { locations: [`BIN-${mark}`] };
    this.keep('count-plans', await this.must('/count-plans', { name: `盤 ${mark}`, warehouse: `WH-${mark}`, scope, blind: true, active: true }));
    const session = await this.must('/count-sessions', { warehouse: `WH-${mark}`, scope });
    this.keep('count-sessions', session);
    await this.must(`/count-sessions/${session.id}/open`);
    this.keep('count-tasks', await this.first(`/count-tasks?session=${session.id}`));
  }

  private async tracing(): Promise<void> {
    this.keep('recalls', await this.must('/recalls', { lots: [this.ids.get('lots')], reason: this.mark, direction: 'down', mock: true }));
  }

  /** Bodies of work that a hand-held may bring home, by type, all of it at this side's documents and places. */
  offlineWork(): Readonly<Record<string, object>> {
    const { mark } = this;
    const [bin, other] = [`BIN-${mark}`, `BIN2-${mark}`];
    const of = (route: string): { taskId: string } => ({ taskId: this.ids.get(route)! });
    const workOrder = this.ids.get('work-orders')!;
    return {
      'stock.move': { lines: [{ itemCode: 'PLAIN', qty: '1', fromLocation: bin, toLocation: other }] },
      'transfer.receive': { transferId: this.ids.get('transfers')!, lines: [{ lineId: randomUUID(), qty: '1', toLocation: bin }] },
      'replenish.confirm': { ...of('replenishment-tasks'), fromLocation: bin, qty: '1' },
      'count.entries': { ...of('count-tasks'), entries: [{ itemCode: 'PLAIN', qty: '1' }] },
      'count.finish': { ...of('count-tasks'), empty: true },
      'receipt.lines': { receiptId: this.openReceipt, lines: [{ itemCode: 'PLAIN', qty: '1', toLocation: `DOCK-${mark}` }] },
      'putaway.confirm': { ...of('putaway-tasks'), location: other },
      'pick.confirm': { ...of('pick-tasks'), location: bin, qty: '1' },
      'pick.short': { ...of('pick-tasks'), pickedQty: '0', reasonCode: 'PICK-SHORT' },
      'production.report': { workOrder, opNo: 10, good: '1' },
      'material.issue': { workOrder, all: true },
    };
  }

  /** The ids of this side that its strangers may never read. */
  get secrets(): readonly string[] {
    return [this.warehouseId, this.openReceipt, ...this.ids.values(), ...[...this.nested].flatMap(([name, id]) => (name === 'opNo' ? [] : [id]))];
  }

  /** A path with this side's ids in it; undefined when nothing of this side belongs there. */
  pathOf(template: string): string | undefined {
    const route = /^\/api\/v1\/(.+?)\/\{/.exec(template)?.[1];
    const id = route === undefined ? undefined : this.ids.get(route);
    if (id === undefined) return undefined;
    return template.replace(/\{\w+\}/, id).replace(/\{(\w+)\}/g, (_, name: string) => this.nested.get(name) ?? randomUUID());
  }
}
