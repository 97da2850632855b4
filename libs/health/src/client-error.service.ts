import { Database } from '@anwen/database';
import type { RequestContext } from '@anwen/kernel';
import { Injectable, Logger } from '@nestjs/common';

export interface ClientError {
  readonly app: string;
  readonly message: string;
  readonly stack?: string | null;
  readonly userAgent?: string | null;
  readonly url?: string | null;
  readonly timestamp?: string | null;
  readonly tenantId?: string | null;
  readonly deviceId?: string | null;
}

/** Reports of failed screens (R13.1): whoever is on call sees them without asking the user for a picture. */
@Injectable()
export class ClientErrorService {
  private readonly logger = new Logger('client-error');

  constructor(private readonly database: Database) {}

  async record(report: ClientError, context: RequestContext): Promise<void> {
    const clean = (text: string | null | undefined): string | null => (text === undefined || text === null ? null : scrub(text));
    await this.database.query(
      `INSERT INTO sys_client_errors (app, message, stack, user_agent, url, client_time, tenant_id, device_id, request_id, ip)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        report.app,
        clean(report.message),
        clean(report.stack),
        report.userAgent ?? null,
        clean(report.url),
        report.timestamp ?? null,
        report.tenantId ?? null,
        report.deviceId ?? null,
        context.requestId,
        context.ip,
      ],
    );
    this.logger.warn({ msg: 'a screen failed', app: report.app, requestId: context.requestId });
  }
}

/** Browsers put tokens into addresses and messages; none of them belongs into our tables. */
export function scrub(text: string): string {
  return text
    .replace(/\b(bearer\s+)[\w.~+/-]+=*/gi, '$1***')
    .replace(/\banw_[\w-]+/g, 'anw_***')
    .replace(/([?&#](?:token|code|password|secret|key)=)[^&#\s]*/gi, '$1***');
}
