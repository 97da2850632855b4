import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';

/** Icon and word of what a work centre does: never colour alone. */
const ICON: Readonly<Record<string, string>> = { running: '▶', setup: '⚙', paused: '❚❚', idle: '○', down: '✕', planned_stop: '■' };

export function useBoardWords() {
  const { t, i18n } = useTranslation();
  const isCenterState = (state: string): state is keyof typeof zhHant.centerState => Object.hasOwn(zhHant.centerState, state);
  return {
    centerState: (state: string) => (isCenterState(state) ? t(`centerState.${state}`) : state),
    icon: (state: string) => ICON[state] ?? '•',
    /** One of two texts that the server sent, by the language of the screen. */
    either: (zh: string, en: string) => (i18n.language === 'en' ? en : zh),
  };
}
