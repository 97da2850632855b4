import { plainDecimal, type Actor } from '@anwen/kernel';
import type { BomLineDto, BomRowInput, BomSummaryDto, UpdateBomDto } from './bom.dto';
import type { BomFacts, BomLineRow, BomRow } from './bom.store';
import { presentUomRef } from './item-view';
import { legalVerbs } from './version-states.rules';

/** A bill as lists show it. */
export function summary(row: BomRow): BomSummaryDto {
  const { publicId, item, version, state, kind, validFrom, validTo, changeNote, approvedBy, rowVersion } = row;
  const amounts = { baseQty: plainDecimal(row.baseQty), yieldPct: plainDecimal(row.yieldPct) };
  return { id: publicId, item, version, state, kind, ...amounts, validFrom, validTo, changeNote, approvedBy, legal: legalVerbs(state), rowVersion };
}

export function presentLine(line: BomLineRow, actor: Actor): BomLineDto {
  const substitutes = line.substitutes.map((s) => ({ ...s, ratio: plainDecimal(s.ratio) }));
  return { ...line, qty: plainDecimal(line.qty), scrapPct: plainDecimal(line.scrapPct), uom: presentUomRef(line.uom, actor), substitutes };
}

/** The line as somebody would enter it. */
export function asInput(line: BomLineRow): BomRowInput['lines'][number] {
  const { component, uom, qty, qtyKind, scrapPct, opNo, issueMethod, validFrom, validTo } = line;
  const substitutes = line.substitutes.map((s) => ({ item: s.item.code, ratio: s.ratio, priority: s.priority }));
  return { component: component.code, qty, uom: uom.code, qtyKind, scrapPct, opNo, issueMethod, validFrom, validTo, substitutes };
}

const UNSAID: BomFacts = { baseQty: '1', yieldPct: '100', kind: 'standard', validFrom: null, validTo: null, changeNote: null };

/** What was said about a bill; the rest as it was, or as a new one is. */
export function factsOf(said: Omit<UpdateBomDto, 'lines'>, before: BomFacts = UNSAID): BomFacts {
  return {
    baseQty: said.baseQty ?? before.baseQty,
    yieldPct: said.yieldPct ?? before.yieldPct,
    kind: said.kind ?? before.kind,
    validFrom: said.validFrom === undefined ? before.validFrom : said.validFrom,
    validTo: said.validTo === undefined ? before.validTo : said.validTo,
    changeNote: said.changeNote === undefined ? before.changeNote : said.changeNote,
  };
}
