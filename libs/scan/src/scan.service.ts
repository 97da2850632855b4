import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { BadgeService } from '@anwen/rbac';
import { candidateOf, distinct, gs1Candidates, isVisible } from './candidate.rules';
import { documentOf, numberIn, stepIn } from './document-kinds';
import { entryFor } from './gs1/dictionary';
import { bracketed, type Element, type Reading } from './gs1/elements';
import { textOf, type Gs1Error } from './gs1/gs1-errors';
import { displayOf, gtinForms, meaningOf, type Meaning } from './gs1/meanings';
import { understand, type ScanText } from './scan-text';
import { CANDIDATE_KINDS, type CandidateKind, type ResolveScanDto, type ResolvedScanDto, type ScanCandidateDto, type ScannedGs1Dto } from './scan.dto';
import { ScanStore, type FoundRow, type Wanted } from './scan.store';

/** What badges say (libs/rbac). Anything else is not even hashed. */
const BADGE = /^AB[0-9A-HJKMNP-TV-Z]{26}$/i;

/** What a scanned code means. It only reads: what nobody knows is an answer too. */
@Injectable()
export class ScanService {
  constructor(
    private readonly store: ScanStore,
    private readonly badges: BadgeService,
  ) {}

  /**
   * Our own codes by exact match come first; only what is none of them is read as GS1. Outside the scope is unknown, and
   * several meanings are listed rather than chosen from.
   */
  async resolve(tx: Tx, actor: Actor, input: ResolveScanDto): Promise<ResolvedScanDto> {
    const scan = understand(input.raw, input);
    const readings = readingsOf(scan);
    const person = await this.personOf(tx, scan);
    const rows = person ? [] : (await this.store.find(tx, wantedBy(scan, readings))).filter((row) => isVisible(actor, row));
    const found = person ? [person] : candidatesAmong(rows, scan, readings);
    const candidates = inOrder(found, input.context);
    return { raw: input.raw, gs1: gs1View(scan, actor), candidates, ambiguous: isAmbiguous(candidates, input.context), unknown: candidates.length === 0 };
  }

  private async personOf(tx: Tx, { texts }: ScanText): Promise<ScanCandidateDto | null> {
    const badge = texts.find((text) => BADGE.test(text));
    const holder = badge === undefined ? undefined : await this.badges.holderOf(tx, badge);
    return holder ? { ...NOTHING, kind: 'person', via: 'badge', id: holder.id, code: holder.code, name: holder.name } : null;
  }
}

const NOTHING = { uom: null, qty: null, lot: null, serial: null, expiresOn: null, documentType: null, opNo: null, item: null, lotId: null, serialId: null };

/** GS1 with errors says nothing that stock should be moved by. */
function readingsOf({ gs1, second }: ScanText): readonly Meaning[] {
  if (!gs1 || gs1.errors.length > 0) return [];
  return [gs1.elements, ...(second ? [second] : [])].map(meaningOf);
}

function wantedBy({ texts, gtins }: ScanText, readings: readonly Meaning[]): Wanted {
  const each = (pick: (meaning: Meaning) => readonly (string | null)[]): string[] => [
    ...new Set(readings.flatMap((meaning) => pick(meaning).filter((text) => text !== null))),
  ];
  return {
    barcodes: [...new Set([...texts, ...gtins, ...each(({ gtin }) => (gtin === null ? [] : gtinForms(gtin)))])],
    items: [...texts, ...each(({ itemRefs }) => itemRefs)],
    lots: [...texts, ...each(({ lot }) => [lot])],
    serials: [...texts, ...each(({ serial }) => [serial])],
    places: texts,
    packages: [...texts.filter((text) => /^\d{18}$/.test(text)), ...each(({ sscc }) => [sscc])],
    document: documentOf([...texts, ...each(({ order }) => [order])]),
  };
}

function candidatesAmong(rows: readonly FoundRow[], { texts, gtins }: ScanText, readings: readonly Meaning[]): ScanCandidateDto[] {
  const own = new Set([...texts, ...gtins].map((text) => text));
  const exact = rows.filter((row) => own.has(row.scanned) || (row.kind === 'document' && texts.some((text) => numberIn(text) === row.scanned)));
  if (exact.length > 0) return distinct(exact).map((row) => ({ ...candidateOf(row), opNo: row.kind === 'document' ? stepIn(texts, row.code) : null }));
  const all = readings.map((meaning) => gs1Candidates(rows, meaning));
  // Of two readings the one whose lot or serial number is on our books is the right one.
  const known = all.filter((candidates) => candidates.some(({ lotId, serialId }) => lotId !== null || serialId !== null));
  return (known.length > 0 ? known : all).flat();
}

function inOrder(candidates: readonly ScanCandidateDto[], awaited: CandidateKind | undefined): ScanCandidateDto[] {
  const rank = ({ kind }: ScanCandidateDto): number => (kind === awaited ? -1 : CANDIDATE_KINDS.indexOf(kind));
  return [...candidates].sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
}

function isAmbiguous(candidates: readonly ScanCandidateDto[], awaited: CandidateKind | undefined): boolean {
  const fitting = candidates.filter(({ kind }) => kind === awaited).length;
  return fitting > 0 ? fitting > 1 : candidates.length > 1;
}

function gs1View({ gs1, second }: ScanText, actor: Actor): ScannedGs1Dto | null {
  if (!gs1) return null;
  const errors = [...gs1.errors, ...(second ? [doubtOf(gs1, second)] : [])];
  return {
    elements: gs1.elements.map((element) => ({ ...element, title: entryFor(element.ai)?.title ?? '', display: displayOf(element) })),
    errors: errors.map((error) => ({ code: error.code, ai: error.ai, read: error.read, message: textOf(error, actor.locale) })),
  };
}

const doubtOf = (gs1: Reading, second: readonly Element[]): Gs1Error => ({ code: 'separator_missing', ai: gs1.elements.at(-1)!.ai, read: bracketed(second) });
