export { audit, type AuditDetail, type AuditSubject } from './audit';
export type { AuditLogFilter, AuditLogRow } from './audit-log.dto';
export { countAuditLogs, searchAuditLogs } from './audit-log.store';
export { AuditModule } from './audit.module';
export type { AuditHead, ChainProblem, ChainReport } from './chain.rules';
export { dictionary, type AuditAction, type AuditEventDefinition, type Severity } from './dictionary';
export { MASK, maskSecrets, storableText } from './masking.rules';
export { AuditSealer } from './sealer.service';
export { auditHead, verifyAuditChain } from './verify';
