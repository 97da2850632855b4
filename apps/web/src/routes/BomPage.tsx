import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { namedText } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { DateItem } from '../features/documents/fields';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { BomCompare } from '../features/engineering/BomCompare';
import { BomTree } from '../features/engineering/BomTree';
import { useBomLineColumns } from '../features/engineering/bom-columns';
import { periodText, useBomWords } from '../features/engineering/names';
import { BOM_TABS, type Bom } from '../features/engineering/types';
import { WhereUsed } from '../features/engineering/WhereUsed';
import { TabLinks } from '../features/TabLinks';
import { decimal } from '../format';

function useBomActions(bom: Bom): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return [
    { verb: 'activate', label: t('bom.activate'), permission: 'bom.write', primary: true, confirm: { hint: t('bom.activateHint') } },
    {
      verb: 'edit',
      label: t('common.edit'),
      permission: 'bom.write',
      when: bom.state === 'draft',
      go: () => void navigate({ to: '/boms/$id/edit', params: { id: bom.id } }),
    },
    {
      verb: 'copy',
      label: t('bom.copy'),
      permission: 'bom.write',
      when: true,
      confirm: { hint: t('bom.copyBillHint') },
      done: (copy) => navigate({ to: '/boms/$id/edit', params: { id: (copy as Bom).id } }),
    },
    {
      verb: 'lastDay',
      route: '',
      method: 'PATCH',
      rowVersion: bom.rowVersion,
      label: t('bom.lastDay'),
      permission: 'bom.write',
      when: bom.state === 'active',
      confirm: {
        hint: t('bom.lastDayHint'),
        fields: <DateItem name="validTo" label={t('bom.validTo')} hint={t('bom.validToHint')} initial={bom.validTo ?? undefined} />,
      },
      body: ({ validTo }) => ({ validTo: validTo ?? null }),
    },
    { verb: 'obsolete', label: t('bom.obsolete'), permission: 'bom.write', danger: true, confirm: { hint: t('bom.obsoleteHint') } },
  ];
}

function Part({ bom }: { bom: Bom }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/boms/$id' });
  const columns = useBomLineColumns();
  const tab = search.tab ?? 'tree';
  return (
    <>
      <TabLinks label={t('bom.one')} tabs={BOM_TABS.map((key) => ({ key, label: t(`bom.${key}`) }))} current={tab} />
      {tab === 'tree' && <BomTree bom={bom} search={search} />}
      {tab === 'lines' && <DocumentLines title={t('bom.lines')} rows={bom.lines} columns={columns} />}
      {tab === 'where' && <WhereUsed item={bom.item.code} />}
      {tab === 'compare' && <BomCompare bom={bom} other={search.other} />}
    </>
  );
}

function BomView({ bom }: { bom: Bom }) {
  const { t } = useTranslation();
  const words = useBomWords();
  const { bar, outcome } = useActions({ path: `/boms/${bom.id}`, legal: bom.legal, actions: useBomActions(bom) });
  const facts = [
    { key: 'item', label: t('bom.item'), children: namedText(bom.item) },
    { key: 'kind', label: t('bom.kind'), children: words.kind(bom.kind) },
    { key: 'valid', label: t('bom.validity'), children: periodText(bom.validFrom, bom.validTo) },
    { key: 'baseQty', label: t('bom.baseQty'), children: decimal(bom.baseQty) },
    { key: 'yield', label: t('bom.yield'), children: `${decimal(bom.yieldPct)}%` },
    { key: 'approvedBy', label: t('bom.approvedBy'), children: bom.approvedBy },
    { key: 'note', label: t('bom.changeNote'), children: bom.changeNote === null ? null : <span className="pre-line">{bom.changeNote}</span> },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/boms', label: t('bom.title') }}
        title={`${bom.item.code} v${bom.version}`}
        state={bom.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <Part bom={bom} />
    </>
  );
}

export function BomPage() {
  const { id } = useParams({ from: '/shell/boms/$id' });
  return (
    <OneDocument path="/boms" id={id}>
      {(bom) => <BomView bom={bom} />}
    </OneDocument>
  );
}
