import { inRouteOrder, type Stop } from './route.rules';

const stop = (shipmentNo: number, zone: string, pickSeq: number, itemCode: string): Stop => ({ shipmentNo, zone, pickSeq, place: `P${pickSeq}`, itemCode });
const STOPS = [stop(2, 'B', 10, 'X'), stop(1, 'A', 30, 'X'), stop(1, 'B', 10, 'Y'), stop(2, 'A', 20, 'X'), stop(1, 'B', 10, 'X')];
const route = (strategy: 'single' | 'batch' | 'zone' | 'cluster') =>
  inRouteOrder(strategy, STOPS).map((s) => `${s.shipmentNo}${s.zone}${s.pickSeq}${s.itemCode}`);

describe('a wave walks', () => {
  it('shipment by shipment', () => expect(route('single')).toEqual(['1B10X', '1B10Y', '1A30X', '2B10X', '2A20X']));
  it('past the same goods together', () => expect(route('batch')).toEqual(['1B10X', '2B10X', '1B10Y', '2A20X', '1A30X']));
  it('zone by zone', () => expect(route('zone')).toEqual(['2A20X', '1A30X', '1B10X', '2B10X', '1B10Y']));
  it('once for all, sorting at each stop', () => expect(route('cluster')).toEqual(['1B10X', '1B10Y', '2B10X', '2A20X', '1A30X']));
});
