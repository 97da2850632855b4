import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { LineEditor } from '../features/documents/LineEditor';
import { OneDocument } from '../features/documents/OneDocument';
import { BOM_ALIASES, bomBody, fieldsOf, type BomFields } from '../features/engineering/bom-fields';
import { BomHead, useBomFormColumns } from '../features/engineering/bom-form';
import type { Bom } from '../features/engineering/types';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { itemsOf } from '../features/purchasing/order-form';
import { dateIn } from '../format';
import { useCan, useTimeZone } from '../session';

function BomForm({ bom, initial }: { bom?: Bom; initial: BomFields }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useBomFormColumns();
  const open = (id: string) => void navigate({ to: '/boms/$id', params: { id } });
  return (
    <>
      <PageHead title={bom === undefined ? t('bom.new') : `${t('common.edit')} ${bom.item.code} v${bom.version}`} />
      <DocumentForm<BomFields, Bom>
        initial={initial}
        submitLabel={t('doc.save')}
        aliases={BOM_ALIASES}
        request={(fields) =>
          bom === undefined
            ? { path: '/boms', body: bomBody(fields) }
            : { method: 'PATCH', path: `/boms/${bom.id}`, body: bomBody(fields, bom), rowVersion: bom.rowVersion }
        }
        onSaved={({ id }) => open(id)}
        onCancel={() => (bom === undefined ? void navigate({ to: '/boms' }) : open(bom.id))}
        head={<BomHead fixedItem={bom !== undefined} />}
        lines={(disabled) => <LineEditor columns={columns} disabled={disabled} />}
      />
    </>
  );
}

export function BomNewPage() {
  const can = useCan();
  const today = dateIn(new Date(), useTimeZone());
  if (!can('bom.write')) return <Forbidden permission="bom.write" />;
  return <BomForm initial={{ kind: 'standard', baseQty: '1', validFrom: today, lines: [{ validFrom: today, qtyKind: 'per_unit' }] }} />;
}

function Loaded({ bom }: { bom: Bom }) {
  const parts = [{ item: bom.item }, ...bom.lines.map(({ component }) => ({ item: component }))];
  const items = useQuery({ queryKey: ['items', 'of', bom.id, bom.rowVersion], queryFn: () => itemsOf(parts) });
  if (items.error !== null) return <QueryFailure failure={items.error} retry={() => void items.refetch()} />;
  if (items.data === undefined) return <Skeleton active />;
  // A newer version, once asked for, gets a fresh form: its fields would otherwise be sent under a version they do not come from.
  return <BomForm key={bom.rowVersion} bom={bom} initial={fieldsOf(bom, items.data)} />;
}

export function BomEditPage() {
  const { id } = useParams({ from: '/shell/boms/$id/edit' });
  const can = useCan();
  if (!can('bom.write')) return <Forbidden permission="bom.write" />;
  return (
    <OneDocument path="/boms" id={id} editing>
      {(bom) => <Loaded bom={bom} />}
    </OneDocument>
  );
}
