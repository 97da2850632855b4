import { DocumentParties, type DocumentParty, type PartyResolver } from '@anwen/inventory/tracing';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Answered under row-level security: a document outside the scope has no partner for whoever asks. */
const ofDocument =
  (table: string): PartyResolver =>
  async (tx, numbers) => {
    const sql = `SELECT d.number AS asked, p.code, p.name FROM ${table} d JOIN partners p ON p.id = d.supplier_id WHERE d.number = ANY ($1)`;
    const rows = await tx.query<DocumentParty & { asked: string }>(sql, [numbers]);
    return new Map(rows.map(({ asked, ...party }) => [asked, party]));
  };

/** Tells traces and recalls who a receipt came from and who a return went to. */
@Injectable()
export class InboundParties implements OnModuleInit {
  constructor(private readonly parties: DocumentParties) {}

  onModuleInit(): void {
    this.parties.register('receipt', ofDocument('receipts'));
    this.parties.register('supplier_return', ofDocument('supplier_returns'));
  }
}
