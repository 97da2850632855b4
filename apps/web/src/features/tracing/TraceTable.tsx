import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useTimeZone } from '../../session';
import { QtyCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { columnsOf } from './layout';
import { LotStatus } from './LotStatus';
import { useNodeKind } from './names';
import { NodeLink } from './TraceGraph';
import type { Trace, TraceNode } from './types';

type Row = Omit<TraceNode, 'id'> & { id: string; level: number };

const partnerName = (partner: TraceNode['partner']): string => `${partner?.code ?? ''} ${partner?.name ?? ''}`.trim();

function useColumns(): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const kindOf = useNodeKind();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'level', title: t('trace.level'), ...right, render: (_, row) => (row.level > 0 ? `+${row.level}` : row.level) },
    { key: 'kind', title: t('trace.kind'), render: (_, row) => <span className="nowrap">{kindOf(row.kind)}</span> },
    {
      key: 'code',
      title: t('trace.code'),
      render: (_, row) => (
        <span className="code">
          <NodeLink node={row} />
        </span>
      ),
    },
    { key: 'item', title: t('stock.item'), render: (_, row) => (row.item === null ? null : `${row.item.code} ${row.item.name ?? ''}`) },
    { key: 'status', title: t('stock.status'), render: (_, row) => (row.status !== null && row.kind === 'lot' ? <LotStatus status={row.status} /> : null) },
    {
      key: 'qty',
      title: t('form.qty'),
      ...right,
      render: (_, row) => <QtyCell qty={row.qty} {...(row.item === null ? {} : { uom: row.item.uom })} />,
    },
    { key: 'partner', title: t('trace.partner'), render: (_, row) => partnerName(row.partner) },
    { key: 'at', title: t('trace.at'), render: (_, row) => <span className="nowrap">{dateTime(row.at, timeZone)}</span> },
  ];
}

/** The same as the graph in words, ordered from the sources to the customers. */
export function TraceTable({ trace }: { trace: Trace }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const level = columnsOf(trace);
  const rows = trace.nodes.map((node) => ({ ...node, id: node.id ?? node.key, level: level.get(node.key) ?? 0 })).sort((a, b) => a.level - b.level);
  return <DocumentLines title={t('trace.table')} rows={rows} columns={columns} rowKey={(row) => row.key} />;
}
