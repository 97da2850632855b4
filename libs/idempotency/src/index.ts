export { CurrentTx, Idempotent, NotIdempotent, idempotencyOf, type IdempotencyDeclaration } from './declarations';
