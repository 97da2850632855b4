/** What the server stores about a failure of the screen (requirement R13.1). */
export interface ClientErrorReport {
  readonly app: string;
  readonly message: string;
  readonly stack?: string;
  readonly userAgent?: string;
  readonly url?: string;
  readonly timestamp: string;
  readonly tenantId?: string;
  readonly deviceId?: string;
}

/**
 * Delivers one report outside the ordinary connection, so that a fault in that connection can be reported too.
 * Never throws; false = not delivered, keep it.
 */
export async function sendClientError(report: ClientErrorReport): Promise<boolean> {
  try {
    const answer = await fetch('/api/v1/client-errors', {
      method: 'POST',
      credentials: 'same-origin',
      keepalive: true,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(report),
    });
    // A refused report (4xx) will not be welcome later either; only overload and outages are worth another try.
    return answer.status < 500 && answer.status !== 429;
  } catch {
    return false;
  }
}
