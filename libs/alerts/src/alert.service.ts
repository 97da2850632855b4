import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { acknowledge, close, findAlert, listAlerts, pagesByMonth, placeOf, type AlertListRow } from './alert.store';
import { alertErrors } from './alerts.errors';

/** Alerts as a person looks at them. */
@Injectable()
export class AlertService {
  /** The newest first. */
  list(tx: Tx, filter: { open: boolean; before: Id | null; limit: number }): Promise<AlertListRow[]> {
    return listAlerts(tx, filter);
  }

  /** Somebody is at it: it pages no more. Doing it twice keeps the first. @throws alerts.not_found */
  async acknowledge(tx: Tx, id: string, userId: Id | null): Promise<AlertListRow> {
    await acknowledge(tx, id, userId);
    const row = await findAlert(tx, id);
    if (!row) throw alertErrors.not_found();
    return row;
  }

  /** Some troubles end only when a person says so. @throws alerts.not_found | alerts.already_over */
  async close(tx: Tx, id: string, closing: { by: Id | null; reason: string }): Promise<AlertListRow> {
    const isClosed = await close(tx, id, closing);
    const row = await findAlert(tx, id);
    if (!row) throw alertErrors.not_found();
    if (!isClosed) throw alertErrors.already_over();
    return row;
  }

  /** The promise is one page a month at most; this is how it is kept honest. */
  async pagesByMonth(tx: Tx): Promise<{ month: string; pages: number }[]> {
    return pagesByMonth(tx, (await placeOf(tx)).timeZone);
  }
}
