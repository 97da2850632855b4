export const WAVE_STRATEGIES = ['single', 'batch', 'zone', 'cluster'] as const;
export type WaveStrategy = (typeof WAVE_STRATEGIES)[number];

/** Where something is to be picked, as far as the way there is concerned. */
export interface Stop {
  readonly shipmentNo: number;
  readonly zone: string | null;
  readonly pickSeq: number;
  readonly place: string;
  readonly itemCode: string;
}

type Part = (stop: Stop) => string | number;
const zone: Part = (s) => s.zone ?? '';
const walk: Part[] = [(s) => s.pickSeq, (s) => s.place];
const shipment: Part = (s) => s.shipmentNo;
const item: Part = (s) => s.itemCode;

/**
 * In which order a wave walks. single: one shipment after the other. batch: the same goods together, to be sorted at the
 * stage. zone: one zone after the other, so that each picker stays in his. cluster: one walk for all, each stop sorted into
 * the shipments' totes at once.
 */
const ORDER: Readonly<Record<WaveStrategy, readonly Part[]>> = {
  single: [shipment, ...walk, item],
  batch: [...walk, item, shipment],
  zone: [zone, ...walk, item, shipment],
  cluster: [...walk, shipment, item],
};

export function inRouteOrder<S extends Stop>(strategy: WaveStrategy, stops: readonly S[]): S[] {
  return [...stops].sort((a, b) => {
    for (const part of ORDER[strategy]) {
      const [x, y] = [part(a), part(b)];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  });
}
