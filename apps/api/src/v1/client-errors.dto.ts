import { InstantField, Text } from '@anwen/http';

/** What a browser or PDA reports when a screen has failed (R13.1). */
export class ClientErrorReport {
  @Text({ max: 40, description: 'portal, admin or pda' }) app: string;
  @Text({ max: 2_000 }) message: string;
  @Text({ max: 8_000, optional: true, nullable: true }) stack?: string | null;
  @Text({ max: 500, optional: true, nullable: true }) userAgent?: string | null;
  @Text({ max: 1_000, optional: true, nullable: true }) url?: string | null;
  @InstantField({ optional: true, nullable: true, description: 'when it happened, by the clock of the client' }) timestamp?: string | null;
  @Text({ max: 60, optional: true, nullable: true }) tenantId?: string | null;
  @Text({ max: 60, optional: true, nullable: true }) deviceId?: string | null;
}
