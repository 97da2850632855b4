import { Module } from '@nestjs/common';
import { BomIntake } from './bom-intake';
import { BomService } from './bom.service';
import { BomStore } from './bom.store';
import { CategoryService } from './category.service';
import { CategoryStore } from './category.store';
import { ItemIntake } from './item-intake';
import { ItemService } from './item.service';
import { ItemStore } from './item.store';
import { LocationIntake } from './location-intake';
import { LocationService } from './location.service';
import { LocationStore } from './location.store';
import { PartnerService } from './partner.service';
import { PartnerStore } from './partner.store';
import { ReasonCodeService } from './reason-code.service';
import { ReasonCodeStore } from './reason-code.store';
import { UomService } from './uom.service';
import { UomStore } from './uom.store';
import { WarehouseService } from './warehouse.service';
import { WarehouseStore } from './warehouse.store';
import { WorkCenterService } from './work-center.service';
import { WorkCenterStore } from './work-center.store';

const services = [
  BomService,
  CategoryService,
  ItemService,
  LocationService,
  PartnerService,
  ReasonCodeService,
  UomService,
  WarehouseService,
  WorkCenterService,
];

/** Master data. Needs the global provider CURSOR_CODEC of @anwen/http. */
@Module({
  providers: [
    BomIntake,
    BomStore,
    CategoryStore,
    ItemIntake,
    ItemStore,
    LocationIntake,
    LocationStore,
    PartnerStore,
    ReasonCodeStore,
    UomStore,
    WarehouseStore,
    WorkCenterStore,
    ...services,
  ],
  exports: services,
})
export class CatalogModule {}
