import { ALL_SCOPE, NO_SCOPE, type Scope } from '@anwen/kernel';
import { cutGrants, cutScope, type DevicePlace } from './device-scope.rules';

const scope = (part: Partial<Scope>): Scope => ({ ...NO_SCOPE, ...part });
const anywhere: DevicePlace = { warehouseId: null, zoneIds: [], warehouseZoneIds: [] };
const warehouse: DevicePlace = { warehouseId: '1', zoneIds: [], warehouseZoneIds: ['11', '12'] };
const zone: DevicePlace = { warehouseId: '1', zoneIds: ['11'], warehouseZoneIds: ['11', '12'] };

describe('what an operator reaches on a device', () => {
  it.each<[string, Partial<Scope>, DevicePlace, Partial<Scope>]>([
    ['everything, anywhere', ALL_SCOPE, anywhere, ALL_SCOPE],
    ['everything, in a warehouse', ALL_SCOPE, warehouse, { warehouses: ['1'] }],
    ['everything, in a zone', ALL_SCOPE, zone, { zones: ['11'] }],
    ['its warehouse and another', { warehouses: ['1', '2'] }, warehouse, { warehouses: ['1'] }],
    ['its warehouse, in a zone', { warehouses: ['1', '2'] }, zone, { zones: ['11'] }],
    ['another warehouse', { warehouses: ['2'] }, warehouse, {}],
    ['another warehouse, in a zone', { warehouses: ['2'] }, zone, {}],
    ['zones here and there, in a warehouse', { zones: ['12', '21'] }, warehouse, { zones: ['12'] }],
    ['zones here and there, in a zone', { zones: ['11', '12', '21'] }, zone, { zones: ['11'] }],
    ['another zone', { zones: ['12'] }, zone, {}],
    ['a partner: its documents lie everywhere', { partners: ['7'] }, warehouse, {}],
    ['a partner, on a device without a place', { partners: ['7'] }, anywhere, { partners: ['7'] }],
    [
      'what is its own, and its work centres',
      { own: true, workCenters: ['5'], departments: ['3'] },
      zone,
      { own: true, workCenters: ['5'], departments: ['3'] },
    ],
  ])('%s', (_name, operator, place, reach) => {
    expect(cutScope(scope(operator), place)).toEqual(scope(reach));
  });

  it('never more than without the device, permission by permission; one that reaches nothing is gone', () => {
    const grants = new Map([
      ['stock.read', ALL_SCOPE],
      ['stock.post', scope({ warehouses: ['2'] })],
    ]);
    expect([...cutGrants(grants, warehouse)]).toEqual([['stock.read', scope({ warehouses: ['1'] })]]);
    expect(cutGrants(grants, anywhere)).toBe(grants);
  });
});
