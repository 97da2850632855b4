import type { Tx } from '@anwen/database';
import { GENESIS, linkHash, type AuditHead, type ChainProblem, type ChainReport } from './chain.rules';
import { chainStore, type Link } from './chain.store';

const BATCH = 5_000;

interface Finding {
  readonly problem: ChainProblem;
  readonly seq: string | null;
  readonly logId: string | null;
}

/** The last link, to be kept where the owner of this database cannot reach it. */
export async function auditHead(tx: Tx): Promise<AuditHead> {
  const head = await chainStore.head(tx);
  return { seq: head?.seq ?? '0', hash: (head?.hash ?? GENESIS).toString('hex') };
}

/**
 * Recomputes the whole chain and names the first link that is wrong. Without an `anchor` a cut tail and a full rewrite
 * by the owner of the database look like a shorter or another, valid chain. Wants a snapshot transaction.
 * @param known links that a person knows to be wrong: behind them the proof goes on with the hash as it was sealed
 */
export async function verifyAuditChain(tx: Tx, anchor?: AuditHead, known: readonly string[] = []): Promise<ChainReport> {
  const walk = await walkChain(tx, new Set(known));
  const finding = walk.finding ?? (anchor && (await compareAnchor(tx, anchor))) ?? (await findLooseRows(tx));
  return {
    ok: finding === undefined,
    checked: walk.checked,
    firstBadSeq: finding?.seq ?? null,
    problem: finding?.problem ?? null,
    logId: finding?.logId ?? null,
    head: await auditHead(tx),
    ...(await chainStore.pendingAge(tx)),
  };
}

async function walkChain(tx: Tx, known: ReadonlySet<string>): Promise<{ checked: number; finding?: Finding }> {
  let previous: Buffer = GENESIS;
  let [seq, checked] = [0n, 0];
  for (;;) {
    const links = await chainStore.links(tx, seq.toString(), BATCH);
    for (const link of links) {
      const finding = judge(link, (seq + 1n).toString(), previous);
      if (finding && !known.has(finding.seq!)) return { checked, finding };
      [seq, previous] = [BigInt(link.seq), link.hash];
      checked++;
    }
    if (links.length < BATCH) return { checked };
  }
}

function judge(link: Link, expected: string, previous: Buffer): Finding | undefined {
  if (link.seq !== expected) return { problem: 'sequence_gap', seq: expected, logId: null };
  if (link.row === null) return { problem: 'row_missing', seq: link.seq, logId: link.logId };
  return linkHash(previous, link.row).equals(link.hash) ? undefined : { problem: 'row_changed', seq: link.seq, logId: link.logId };
}

async function compareAnchor(tx: Tx, anchor: AuditHead): Promise<Finding | undefined> {
  if (anchor.seq === '0') return undefined;
  const link = await chainStore.linkAt(tx, anchor.seq);
  if (link === undefined) {
    const head = await auditHead(tx);
    return { problem: 'tail_truncated', seq: (BigInt(head.seq) + 1n).toString(), logId: null };
  }
  return link.hash === anchor.hash ? undefined : { problem: 'chain_rewritten', seq: anchor.seq, logId: null };
}

async function findLooseRows(tx: Tx): Promise<Finding | undefined> {
  const smuggled = await chainStore.smuggledRow(tx);
  if (smuggled !== undefined) return { problem: 'row_smuggled', seq: null, logId: smuggled };
  const gone = await chainStore.pendingWithoutRow(tx);
  return gone === undefined ? undefined : { problem: 'pending_row_missing', seq: null, logId: gone };
}
