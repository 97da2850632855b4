import { plainDecimal } from '@anwen/kernel';
import type { LedgerPosting, PostedDocument, Shortage } from './ledger-posting';
import type { ReadyLine } from './lot-choice';
import type { NamedThings } from './posting-facts';
import type { PostStockDto, PostedDto } from './stock.dto';
import { POSTING_RULES, statusName } from './stock.rules';

/** Every name that the input uses, each once, for one look-up. */
export function namedThings(input: PostStockDto): NamedThings {
  const rule = POSTING_RULES[input.type];
  const all = (pick: (line: PostStockDto['lines'][number]) => readonly (string | null | undefined)[]): string[] => [
    ...new Set(input.lines.flatMap(pick).filter((name): name is string => typeof name === 'string')),
  ];
  return {
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

/** Shortages in words: which line, what is there, what is missing. */
export function shortageList(shortages: readonly Shortage[], lines: readonly ReadyLine[]): object[] {
  return shortages.map((s) => {
    const line = lines[s.line - 1];
    return {
      line: line ? line.plan.index + 1 : s.line,
      itemCode: line?.plan.item.code ?? null,
      location: line?.plan.from.code ?? null,
      lot: line?.lotCode ?? null,
      serial: line?.serial ?? null,
      status: statusName(s.status),
      required: plainDecimal(String(s.required)),
      onHand: plainDecimal(String(s.onHand ?? 0)),
      reserved: plainDecimal(String(s.reserved ?? 0)),
    };
  });
}
