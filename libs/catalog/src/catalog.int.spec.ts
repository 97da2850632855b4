import { TestDatabase } from '@anwen/database/testing';
import { aLocation, aLotItem, anItem, aPartner, aSerialItem, aWarehouse } from './testing';

describe('catalog factories', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  it('make legal master data', async () => {
    const made = await bed.transaction(async (tx) => ({
      warehouse: await aWarehouse(tx, { zones: ['Z1', 'Z2'] }), location: await aLocation(tx), item: await anItem(tx), lot: await aLotItem(tx),
      serial: await aSerialItem(tx), partner: await aPartner(tx),
    }));
    expect([...made.warehouse.zones.keys()]).toEqual(['Z1', 'Z2']);
    expect(made.item.uomIds.get('PCE')).toBe(made.item.baseUomId);
    expect(made.partner.id).toMatch(/^\d+$/);
  });
});
