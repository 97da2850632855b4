import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Form, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { compact } from '../features/documents/form-fields';
import { LineEditor, type LineColumn, type LineFields } from '../features/documents/LineEditor';
import { OneDocument } from '../features/documents/OneDocument';
import { PlaceSelect, WarehouseSelect } from '../features/documents/selects';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { itemsOf, ORDER_ALIASES } from '../features/purchasing/order-form';
import { useTrackingColumns } from '../features/purchasing/receipt-form';
import type { Transfer } from '../features/warehouse/types';
import { useCan } from '../session';

interface Fields {
  fromWarehouse?: string;
  toWarehouse?: string;
  note?: string;
  lines: LineFields[];
}

function Head() {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="fromWarehouse" label={t('moves.fromWarehouse')} rules={[required]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="toWarehouse" label={t('moves.toWarehouse')} rules={[required]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="note" label={t('form.note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </>
  );
}

function Lines({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const from = Form.useWatch<string | undefined>('fromWarehouse');
  const tracking = useTrackingColumns({ incoming: false });
  const place: LineColumn = {
    name: 'fromLocation',
    label: t('form.from'),
    width: 'minmax(140px, 1.5fr)',
    required: true,
    render: () => <PlaceSelect warehouse={from} />,
  };
  return <LineEditor columns={[place, ...tracking]} disabled={disabled} />;
}

export function TransferNewPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  if (!can('transfer.dispatch')) return <Forbidden permission="transfer.dispatch" />;
  return (
    <>
      <PageHead title={t('moves.new')} />
      <DocumentForm<Fields, Transfer>
        initial={{ lines: [{}] }}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={({ lines, ...head }) => ({
          path: '/transfers',
          body: { ...compact(head), lines: lines.map(({ item, ...line }) => compact({ itemCode: item?.code, ...line })) },
        })}
        onSaved={({ id }) => navigate({ to: '/transfers/$id', params: { id } })}
        onCancel={() => void navigate({ to: '/transfers' })}
        head={<Head />}
        lines={(disabled) => <Lines disabled={disabled} />}
      />
    </>
  );
}

/** What is still under way of each line, and where it is put. */
function ReceiveForm({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (transfer.lines ?? []).filter(({ qty, receivedQty }) => Number(receivedQty) < Number(qty));
  const serials = useTrackingColumns({ incoming: false }).filter(({ name }) => name === 'serials' && open.some((line) => line.serials.length > 0));
  const items = useQuery({ queryKey: ['items', 'of', transfer.id, transfer.rowVersion], queryFn: () => itemsOf(open) });
  if (items.error !== null) return <QueryFailure failure={items.error} retry={() => void items.refetch()} />;
  if (items.data === undefined) return <Skeleton active />;
  const back = () => void navigate({ to: '/transfers/$id', params: { id: transfer.id } });
  const place: LineColumn = {
    name: 'toLocation',
    label: t('form.to'),
    width: 'minmax(160px, 1.5fr)',
    required: true,
    render: () => <PlaceSelect warehouse={transfer.toWarehouse.code} />,
  };
  const lines = open.map(({ id, item, qty, receivedQty, to, serials: sent }) => ({
    lineId: id,
    item: items.data.get(item.id),
    ...(/^0(\.0*)?$/.test(receivedQty) ? { qty, ...(sent.length > 0 ? { serials: sent } : {}) } : {}),
    ...(to === null ? {} : { toLocation: to.code }),
  }));
  return (
    <>
      <PageHead title={`${t('moves.receive')} · ${transfer.number}`} />
      <DocumentForm<Fields, Transfer>
        initial={{ lines: lines as LineFields[] }}
        submitLabel={t('moves.receive')}
        request={(fields) => ({
          path: `/transfers/${transfer.id}/receive`,
          body: {
            lines: fields.lines.map(({ item, lineId, qty, toLocation, serials }) =>
              compact({ lineId, qty, toLocation, ...(item?.tracking === 'serial' ? { serials } : {}) }),
            ),
          },
        })}
        onSaved={back}
        onCancel={back}
        lines={(disabled) => <LineEditor columns={[...serials, place]} disabled={disabled} withUom={false} origin="lineId" fixed />}
      />
    </>
  );
}

export function TransferReceivePage() {
  const { id } = useParams({ from: '/shell/transfers/$id/receive' });
  const can = useCan();
  if (!can('transfer.receive')) return <Forbidden permission="transfer.receive" />;
  return (
    <OneDocument path="/transfers" id={id} editing>
      {(transfer) => <ReceiveForm transfer={transfer} />}
    </OneDocument>
  );
}
