type Made = Readonly<Record<string, unknown>> & { readonly id: string };

/** What the walk of audit events lends to its chapters. */
export interface Walker {
  send(method: string, path: string, body?: unknown, more?: { version?: number; by?: 'builder' | 'checker' }): Promise<Made>;
  /** The worker's part of a planning run. */
  plan(): Promise<void>;
}

/** Every write of the factory's work once, in the order in which a day brings them. */
export class ProductionChapter {
  constructor(private readonly walker: Walker) {}

  private readonly post = (path: string, body?: unknown): Promise<Made> => this.walker.send('POST', path, body);
  private readonly get = (path: string): Promise<Made> => this.walker.send('GET', path);
  private readonly version = async (path: string): Promise<number> => Number((await this.get(path)).rowVersion);
  /** An edit of what `document` shows, with the version that it shows. */
  private readonly change = async (method: string, path: string, body: unknown, document = path): Promise<Made> =>
    this.walker.send(method, path, body, { version: await this.version(document) });

  async masterData(): Promise<void> {
    const { post, change } = this;
    for (const code of ['MADE', 'PART', 'SPARE'])
      await post('/items', { code, name: '品項', kind: code === 'MADE' ? 'fg' : 'raw', baseUom: 'PCE', standardCost: '1' });
    await post('/inventory/postings', { type: 'receipt', lines: ['PART', 'SPARE'].map((itemCode) => ({ itemCode, qty: '1000', toLocation: 'BIN' })) });
    const shift = await post('/shifts', { code: 'DAY', name: '日班', startsAt: '08:00', endsAt: '17:00', breakMinutes: 60 });
    await change('PATCH', `/shifts/${shift.id}`, { name: '白班' });
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['DAY']]));
    const calendar = await post('/calendars', { code: 'CAL', name: '工廠', week });
    await change('PATCH', `/calendars/${calendar.id}`, { name: '工廠日曆' });
    await change('PUT', `/calendars/${calendar.id}/exceptions`, { exceptions: [{ day: '2026-12-25', shifts: [], note: '休' }] }, `/calendars/${calendar.id}`);
    await post('/work-centers', { code: 'LATHE', name: '車床', location: 'BIN', capacity: 1, calendar: 'CAL' });
    const bom = await post('/boms', { item: 'MADE', lines: [{ component: 'PART', qty: '2', uom: 'PCE', validFrom: '2020-01-01' }] });
    await post(`/boms/${bom.id}/copy`);
    await post(`/boms/${bom.id}/activate`);
    const operations = [{ opNo: 10, name: '車削', workCenter: 'LATHE', setupS: '60', runS: '1', reportPoint: true }];
    const routing = await post('/routings', { item: 'MADE', operations });
    await change('PATCH', `/routings/${routing.id}`, {
      operations: [...operations, { ...operations[0], opNo: 20, name: '倒角' }, { ...operations[0], opNo: 30, name: '打磨' }],
    });
    await post(`/routings/${routing.id}/activate`);
    const copy = await post(`/routings/${routing.id}/copy`);
    await post(`/routings/${copy.id}/activate`);
    await post(`/routings/${copy.id}/obsolete`);
    await post(`/routings/${(await post(`/routings/${copy.id}/copy`)).id}/activate`);
  }

  private order(qty = '10'): Promise<Made> {
    return this.post('/work-orders', { item: 'MADE', qty, warehouse: 'WH', supplyLocation: 'BIN', outputLocation: 'BIN2', dueOn: '2099-01-01' });
  }

  async orders(): Promise<void> {
    const { post, change } = this;
    const draft = await this.order();
    await change('PATCH', `/work-orders/${draft.id}`, { qty: '12' });
    await post(`/work-orders/${draft.id}/plan`);
    await post(`/work-orders/${draft.id}/release`, {});
    await post(`/work-orders/${draft.id}/reserve`);
    await post(`/work-orders/${draft.id}/hold`, { reason: '等料' });
    await post(`/work-orders/${draft.id}/resume`);
    await post(`/work-orders/${draft.id}/split`, { qty: '2' });
    await post(`/work-orders/${draft.id}/cancel`, { reason: '不做' });
    const bulk = [await this.order(), await this.order()];
    await post('/work-orders/reschedule', { orders: bulk.map(({ id }) => ({ id, dueOn: '2099-02-01' })) });
    await post('/work-orders/release', { orders: bulk.map(({ id }) => ({ id })) });
    for (const { id } of bulk) {
      await post(`/work-orders/${id}/start`);
      await post(`/work-orders/${id}/short-close`, { reason: '訂單取消' });
    }
    await post('/work-orders/close', { orders: bulk.map(({ id }) => ({ id })) });
  }

  async floor(): Promise<void> {
    const { post } = this;
    const { id } = await this.order('6');
    const path = `/work-orders/${id}`;
    await post(`${path}/release`, {});
    const [material] = (await this.get(`${path}/materials`)).items as Made[];
    const substitute = await post(`${path}/materials/${material!.id}/substitute`, { itemCode: 'SPARE', qty: '2', reason: '缺料' });
    void substitute;
    await post(`${path}/issue`, { lines: [{ itemCode: 'PART', qty: '4', location: 'BIN' }] });
    await post(`${path}/return`, { lines: [{ materialId: material!.id, qty: '1', location: 'BIN' }] });
    const first = `${path}/operations/10`;
    await post(`${first}/start`, {});
    await post(`${first}/pause`, {});
    await post(`${first}/resume`);
    const report = await post('/production-reports', { workOrder: id, opNo: 10, good: '5' });
    await post(`/production-reports/${report.id}/supersede`, { good: '6', reason: '數錯' });
    await post(`${first}/finish`);
    const [run] = (await this.get(`${first}/runs`)).items as (Made & { startedAt: string })[];
    await post(`/operation-runs/${run!.id}/correct`, { endedAt: run!.startedAt, reason: '忘記暫停' });
    await post(`${path}/operations/30/skip`, { reason: '免' });
    await post('/production-reports', { workOrder: id, opNo: 20, good: '6' });
    await post(`${path}/operations/20/finish`);
    await post(`${path}/finish`);
    await post(`${path}/reopen`, { reason: '漏做' });
    await post(`${path}/operations/20/finish`);
    await post(`${path}/finish`);
    await post(`${path}/close`);
  }

  async downtime(): Promise<void> {
    const { post } = this;
    const event = await post('/downtime-events', { workCenter: 'LATHE', note: '異音', startedAt: new Date(Date.now() - 600_000).toISOString() });
    const path = `/downtime-events/${event.id}`;
    await post(`${path}/end`);
    const [reason] = ((await this.get('/reason-codes?domain=downtime')).items as (Made & { code: string })[]).slice(0, 1);
    await post(`${path}/classify`, { reasonCode: reason!.code, planned: false });
    await post(`${path}/split`, { at: new Date(Math.floor(Date.now() / 1_000) * 1_000 - 300_000).toISOString() });
  }

  async planning(): Promise<void> {
    const { post, change } = this;
    const demand = await post('/demands', { item: 'MADE', qty: '5', dueOn: '2099-01-01', warehouse: 'WH', source: 'manual' });
    await change('PATCH', `/demands/${demand.id}`, { qty: '6' });
    await post(`/demands/${demand.id}/cancel`, {});
    await this.walker.send('PUT', '/planning/parameters/MADE', { policy: 'make', leadTimeDays: 1, warehouse: 'WH' });
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await post('/demands', { item: 'MADE', qty: '500', dueOn: soon, warehouse: 'WH', source: 'manual' });
    for (const plan of ['dismiss', 'accept']) {
      await post('/planning/runs', {});
      await this.walker.plan();
      const [run] = (await this.get('/planning/runs')).items as Made[];
      const [suggestion] = (await this.get(`/planning/runs/${run!.id}/suggestions?kind=make`)).items as Made[];
      const path = `/planning/suggestions/${suggestion!.id}`;
      if (plan === 'dismiss') {
        await change('PATCH', path, { qty: '501' });
        await post(`${path}/dismiss`, {});
      } else await post(`/planning/runs/${run!.id}/accept`, { suggestions: [suggestion!.id] });
    }
    await this.walker.send('DELETE', '/planning/parameters/MADE?warehouse=WH');
  }
}
