import { countAuditLogs, dictionary, searchAuditLogs, verifyAuditChain, type AuditLogRow } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { ALL_SCOPE, CursorCodec, SLA, pageOf, type Actor, type Locale, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { AuditLogQuery, AuditLogView, AuditProof, AuditVerifyQuery } from './v1/audit-logs.dto';

/** Reads the audit log for a person: pages, words instead of codes. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly database: Database,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async search(tx: Tx, actor: Actor, query: AuditLogQuery): Promise<Page<AuditLogView>> {
    const { action, severity, actor: who, subjectType, subjectId, from, to } = query;
    const filter = { action, severity, actor: who, subjectType, subjectId, from, to };
    const binding = ['audit', filter];
    const before = query.cursor === undefined ? null : this.codec.decode(query.cursor, binding)[0]!;
    const rows = await searchAuditLogs(tx, { ...filter, before, limit: query.limit + 1 });
    const page = pageOf(
      rows,
      query.limit,
      (last) => this.codec.encode([last.id], binding),
      (row) => present(row, actor.locale),
    );
    return query.withTotal ? { ...page, ...(await countAuditLogs(tx, { ...filter, before: null, limit: 0 })) } : page;
  }

  /** In a snapshot: rows that are sealed while it runs must look neither missing nor smuggled. */
  verify(actor: Actor, query: AuditVerifyQuery): Promise<AuditProof> {
    const anchor = query.anchorSeq && query.anchorHash ? { seq: query.anchorSeq, hash: query.anchorHash } : undefined;
    const options = { actor, scope: ALL_SCOPE, snapshot: true, readOnly: true, statementTimeoutMs: SLA.export.timeoutMs };
    return this.database.transaction(options, (tx) => verifyAuditChain(tx, anchor));
  }
}

function present(row: AuditLogRow, locale: Locale): AuditLogView {
  const known = Object.hasOwn(dictionary, row.action) ? dictionary[row.action as keyof typeof dictionary] : undefined;
  return { ...row, occurredAt: row.occurredAt.toISOString(), label: (locale === 'en' ? known?.en : known?.zh) ?? row.action };
}
