import { useNavigate, useParams } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell, namedText } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import type { Routing, RoutingOperation } from '../features/engineering/types';
import { decimal } from '../format';

function useRoutingActions(routing: Routing): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const edit = (id: string) => navigate({ to: '/routings/$id/edit', params: { id } });
  return [
    { verb: 'activate', label: t('bom.activate'), permission: 'routing.write', primary: true, confirm: { hint: t('routing.activateHint') } },
    { verb: 'edit', label: t('common.edit'), permission: 'routing.write', when: routing.state === 'draft', go: () => void edit(routing.id) },
    {
      verb: 'copy',
      label: t('bom.copy'),
      permission: 'routing.write',
      when: true,
      confirm: { hint: t('bom.copyHint') },
      done: (copy) => edit((copy as Routing).id),
    },
    { verb: 'obsolete', label: t('bom.obsolete'), permission: 'routing.write', danger: true, confirm: { hint: t('routing.obsoleteHint') } },
  ];
}

function useColumns(): NonNullable<TableProps<RoutingOperation & { id: string }>['columns']> {
  const { t } = useTranslation();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'opNo', title: t('operation.no'), ...right, render: (_, row) => row.opNo },
    { key: 'name', title: t('operation.name'), render: (_, row) => row.name },
    { key: 'workCenter', title: t('workCenter.one'), render: (_, row) => <NamedCell of={row.workCenter} /> },
    { key: 'setup', title: t('routing.setup'), ...right, render: (_, row) => decimal(row.setupS) },
    { key: 'run', title: t('routing.run'), ...right, render: (_, row) => decimal(row.runS) },
    { key: 'queue', title: t('routing.queue'), ...right, render: (_, row) => decimal(row.queueS) },
    { key: 'report', title: t('routing.reportPoint'), render: (_, row) => (row.reportPoint ? '✓' : '') },
    { key: 'instructions', title: t('routing.instructions'), render: (_, row) => <span className="pre-line">{row.instructions}</span> },
  ];
}

function RoutingView({ routing }: { routing: Routing }) {
  const { t } = useTranslation();
  const columns = useColumns();
  const { bar, outcome } = useActions({ path: `/routings/${routing.id}`, legal: routing.legal, actions: useRoutingActions(routing) });
  const facts = [
    { key: 'item', label: t('stock.item'), children: namedText(routing.item) },
    { key: 'version', label: t('bom.version'), children: `v${routing.version}` },
    { key: 'note', label: t('form.note'), children: routing.note },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/routings', label: t('routing.title') }}
        title={`${routing.item.code} v${routing.version}`}
        state={routing.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('routing.operations')} rows={routing.operations.map((row) => ({ ...row, id: `${row.opNo}` }))} columns={columns} />
    </>
  );
}

export function RoutingPage() {
  const { id } = useParams({ from: '/shell/routings/$id' });
  return (
    <OneDocument path="/routings" id={id}>
      {(routing) => <RoutingView routing={routing} />}
    </OneDocument>
  );
}
