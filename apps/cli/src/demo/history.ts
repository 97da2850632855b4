import type { PostStockDto } from '@anwen/inventory';
import type { Calendar } from './calendar';

/** One posting of the past: who made it, and what it says. `tag` names it for a later reversal. */
export interface Event {
  readonly who: string;
  readonly post: PostStockDto;
  readonly tag?: string;
}

/** The wrong receipt that the next event takes back. */
export interface Reversal {
  readonly who: string;
  readonly reverses: string;
  readonly note: string;
}

type Line = PostStockDto['lines'][number];
type Head = Omit<PostStockDto, 'lines' | 'occurredAt' | 'effectiveOn'>;

/** Four weeks, ending yesterday: today belongs to the person who tries the product. */
export const DAYS = 27;

/** Tells the four weeks day by day. The same day number always gives the same goods; only the dates move. */
export function* history(calendar: Calendar): Generator<Event | Reversal> {
  const floor = new Floor(calendar);
  const deliveries = [27, 20, 13, 6].map((ago) => calendar.workdayFrom(ago));
  for (let ago = DAYS; ago >= 1; ago--) {
    if (deliveries.includes(ago)) yield* floor.receive(ago);
    if (!calendar.isWorkday(ago)) continue;
    if (ago < deliveries[0]!) yield* floor.work(ago);
    if (ago % 3 === 0 && ago < DAYS - 6) yield* floor.ship(ago);
    yield* floor.incidents(ago);
    yield* floor.supplyLine(ago);
  }
}

class Floor {
  private motors: string[] = [];
  private modules: string[] = [];
  private delivered = 0;
  private shipped = 0;

  constructor(private readonly calendar: Calendar) {}

  /** A week's deliveries: into the receiving area, then to the shelves. */
  *receive(ago: number): Generator<Event> {
    const stamp = this.calendar.stamp(ago);
    const motors = Array.from({ length: 40 }, (_, i) => `MT${stamp}${String(i + 1).padStart(3, '0')}`);
    this.motors.push(...motors);
    // The first paint is old: part of it expires soon, which the expiry list should show.
    const first = this.delivered === 0;
    const paintExpiry = first ? this.calendar.date(-9) : this.calendar.date(ago - 180);
    const deliveries = this.deliveries(ago, { motors, paintExpiry, first });
    this.delivered++;
    for (const [supplier, lines, shelves] of deliveries) {
      const docRef = `PO-${stamp}-${supplier.slice(2)}`;
      const arrived = lines.map((line) => ({ ...line, toLocation: 'RM-IN' }));
      yield this.event('chen.ml', [ago, '09:20'], { type: 'receipt', docType: 'purchase_order', docRef, note: `供應商 ${supplier}` }, arrived);
      const stored = lines.map(({ unitCost: _cost, expiresOn: _expiry, ...line }, i) => ({ ...line, fromLocation: 'RM-IN', toLocation: shelves[i]! }));
      yield this.event('chen.ml', [ago, '10:40'], { type: 'transfer', docType: 'purchase_order', docRef, note: '上架' }, stored);
    }
    if (!first) return;
    yield this.event('chen.ml', [ago, '11:30'], { type: 'receipt', docType: 'purchase_order', docRef: `PO-${stamp}-006` }, [
      { itemCode: 'CT-350', qty: '600', toLocation: 'RM-B-06', unitCost: '14' },
    ]);
  }

  /** What comes from whom, and onto which shelf each line goes. */
  private deliveries(ago: number, goods: { motors: string[]; paintExpiry: string; first: boolean }): [supplier: string, lines: Line[], shelves: string[]][] {
    const { motors, paintExpiry, first } = goods;
    const stamp = this.calendar.stamp(ago);
    return [
      ['S-001', [{ itemCode: 'AL-6061-20', qty: '320', lot: `AL${stamp}`, unitCost: '142' }], ['RM-A-01']],
      ['S-002', [{ itemCode: 'ST-S45C-30', qty: '180', lot: `ST${stamp}`, unitCost: '38.5' }], ['RM-A-03']],
      [
        'S-003',
        [
          { itemCode: 'SC-M4X12', qty: '3', uom: 'BX', unitCost: '0.65' },
          { itemCode: 'SC-M6X20', qty: '2', uom: 'BX', unitCost: '1.1' },
          { itemCode: 'BR-6204', qty: '2', uom: 'BX', lot: `BR${stamp}`, unitCost: '46' },
        ],
        ['RM-B-01', 'RM-B-02', 'RM-B-03'],
      ],
      ['S-004', [{ itemCode: 'MT-24V-60W', qty: '40', serials: motors, unitCost: '680' }], ['RM-B-05']],
      [
        'S-005',
        [
          { itemCode: 'PT-BK-01', qty: '1', uom: 'DR', lot: `PT${stamp}`, expiresOn: paintExpiry, unitCost: '215' },
          ...(first ? [{ itemCode: 'OL-CUT-01', qty: '1', uom: 'DR', lot: `OL${stamp}`, expiresOn: this.calendar.date(ago - 365), unitCost: '88' }] : []),
        ],
        ['RM-C-01', 'RM-C-02'],
      ],
    ];
  }

