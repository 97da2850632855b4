import type { Complaint } from '../line-complaints';

export interface ReasonFacts {
  readonly code: string;
  readonly domain: string;
  readonly needsNote: boolean;
  readonly needsApproval: boolean;
}

/** One use of a reason; `at` is the place in the input ('' = the document), the note is the person's own. */
export interface ReasonUse {
  readonly at: string;
  readonly reasonCode: string | undefined;
  readonly note: string | null | undefined;
  readonly domains: readonly string[];
}

/** Why goods are held back, sent back or thrown away. */
export const GOODS_REASONS = ['return', 'scrap', 'hold'] as const;
/** The same, and that somebody was mistaken. */
export const CORRECTION_REASONS = [...GOODS_REASONS, 'adjust'] as const;

/**
 * What is wrong with the reasons of a document. The ledger knows one reason a posting and sees a note that we made, so it
 * cannot tell for single lines: unknown, inactive or of another domain; or without the note that the reason asks for.
 */
export function reasonComplaints(uses: readonly ReasonUse[], reasons: readonly ReasonFacts[]): Complaint[] {
  const known = new Map(reasons.map((reason) => [reason.code, reason]));
  return uses.flatMap(({ at, reasonCode, note, domains }): Complaint[] => {
    if (reasonCode === undefined) return [];
    const reason = known.get(reasonCode);
    if (!reason || !domains.includes(reason.domain)) return [{ pointer: `${at}/reasonCode`, code: 'reason_unknown', params: { value: reasonCode } }];
    return reason.needsNote && !note?.trim() ? [{ pointer: `${at}/note`, code: 'note_required' }] : [];
  });
}
