import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { PROOFS, ProofStore } from './proof.store';

export { verifyArchives } from './archive-proof.service';

export interface ProofResult {
  readonly name: string;
  readonly says: string;
  readonly checked: number;
  readonly ms: number;
  /** At most 20; each names the exact key or posting. */
  readonly problems: readonly Record<string, unknown>[];
}

export interface LedgerProof {
  readonly ok: boolean;
  readonly ms: number;
  readonly results: readonly ProofResult[];
}

/** Five minutes: the goal for ten million movements (domain.md G6). */
const PROOF_TIMEOUT_MS = 300_000;

interface ProofOptions {
  readonly onProgress?: (result: ProofResult) => void;
}

/**
 * Proves the whole ledger in one read-only snapshot while work goes on: chain, balances, limits, reservations,
 * contents, seals, reversals, values. Repairs nothing: what it finds is for people to decide.
 */
export function verifyLedger(database: Database, options: ProofOptions = {}): Promise<LedgerProof> {
  const actor = systemActor('verify-ledger');
  return database.read({ actor, scope: ALL_SCOPE, snapshot: true, statementTimeoutMs: PROOF_TIMEOUT_MS }, (tx) => verifyLedgerIn(tx, options));
}

/** The same in a snapshot that the caller has opened and may end: a job's run, with its time limit. */
export async function verifyLedgerIn(tx: Tx, options: ProofOptions = {}): Promise<LedgerProof> {
  const store = new ProofStore();
  const started = Date.now();
  // Sorting a million legs on disk takes ten times as long; one session may use this much for a minute.
  await tx.query(`SET LOCAL work_mem = '256MB'`);
  const results: ProofResult[] = [];
  for (const proof of PROOFS) {
    const result = await prove(tx, store, proof);
    options.onProgress?.(result);
    results.push(result);
  }
  return { ok: results.every((r) => r.problems.length === 0), ms: Date.now() - started, results };
}

async function prove(tx: Tx, store: ProofStore, proof: (typeof PROOFS)[number]): Promise<ProofResult> {
  const began = Date.now();
  const { checked, problems } = await store.run(tx, proof);
  return { name: proof.name, says: proof.says, checked, problems, ms: Date.now() - began };
}
