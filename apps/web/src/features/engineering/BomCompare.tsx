import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Select, Skeleton, type TableProps } from 'antd';
import { FileSearchOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { zhHant } from '../../i18n/zh-Hant';
import { DocumentLines } from '../documents/DocumentLines';
import { listQuery, partQuery } from '../documents/queries';
import { useStateLook } from '../documents/states';
import { QueryFailure } from '../problems';
import { useBomLineColumns } from './bom-columns';
import type { Bom, Difference } from './types';

interface Change {
  readonly id: string;
  /** Nothing for the head of the bill. */
  readonly component: string | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

function useFieldName(): (field: string) => string {
  const { t } = useTranslation();
  return (field) => (Object.hasOwn(zhHant.bomField, field) ? t(`bomField.${field as keyof typeof zhHant.bomField}`) : field);
}

const said = (value: string | null): string => value ?? '—';

function useChangeColumns(): NonNullable<TableProps<Change>['columns']> {
  const { t } = useTranslation();
  const nameOf = useFieldName();
  return [
    { key: 'component', title: t('bom.component'), render: (_, row) => <span className="code">{row.component ?? t('bom.wholeBill')}</span> },
    { key: 'field', title: t('bom.field'), render: (_, row) => nameOf(row.field) },
    { key: 'before', title: t('bom.before'), render: (_, row) => <del>{said(row.before)}</del> },
    { key: 'after', title: t('bom.after'), render: (_, row) => <ins>{said(row.after)}</ins> },
  ];
}

/** Changes of the head first, then those of the lines. */
const changesOf = ({ header, changed }: Difference): Change[] =>
  [...header.map((one) => ({ ...one, component: null })), ...changed.map((one) => ({ ...one, component: one.component.code }))].map((one, index) => ({
    ...one,
    id: `${index}`,
  }));

function Differences({ of }: { of: Difference }) {
  const { t } = useTranslation();
  const lineColumns = useBomLineColumns();
  const changeColumns = useChangeColumns();
  const changes = changesOf(of);
  if (of.added.length + of.removed.length + changes.length === 0)
    return <StateView icon={<FileSearchOutlined />} title={t('bom.same')} explanation={t('bom.sameHint')} />;
  return (
    <>
      {changes.length > 0 && <DocumentLines title={t('bom.changed')} rows={changes} columns={changeColumns} />}
      {of.added.length > 0 && <DocumentLines title={t('bom.added')} rows={of.added} columns={lineColumns} />}
      {of.removed.length > 0 && <DocumentLines title={t('bom.removed')} rows={of.removed} columns={lineColumns} />}
    </>
  );
}

/** What this version says otherwise than another one of the same item. */
export function BomCompare({ bom, other }: { bom: Bom; other: string | undefined }) {
  const { t } = useTranslation();
  const look = useStateLook();
  const navigate = useNavigate();
  const versions = useQuery(listQuery('/boms', { item: bom.item.code, limit: '100' }));
  const rest = (versions.data?.items ?? []).filter(({ id }) => id !== bom.id);
  const chosen = other ?? rest.find(({ version }) => version < bom.version)?.id ?? rest[0]?.id;
  const query = useQuery({ ...partQuery('/boms/diff', { a: chosen, b: bom.id }), enabled: chosen !== undefined });
  if (versions.error !== null) return <QueryFailure failure={versions.error} retry={() => void versions.refetch()} />;
  if (versions.data === undefined) return <Skeleton active />;
  if (rest.length === 0) return <StateView icon={<FileSearchOutlined />} title={t('bom.onlyVersion')} explanation={t('bom.onlyVersionHint')} />;
  return (
    <>
      <search className="filter-bar" aria-label={t('bom.compare')}>
        <Select
          aria-label={t('bom.compareWith')}
          value={chosen ?? null}
          onChange={(id: string) => void navigate({ to: '.', search: (before) => ({ ...before, other: id }) as never, replace: true, resetScroll: false })}
          options={rest.map(({ id, version, state }) => ({ value: id, label: `v${version} ${look(state).label}` }))}
          popupMatchSelectWidth={false}
        />
        <span>{t('bom.compareTo', { version: bom.version })}</span>
      </search>
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.data === undefined ? query.error === null && <Skeleton active /> : <Differences of={query.data} />}
    </>
  );
}
