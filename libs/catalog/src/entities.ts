import { Bom, BomLine } from './bom.entity';
import { Item, ItemBarcode, ItemCategory, ItemUom } from './item.entity';
import { Location } from './location.entity';
import { Partner } from './partner.entity';
import { ReasonCode } from './reason-code.entity';
import { Uom } from './uom.entity';
import { Warehouse, Zone } from './warehouse.entity';
import { WorkCenter } from './work-center.entity';

/** Every table of the catalog, for the check that compares the mapping with the database. */
export const catalogEntities = [Bom, BomLine, Item, ItemBarcode, ItemCategory, ItemUom, Location, Partner, ReasonCode, Uom, Warehouse, WorkCenter, Zone] as const;
