export interface AuditLogFilter {
  readonly action?: string | undefined;
  readonly severity?: string | undefined;
  /** Part of the actor's name. */
  readonly actor?: string | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Internal id of the last row of the page before. */
  readonly before: string | null;
  readonly limit: number;
}

export interface AuditLogRow {
  readonly id: string;
  readonly occurredAt: Date;
  readonly action: string;
  readonly severity: string;
  readonly actorType: string;
  readonly actorName: string;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly reason: string | null;
  readonly diff: unknown;
  /** Null while the row waits for the sealer. */
  readonly sealedSeq: string | null;
}
