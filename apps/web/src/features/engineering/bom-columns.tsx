import { StatusTag } from '@anwen/ui/kit';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { DocumentState } from '../documents/DocumentState';
import { NamedCell, QtyCell } from '../documents/cells';
import { ItemCell } from '../stock/columns';
import { periodText, useBomWords } from './names';
import type { TreeRow } from './tree';
import type { BomLine, BomRow, Use } from './types';

type Columns<T> = NonNullable<TableProps<T>['columns']>;

const right = { align: 'right', className: 'number' } as const;

export function useBomListColumns(): Columns<BomRow> {
  const { t } = useTranslation();
  const words = useBomWords();
  return [
    {
      key: 'item',
      title: t('bom.item'),
      render: (_, row) => (
        <span className="two-lines">
          <Link className="code" to="/boms/$id" params={{ id: row.id }}>
            {row.item.code}
          </Link>
          <span className="item-name" title={row.item.name}>
            {row.item.name}
          </span>
        </span>
      ),
    },
    { key: 'version', title: t('bom.version'), ...right, render: (_, row) => `v${row.version}` },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'kind', title: t('bom.kind'), render: (_, row) => words.kind(row.kind) },
    { key: 'baseQty', title: t('bom.baseQty'), ...right, render: (_, row) => decimal(row.baseQty) },
    { key: 'yield', title: t('bom.yield'), ...right, render: (_, row) => `${decimal(row.yieldPct)}%` },
    { key: 'valid', title: t('bom.validity'), render: (_, row) => <span className="nowrap">{periodText(row.validFrom, row.validTo)}</span> },
  ];
}

export function SubstituteCell({ of }: { of: readonly { code: string; name?: string }[] }) {
  if (of.length === 0) return null;
  return (
    <span className="code ellipsis" title={of.map(({ code, name = '' }) => `${code} ${name}`).join('\n')}>
      {of.map(({ code }) => code).join(', ')}
    </span>
  );
}

export function useTreeColumns(): Columns<TreeRow> {
  const { t } = useTranslation();
  return [
    {
      key: 'item',
      title: t('bom.component'),
      className: 'tree-cell',
      render: (_, row) => (
        <span className="two-lines">
          <span>
            <Link className="code" to="/items/$id" params={{ id: row.item.id }}>
              {row.item.code}
            </Link>{' '}
            {row.kind === 'phantom' && <StatusTag tone="quiet" icon="◌" label={t('bomKind.phantom')} />}
          </span>
          <span className="item-name" title={row.item.name}>
            {row.item.name}
          </span>
        </span>
      ),
    },
    { key: 'level', title: t('bom.level'), ...right, render: (_, row) => row.level },
    { key: 'qtyPer', title: t('bom.qtyPer'), ...right, render: (_, row) => <QtyCell qty={row.qtyPer} uom={row.uom} /> },
    { key: 'qty', title: t('bom.qtyTotal'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.uom} /> },
    { key: 'scrap', title: t('bom.scrap'), ...right, render: (_, row) => (Number(row.scrapPct) === 0 ? '' : `${decimal(row.scrapPct)}%`) },
    { key: 'op', title: t('bom.op'), ...right, render: (_, row) => row.opNo },
    { key: 'valid', title: t('bom.validity'), render: (_, row) => <span className="nowrap">{periodText(row.validFrom, row.validTo)}</span> },
    { key: 'substitutes', title: t('bom.substitutes'), render: (_, row) => <SubstituteCell of={row.substitutes} /> },
  ];
}

export function useBomLineColumns(): Columns<BomLine & { id: string }> {
  const { t } = useTranslation();
  const words = useBomWords();
  return [
    { key: 'component', title: t('bom.component'), render: (_, row) => <ItemCell item={row.component} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.uom.code} /> },
    { key: 'qtyKind', title: t('bom.qtyKind'), render: (_, row) => words.qtyKind(row.qtyKind) },
    { key: 'scrap', title: t('bom.scrap'), ...right, render: (_, row) => `${decimal(row.scrapPct)}%` },
    { key: 'op', title: t('bom.op'), ...right, render: (_, row) => row.opNo },
    { key: 'method', title: t('bom.issueMethod'), render: (_, row) => words.issueMethod(row.issueMethod) },
    { key: 'valid', title: t('bom.validity'), render: (_, row) => <span className="nowrap">{periodText(row.validFrom, row.validTo)}</span> },
    {
      key: 'substitutes',
      title: t('bom.substitutes'),
      render: (_, row) => <SubstituteCell of={row.substitutes.map(({ item }) => item)} />,
    },
  ];
}

export function useUseColumns(): Columns<Use & { id: string }> {
  const { t } = useTranslation();
  return [
    { key: 'level', title: t('bom.level'), ...right, render: (_, row) => row.level },
    { key: 'item', title: t('bom.usedIn'), render: (_, row) => <NamedCell of={row.item} /> },
    {
      key: 'bom',
      title: t('bom.one'),
      render: (_, row) => (
        <Link className="nowrap" to="/boms/$id" params={{ id: row.bom.id }}>
          {row.item.code} v{row.bom.version}
        </Link>
      ),
    },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.bom.state} /> },
    { key: 'qtyPer', title: t('bom.qtyPer'), ...right, render: (_, row) => decimal(row.qtyPer) },
    { key: 'path', title: t('bom.path'), render: (_, row) => <span className="code">{row.path.join(' › ')}</span> },
  ];
}
