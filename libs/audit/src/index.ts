export { audit, type AuditDetail, type AuditSubject } from './audit';
export { dictionary, type AuditAction, type AuditEventDefinition, type Severity } from './dictionary';
export { MASK, maskSecrets, storableText } from './masking.rules';
