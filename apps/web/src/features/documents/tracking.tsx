interface Coded {
  readonly code: string;
  readonly expiresOn?: string | null;
}

/** Lot over serial over expiry, of a line or a task. */
export function TrackingCell({ lot, serial, expiresOn }: { lot: Coded | null; serial?: Coded | null; expiresOn?: string | null }) {
  const expiry = expiresOn ?? lot?.expiresOn;
  return (
    <span className="two-lines">
      {lot !== null && <span className="code">{lot.code}</span>}
      {serial != null && <span className="code">{serial.code}</span>}
      {expiry != null && <span className="quiet">{expiry}</span>}
    </span>
  );
}
