import { plainDecimal } from '@anwen/kernel';
import type { LedgerPosting, LineNames, PostedDocument, Shortage } from './ledger-posting';
import type { ReadyLine } from './lot-choice';
import type { NamedThings } from './posting-facts';
import type { PostStockDto, PostedDto } from './stock.dto';
import { POSTING_RULES } from './posting-kinds.rules';
import { statusName } from './stock.rules';

/** Every name that the input uses, each once, for one look-up. */
export function namedThings(operation: string, input: PostStockDto): NamedThings {
  const rule = POSTING_RULES[input.type];
  const all = (pick: (line: PostStockDto['lines'][number]) => readonly (string | null | undefined)[]): string[] => [
    ...new Set(input.lines.flatMap(pick).filter((name): name is string => typeof name === 'string')),
  ];
  return {
    operation,
    itemCodes: all((l) => [l.itemCode]),
    itemIds: all((l) => [l.itemId]),
    places: all((l) => [l.fromLocation ?? rule.from, l.toLocation ?? rule.to]),
    lots: all((l) => [l.lot]),
    serials: all((l) => l.serials ?? []),
    reservations: all((l) => [l.reservationId]),
    reasonCode: input.reasonCode ?? null,
  };
}

/** The answer to a posting, from what is known already: nothing is read back. */
export function postedView(done: PostedDocument, posting: LedgerPosting, postedAt: string, lines: readonly ReadyLine[]): PostedDto {
  return {
    id: done.id,
    type: posting.eventType,
    clientOpId: done.clientOpId,
    postedAt: new Date(postedAt).toISOString(),
    lines: lines.map((l) => ({
      itemCode: l.plan.item.code,
      qty: plainDecimal(l.ledger.qty),
      uom: l.plan.item.baseUom,
      fromLocation: l.plan.from.code,
      toLocation: l.plan.to.code,
      lot: l.lotCode,
      serial: l.serial,
    })),
  };
}

export function namesOf({ plan, lotCode, serial }: ReadyLine): LineNames {
  return { line: plan.index + 1, itemCode: plan.item.code, location: plan.from.code, lot: lotCode, serial };
}

/** Shortages in words: which line, what is there, what is missing. `names` stand in the order of the ledger's lines. */
export function shortageList(shortages: readonly Shortage[], names: readonly LineNames[]): object[] {
  return shortages.map((s) => ({
    ...(names[s.line - 1] ?? { line: s.line }),
    status: statusName(s.status),
    required: plainDecimal(String(s.required)),
    onHand: plainDecimal(String(s.onHand ?? 0)),
    reserved: plainDecimal(String(s.reserved ?? 0)),
  }));
}
