import { StatusTag, type Tone } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

type Status = keyof typeof zhHant.lot.statuses;

const LOOK: Record<Status, readonly [Tone, string?]> = {
  available: ['good'],
  quarantine: ['warn'],
  hold: ['bad', '⊘'],
  recalled: ['bad'],
  consumed: ['quiet'],
};

export const isLotStatus = (status: string): status is Status => Object.hasOwn(LOOK, status);

/** The status of a lot as colour, icon and word; one that the portal does not know shows as it is. */
export function LotStatus({ status }: { status: string }) {
  const { t } = useTranslation();
  if (!isLotStatus(status)) return <StatusTag tone="quiet" label={status} />;
  const [tone, icon] = LOOK[status];
  return <StatusTag tone={tone} label={t(`lot.statuses.${status}`)} {...(icon === undefined ? {} : { icon })} />;
}
