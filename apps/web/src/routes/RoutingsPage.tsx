import { useSearch } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { CodeSelect } from '../features/documents/fields';
import { BOM_STATES, type RoutingRow } from '../features/engineering/types';

function useColumns(): NonNullable<TableProps<RoutingRow>['columns']> {
  const { t } = useTranslation();
  return [
    {
      key: 'item',
      title: t('stock.item'),
      render: (_, row) => (
        <span className="two-lines">
          <Link className="code" to="/routings/$id" params={{ id: row.id }}>
            {row.item.code}
          </Link>
          <span className="item-name" title={row.item.name}>
            {row.item.name}
          </span>
        </span>
      ),
    },
    { key: 'version', title: t('bom.version'), align: 'right', className: 'number', render: (_, row) => `v${row.version}` },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'note', title: t('form.note'), render: (_, row) => row.note },
  ];
}

export function RoutingsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/routings' });
  return (
    <DocumentList
      title={t('routing.title')}
      path="/routings"
      search={search}
      filters={{ states: BOM_STATES }}
      more={(set) => <CodeSelect path="/items" label={t('stock.item')} placeholder={t('stock.item')} value={search.item} onChange={(item) => set({ item })} />}
      columns={useColumns()}
      empty={{ title: t('routing.none'), hint: t('routing.noneHint') }}
      create={{ href: '/routings/new', label: t('routing.new'), permission: 'routing.write' }}
    />
  );
}
