import { FileSearchOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLines } from '../documents/DocumentLines';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import { useUseColumns } from './bom-columns';

/** The products that an item goes into, over all levels. */
export function WhereUsed({ item }: { item: string }) {
  const { t } = useTranslation();
  const columns = useUseColumns();
  const query = useQuery(partQuery('/boms/where-used', { item, levels: '99' }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const rows = query.data.items.map((row, index) => ({ ...row, id: `${index}` }));
  const none = <StateView icon={<FileSearchOutlined />} title={t('bom.notUsed')} explanation={t('bom.notUsedHint')} />;
  return <DocumentLines title={t('bom.where')} rows={rows} columns={columns} instead={rows.length === 0 ? none : undefined} />;
}
