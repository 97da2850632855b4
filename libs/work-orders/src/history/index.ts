export type { LoadedProduction, PastCompletion, PastMaterial, PastOperation, PastRun, PastStep, PastTime, PastWorkOrder } from './past-work-order';
export { productionHistoryErrors } from './production-history.errors';
export { ProductionHistoryModule } from './production-history.module';
export { ProductionHistoryService } from './production-history.service';
