import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { namedText, RelatedList } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions } from '../features/documents/use-actions';
import type { Wave } from '../features/sales/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useWaveActions(wave: Wave) {
  const { t } = useTranslation();
  const { bar, outcome } = useActions({
    path: `/waves/${wave.id}`,
    legal: wave.legal,
    actions: [
      { verb: 'release', label: t('wave.release'), permission: 'wave.release', primary: true, confirm: { hint: t('wave.releaseHint') } },
      { verb: 'cancel', label: t('doc.cancel'), permission: 'wave.release', danger: true, confirm: { hint: t('wave.cancelHint') } },
    ],
  });
  return { bar, outcome };
}

function WaveView({ wave }: { wave: Wave }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { bar, outcome } = useWaveActions(wave);
  const { open, claimed, done, short } = wave.tasks;
  const total = open + claimed + done + short;
  const facts = [
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(wave.warehouse) },
    { key: 'strategy', label: t('wave.strategy'), children: t(`wave.${wave.strategy}`) },
    { key: 'cutOff', label: t('wave.cutOff'), children: dateTime(wave.cutOffAt, timeZone) || null },
    {
      key: 'tasks',
      label: t('pick.title'),
      children:
        total === 0 ? null : (
          <Link to="/pick-tasks" search={{ wave: wave.number }}>
            {t('pick.progress', { done, total, short })}
          </Link>
        ),
    },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${wave.createdBy} · ${dateTime(wave.createdAt, timeZone)}` },
  ];
  return (
    <>
      <DocumentHead back={{ href: '/waves', label: t('wave.title') }} title={wave.number} state={wave.state} bar={bar} outcome={outcome} facts={facts} />
      <section aria-label={t('wave.shipments')}>
        <h2>{t('wave.shipments')}</h2>
        <RelatedList to="/shipments" documents={wave.shipments} />
      </section>
    </>
  );
}

export function WavePage() {
  const { id } = useParams({ from: '/shell/waves/$id' });
  return (
    <OneDocument path="/waves" id={id}>
      {(wave) => <WaveView wave={wave} />}
    </OneDocument>
  );
}
