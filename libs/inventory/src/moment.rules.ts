import { inventoryErrors } from './inventory.errors';
import type { PostingFacts } from './posting-facts';
import type { PostStockDto } from './stock.dto';

/** Devices have wrong clocks; beyond this it is no clock but a typing error. */
const EARLIEST = '2000-01-01';
const TOLERATED_AHEAD_MS = 24 * 3_600_000;

/** Also for what documents record beside stock. @throws inventory.occurred_at_refused. */
export function requireOccurredAt(occurredAt: string | undefined): void {
  if (occurredAt !== undefined && (occurredAt < EARLIEST || Date.parse(occurredAt) > Date.now() + TOLERATED_AHEAD_MS))
    throw inventoryErrors.occurred_at_refused();
}

export function requireMoment(facts: PostingFacts, { occurredAt, effectiveOn }: PostStockDto): void {
  requireOccurredAt(occurredAt);
  if (effectiveOn !== undefined && (effectiveOn > facts.today || effectiveOn < EARLIEST)) throw inventoryErrors.effective_date_refused({ today: facts.today });
}

export function isBackdated(facts: PostingFacts, { effectiveOn }: PostStockDto): boolean {
  return effectiveOn !== undefined && effectiveOn !== facts.today;
}
