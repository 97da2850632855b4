export { CurrentTx, Idempotent, NotIdempotent, idempotencyOf, usesTransaction, type IdempotencyDeclaration } from './declarations';
export { idempotencyErrors } from './idempotency.errors';
export { IdempotencyModule } from './idempotency.module';
export { KeyPurge } from './purge.service';
export { canonicalJson } from './request-hash.rules';
export { TransactionInterceptor } from './transaction.interceptor';