  /** A day's production: every order issues its material and reports what it made. */
  *work(ago: number): Generator<Event> {
    const stamp = this.calendar.stamp(ago);
    yield* this.make(ago, '001', [{ itemCode: 'ST-S45C-30', qty: '6', fromLocation: 'RM-A-03' }], {
      itemCode: 'WP-SHAFT-20',
      qty: '12',
      lot: `WS${stamp}`,
      toLocation: 'PD-CNC',
    });
    yield* this.make(
      ago,
      '002',
      [
        { itemCode: 'AL-6061-20', qty: '18', fromLocation: 'RM-A-01' },
        { itemCode: 'OL-CUT-01', qty: '2.5', fromLocation: 'RM-C-02' },
      ],
      { itemCode: 'WP-HSG-01', qty: '12', lot: `WH${stamp}`, toLocation: 'PD-CNC' },
    );
    yield* this.make(
      ago,
      '003',
      [
        { itemCode: 'WP-HSG-01', qty: '10', fromLocation: 'PD-CNC' },
        { itemCode: 'PT-BK-01', qty: '0.8', fromLocation: 'RM-C-01' },
      ],
      { itemCode: 'WP-HSG-01P', qty: '10', lot: `WP${stamp}`, toLocation: 'PD-ASM' },
    );
    if (ago % 2 === 1) {
      yield* this.make(
        ago,
        '004',
        [
          { itemCode: 'AL-6061-20', qty: '12', fromLocation: 'RM-A-01' },
          { itemCode: 'SC-M6X20', qty: '96', fromLocation: 'RM-B-02' },
        ],
        { itemCode: 'FG-BRK-10', qty: '48', lot: `BK${stamp}`, toLocation: 'FG-A-03' },
      );
    }
    yield* this.assemble(ago, 5 + (ago % 3));
  }

  private *assemble(ago: number, count: number): Generator<Event> {
    const stamp = this.calendar.stamp(ago);
    const made = Array.from({ length: count }, (_, i) => `DRV${stamp}${String(i + 1).padStart(2, '0')}`);
    const n = String(count);
    yield* this.make(
      ago,
      '005',
      [
        { itemCode: 'WP-SHAFT-20', qty: n, fromLocation: 'PD-CNC' },
        { itemCode: 'WP-HSG-01P', qty: n, fromLocation: 'PD-ASM' },
        { itemCode: 'MT-24V-60W', qty: n, serials: this.motors.splice(0, count), fromLocation: 'RM-B-05' },
        { itemCode: 'BR-6204', qty: String(count * 2), fromLocation: 'RM-B-03' },
        { itemCode: 'SC-M4X12', qty: String(count * 8), fromLocation: 'RM-B-01' },
      ],
      { itemCode: 'FG-DRV-60', qty: n, serials: made, toLocation: 'FG-A-01' },
    );
    this.modules.push(...made);
  }

  private *make(ago: number, number: string, materials: Line[], product: Line): Generator<Event> {
    // The four weeks are from before there were work orders here: sheets of paper, whose numbers no document answers to.
    const docRef = `PS-${this.calendar.stamp(ago)}-${number}`;
    const cost = { 'WP-SHAFT-20': '62', 'WP-HSG-01': '245', 'WP-HSG-01P': '290', 'FG-DRV-60': '1420', 'FG-BRK-10': '58' }[product.itemCode ?? ''];
    yield this.event('lin.zm', [ago, '08:15'], { type: 'issue', docType: 'production_sheet', docRef, note: '派工單領料' }, materials);
    yield this.event('huang.jh', [ago, '16:30'], { type: 'receipt', docType: 'production_sheet', docRef, note: '完工入庫' }, [
      { ...product, fromLocation: 'PRODUCTION', ...(cost && { unitCost: cost }) },
    ]);
  }

  /** A customer's order: picked to the shipping area, then loaded. */
  *ship(ago: number): Generator<Event> {
    const serials = this.modules.splice(0, 8);
    const docRef = `SO-${this.calendar.stamp(ago)}-${String((this.shipped++ % 4) + 1).padStart(3, '0')}`;
    const modules: Line = { itemCode: 'FG-DRV-60', qty: String(serials.length), serials };
    yield this.event('lin.zm', [ago, '13:10'], { type: 'transfer', docType: 'sales_order', docRef, note: '揀貨' }, [
      { ...modules, fromLocation: 'FG-A-01', toLocation: 'FG-OUT' },
    ]);
    yield this.event('lin.zm', [ago, '15:45'], { type: 'issue', docType: 'sales_order', docRef, note: '出貨裝車' }, [
      { ...modules, fromLocation: 'FG-OUT', toLocation: 'CUSTOMER' },
      { itemCode: 'FG-BRK-10', qty: '1', uom: 'BX', fromLocation: 'FG-A-03', toLocation: 'CUSTOMER' },
      { itemCode: 'CT-350', qty: '3', fromLocation: 'RM-B-06', toLocation: 'CUSTOMER' },
    ]);
  }

