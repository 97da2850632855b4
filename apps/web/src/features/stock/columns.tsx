import type { Balance, Movement } from '@anwen/client';
import { StatusTag, type Tone } from '@anwen/ui/kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dateIn, freshness } from '../../format';
import { EVENT_TYPES } from '../../search';
import { useTimeZone } from '../../session';

const STATUS_TONE: Record<Balance['status'], Tone> = { available: 'good', qc: 'info', hold: 'bad', damaged: 'warn' };

export function StockStatusTag({ status }: { status: Balance['status'] }) {
  const { t } = useTranslation();
  return <StatusTag tone={STATUS_TONE[status]} label={t(`status.${status}`)} />;
}

type EventType = (typeof EVENT_TYPES)[number];

/** The server may learn new event types before the portal does: those show as they are. */
export function useEventName(): (type: string) => string {
  const { t } = useTranslation();
  return (type) => {
    const known = EVENT_TYPES.find((name) => name === type.toLowerCase());
    return known === undefined ? type : t(`event.${known satisfies EventType}`);
  };
}

export function ItemCell({ item }: { item: { id: string; code: string; name?: string } }) {
  return (
    <span className="two-lines">
      <Link className="code" to="/items/$id" params={{ id: item.id }}>
        {item.code}
      </Link>
      <span className="item-name" title={item.name}>
        {item.name}
      </span>
    </span>
  );
}

export function LotCell({ lot, serial }: Pick<Balance, 'lot' | 'serial'>) {
  const { t } = useTranslation();
  const today = dateIn(new Date(), useTimeZone());
  const expiresOn = lot?.expiresOn;
  const state = expiresOn == null ? 'good' : freshness(expiresOn, today);
  return (
    <span className="two-lines">
      {lot !== null && <span className="code">{lot.code}</span>}
      {serial !== null && <span className="code">{serial.code}</span>}
      {expiresOn != null && state === 'good' && <span className="quiet">{expiresOn}</span>}
      {expiresOn != null && state !== 'good' && (
        <StatusTag tone={state === 'expired' ? 'bad' : 'warn'} label={`${t(state === 'expired' ? 'stock.expired' : 'stock.expiresSoon')} ${expiresOn}`} />
      )}
    </span>
  );
}

/** One end of a movement; a place outside the reader's scope stays unnamed. */
export function SideCell({ side }: { side: Movement['from'] }) {
  const { t } = useTranslation();
  if (side.location === null) return <span className="quiet">{t('ledger.hidden')}</span>;
  const status = side.status === null || side.status === 'available' ? '' : ` · ${t(`status.${side.status}`)}`;
  return (
    <span className="two-lines">
      <span className="code">{side.location.code}</span>
      <span className="quiet">
        {side.location.name}
        {status}
      </span>
    </span>
  );
}
