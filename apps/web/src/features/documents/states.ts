import type { Tone } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

type StateName = keyof typeof zhHant.docState;

/** Colour and icon of each state; the word is in the texts. Over is good or quiet, waiting is quiet, at work is info. */
const LOOK: Record<StateName, readonly [Tone, string?]> = {
  draft: ['quiet'],
  planned: ['quiet'],
  open: ['quiet'],
  pending_approval: ['warn'],
  review: ['warn'],
  recount_requested: ['warn', '↻'],
  approved: ['info', '✓'],
  confirmed: ['info', '✓'],
  claimed: ['info'],
  receiving: ['info'],
  counting: ['info'],
  in_transit: ['info', '→'],
  allocated: ['info', '✓'],
  partially_allocated: ['warn', '◐'],
  partially_received: ['info', '◐'],
  partially_shipped: ['info', '◐'],
  picking: ['info'],
  picked: ['info', '✓'],
  packed: ['info', '✓'],
  released: ['info'],
  received: ['good'],
  putaway: ['info'],
  shipped: ['good'],
  delivered: ['good'],
  posted: ['good'],
  done: ['good'],
  passed: ['good'],
  conditional: ['warn'],
  dispositioned: ['good'],
  resolved: ['good'],
  short: ['warn'],
  failed: ['bad'],
  rejected: ['bad'],
  reversed: ['quiet', '↩'],
  closed: ['quiet', '✓'],
  cancelled: ['quiet', '✕'],
  discarded: ['quiet', '✕'],
  conflict: ['warn'],
  quarantined: ['warn', '⊘'],
  order_released: ['info', '✓'],
  in_progress: ['info'],
  on_hold: ['warn', '❚❚'],
  completed: ['good'],
  active: ['good'],
  obsolete: ['quiet', '✕'],
  pending: ['quiet'],
  ready: ['info', '→'],
  running: ['info'],
  paused: ['warn', '❚❚'],
  skipped: ['quiet', '↷'],
  accepted: ['good'],
  dismissed: ['quiet', '✕'],
};

/** A wave is handed out, an order is let onto the floor: the same code, another word. `of` is the list that the document stands in. */
export const stateOf = (of: string, state: string): string => (of === '/work-orders' && state === 'released' ? 'order_released' : state);

export const isState = (state: string): state is StateName => Object.hasOwn(LOOK, state);

/** Tone, icon and word of a state; one that the portal does not know yet shows as it is. */
export function useStateLook(): (state: string) => { tone: Tone; icon?: string; label: string } {
  const { t } = useTranslation();
  return (state) => {
    if (!isState(state)) return { tone: 'quiet', label: state };
    const [tone, icon] = LOOK[state];
    return { tone, label: t(`docState.${state}`), ...(icon === undefined ? {} : { icon }) };
  };
}
