import type { Item } from '@anwen/client';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateItem, DecimalItem, IntegerItem, QtyItem, SelectItem, TextItem } from '../documents/fields';
import { change, compact } from '../documents/form-fields';
import { PlaceSelect, WarehouseSelect } from '../documents/selects';
import { ItemSelect } from '../stock/selects';
import { LOT_POLICIES, type WorkOrder } from './types';

export interface OrderFields {
  product?: Item;
  qty?: string;
  warehouse?: string;
  startsOn?: string;
  dueOn?: string;
  priority?: string;
  overPct?: string;
  lotPolicy?: string;
  targetLot?: string;
  supplyLocation?: string;
  outputLocation?: string;
  externalRef?: string;
  note?: string;
}

export const ORDER_ALIASES = { item: 'product' };

const CLEARABLE = ['startsOn', 'dueOn', 'targetLot', 'supplyLocation', 'outputLocation', 'note'];

/** A draft is planned for an item once; afterwards only how many, when and with which places. */
export function orderBody({ product, warehouse, ...fields }: OrderFields, order?: WorkOrder): object {
  const content = { ...fields, priority: fields.priority === undefined || fields.priority === '' ? undefined : Number(fields.priority) };
  return order === undefined ? compact({ item: product?.code, warehouse, ...content }) : change(content, CLEARABLE);
}

export function fieldsOf(order: WorkOrder, product: Item): OrderFields {
  const { qtyPlanned: qty, startsOn, dueOn, overPct, lotPolicy, targetLot, note } = order;
  const places = { warehouse: order.warehouse.code, supplyLocation: order.supplyLocation?.code, outputLocation: order.outputLocation?.code };
  return { product, ...(compact({ qty, startsOn, dueOn, overPct, lotPolicy, targetLot, note, priority: String(order.priority), ...places }) as OrderFields) };
}

export function OrderHead({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation();
  const warehouse = Form.useWatch<string | undefined>('warehouse');
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="product" label={t('stock.item')} rules={[required]}>
        <ItemSelect {...(isNew ? {} : { disabled: true })} />
      </Form.Item>
      <QtyItem label={t('workOrder.qtyPlanned')} />
      <SelectItem name="warehouse" label={t('stock.warehouse')} required>
        <WarehouseSelect {...(isNew ? {} : { disabled: true })} />
      </SelectItem>
      <DateItem name="startsOn" label={t('workOrder.startsOn')} />
      <DateItem name="dueOn" label={t('workOrder.dueOn')} />
      <IntegerItem name="priority" label={t('workOrder.priority')} hint={t('workOrder.priorityHint')} />
      <SelectItem name="supplyLocation" label={t('workOrder.supplyLocation')} hint={t('workOrder.supplyHint')}>
        <PlaceSelect warehouse={warehouse} />
      </SelectItem>
      <SelectItem name="outputLocation" label={t('workOrder.outputLocation')} hint={t('workOrder.outputHint')}>
        <PlaceSelect warehouse={warehouse} />
      </SelectItem>
      <DecimalItem name="overPct" label={t('workOrder.overPct')} suffix="%" />
      <SelectItem name="lotPolicy" label={t('workOrder.lotPolicy')}>
        <Select options={LOT_POLICIES.map((value) => ({ value, label: t(`lotPolicy.${value}`) }))} popupMatchSelectWidth={false} />
      </SelectItem>
      <TextItem name="targetLot" label={t('workOrder.targetLot')} />
      {isNew && <TextItem name="externalRef" label={t('doc.externalRef')} />}
      <TextItem name="note" label={t('form.note')} max={500} />
    </>
  );
}
