export { ConsumptionDto, ConsumptionQuery, IssueMaterialDto, MaterialPostedDto, ReturnMaterialDto, SubstituteDto, SubstituteMaterialDto } from './material.dto';
export { MaterialService } from './material.service';
export { productionErrors } from './production.errors';
export { ProductionModule } from './production.module';
export { productionPermissions } from './production.permissions';
export { CreateProductionReportDto, OrderPiecesDto, ProductionReportDto, ProductionReportQuery, SupersedeReportDto } from './production-report.dto';
export { ProductionReportService } from './production-report.service';
export { SubstituteService } from './substitute.service';
