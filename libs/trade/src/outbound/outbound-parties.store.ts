import { DocumentParties, type DocumentParty, type PartyResolver } from '@anwen/inventory/tracing';
import { isUuid } from '@anwen/kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Answered under row-level security: a document outside the scope has no partner for whoever asks. */
const ask =
  (sql: string, isName: (name: string) => boolean = () => true): PartyResolver =>
  async (tx, names) => {
    const rows = await tx.query<DocumentParty & { asked: string }>(sql, [names.filter(isName)]);
    return new Map(rows.map(({ asked, ...party }) => [asked, party]));
  };

/** Tells traces and recalls who got a shipment, who sent a return, and for which shipment stock is reserved. */
@Injectable()
export class OutboundParties implements OnModuleInit {
  constructor(private readonly parties: DocumentParties) {}

  onModuleInit(): void {
    const ofDocument = (table: string): PartyResolver =>
      ask(`SELECT d.number AS asked, p.code, p.name FROM ${table} d JOIN partners p ON p.id = d.customer_id WHERE d.number = ANY ($1)`);
    this.parties.register('shipment', ofDocument('shipments'));
    this.parties.register('customer_return', ofDocument('customer_returns'));
    this.parties.register(
      'shipment_line',
      // What else may stand in the reference of a reservation is no line's id.
      ask(
        `SELECT l.public_id::text AS asked, p.code, p.name, d.number AS document FROM shipment_lines l JOIN shipments d ON d.id = l.shipment_id
             JOIN partners p ON p.id = d.customer_id WHERE l.public_id = ANY ($1::uuid[])`,
        isUuid,
      ),
    );
  }
}
