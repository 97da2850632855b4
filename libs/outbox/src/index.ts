export { outbox, type OutboxEvent } from './outbox';