  /** Material for the orders that begin next, from the shelves to the line. */
  *supplyLine(ago: number): Generator<Event> {
    if (ago !== this.calendar.workdayBy(1)) return;
    const newest = this.calendar.stamp(this.calendar.workdayFrom(6));
    yield this.event('lin.zm', [ago, '16:50'], { type: 'transfer', note: '線邊備料' }, [
      { itemCode: 'AL-6061-20', qty: '80', lot: `AL${newest}`, fromLocation: 'RM-A-01', toLocation: 'PD-CNC' },
      { itemCode: 'PT-BK-01', qty: '4', lot: `PT${newest}`, fromLocation: 'RM-C-01', toLocation: 'PD-CNC' },
      { itemCode: 'SC-M4X12', qty: '400', fromLocation: 'RM-B-01', toLocation: 'PD-ASM' },
      { itemCode: 'SC-M6X20', qty: '400', fromLocation: 'RM-B-02', toLocation: 'PD-ASM' },
    ]);
  }

  /** What goes wrong in any factory, once each. */
  *incidents(ago: number): Generator<Event | Reversal> {
    if (ago === this.calendar.workdayBy(12)) {
      const lines = [{ itemCode: 'SC-M4X12', qty: '37', fromLocation: 'RM-B-01' }];
      yield this.event('lin.zm', [ago, '17:20'], { type: 'adjust', reasonCode: 'ADJ-LOST', note: '循環盤點短缺 37 個' }, lines);
    }
    if (ago === this.calendar.workdayBy(1)) {
      yield {
        ...this.event('chen.ml', [ago, '11:05'], { type: 'receipt', docType: 'purchase_order', docRef: `PO-${this.calendar.stamp(ago)}-003` }, [
          { itemCode: 'SC-M6X20', qty: '20', uom: 'BX', toLocation: 'RM-B-02', unitCost: '1.1' },
        ]),
        tag: 'typo',
      };
      yield { who: 'lin.zm', reverses: 'typo', note: '數量誤登：應為 2 箱' };
      yield this.event('chen.ml', [ago, '11:30'], { type: 'receipt', docType: 'purchase_order', docRef: `PO-${this.calendar.stamp(ago)}-003` }, [
        { itemCode: 'SC-M6X20', qty: '2', uom: 'BX', toLocation: 'RM-B-02', unitCost: '1.1' },
      ]);
    }
    if (ago === this.calendar.workdayBy(8)) {
      const lines = [
        { itemCode: 'BR-6204', qty: '1', uom: 'BX', lot: `BR${this.calendar.stamp(ago)}Q`, toLocation: 'RM-QC', status: 'qc' as const, unitCost: '46' },
      ];
      yield this.event(
        'chen.ml',
        [ago, '14:00'],
        { type: 'receipt', docType: 'purchase_order', docRef: `PO-${this.calendar.stamp(ago)}-003`, note: '進料待驗' },
        lines,
      );
    }
    yield* this.quality(ago);
  }

  /** What the inspector found. */
  private *quality(ago: number): Generator<Event> {
    if (ago === this.calendar.workdayBy(5)) {
      const lines = [
        {
          itemCode: 'FG-BRK-10',
          qty: '20',
          fromLocation: 'FG-A-03',
          toLocation: 'FG-A-03',
          status: 'available' as const,
          toStatus: 'hold' as const,
          lot: this.lastBracketLot(ago),
        },
      ];
      yield this.event('zhang.sf', [ago, '10:10'], { type: 'status', reasonCode: 'HLD-SUSPECT', note: '孔位尺寸偏移，待複檢' }, lines);
    }
    if (ago === this.calendar.workdayBy(3)) {
      const lines = [{ itemCode: 'WP-HSG-01P', qty: '2', lot: `WP${this.calendar.stamp(ago)}`, fromLocation: 'PD-ASM', toLocation: 'SCRAP' }];
      yield this.event('zhang.sf', [ago, '15:30'], { type: 'adjust', reasonCode: 'SCR-PROCESS', note: '烤漆橘皮，報廢 2 件' }, lines);
    }
  }

  /** The newest bracket lot that was made before that day; brackets are made on odd workdays. */
  private lastBracketLot(ago: number): string {
    let made = ago + 1;
    while (made % 2 === 0 || !this.calendar.isWorkday(made)) made++;
    return `BK${this.calendar.stamp(made)}`;
  }

  private event(who: string, [ago, clock]: readonly [ago: number, clock: string], head: Head, lines: Line[]): Event {
    return { who, post: { ...head, occurredAt: this.calendar.moment(ago, clock), effectiveOn: this.calendar.date(ago), lines } };
  }
}
