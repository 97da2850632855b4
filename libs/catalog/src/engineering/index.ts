export { ExplodeItemQuery, ExplodeQuery, ExplosionDto, WhereUsedDto, WhereUsedQuery } from './bom-structure.dto';
export type { IssueMethod, RequirementLine, Substitute } from './bom-structure.rules';
export { BomStructureService, type BomRequirements } from './bom-structure.service';
export { CalendarService } from './calendar.service';
export { EngineeringModule } from './engineering.module';
export { engineeringPermissions } from './engineering.permissions';
export { RoutingService } from './routing.service';
export type { RoutingOperation, RoutingOperations } from './routing.store';
export type { WorkingSpan } from './working-time.rules';
