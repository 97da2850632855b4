import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Item } from '@anwen/client';
import { Button, Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { CodeSelect, TextItem } from '../documents/fields';
import { change, compact } from '../documents/form-fields';
import { DECIMAL } from '../purchasing/order-form';
import { ItemSelect } from '../stock/selects';
import type { Routing } from './types';

export interface OperationFields {
  opNo?: string;
  name?: string;
  workCenter?: string;
  setupS?: string;
  runS?: string;
  queueS?: string;
  reportPoint?: boolean;
  instructions?: string;
}

export interface RoutingFields {
  product?: Item;
  note?: string;
  operations: OperationFields[];
}

/** Ten apart, so that a step can be put in between. */
const STEP = 10;
export const nextNumber = (operations: readonly (OperationFields | undefined)[]): string =>
  String(Math.max(0, ...operations.map((operation) => Number(operation?.opNo ?? 0) || 0)) + STEP);

export function routingBody({ product, note, operations }: RoutingFields, isNew: boolean): object {
  return {
    ...(isNew ? compact({ item: product?.code, note }) : change({ note }, ['note'])),
    operations: operations.map(({ opNo, reportPoint, ...operation }) => ({ ...compact(operation), opNo: Number(opNo), reportPoint: reportPoint !== false })),
  };
}

export function fieldsOf(routing: Routing, product: Item): RoutingFields {
  return {
    product,
    ...(compact({ note: routing.note }) as { note?: string }),
    operations: routing.operations.map(({ opNo, name, workCenter, setupS, runS, queueS, reportPoint, instructions }) => ({
      opNo: String(opNo),
      workCenter: workCenter.code,
      reportPoint,
      ...(compact({ name, setupS, runS, queueS, instructions }) as OperationFields),
    })),
  };
}

export function RoutingHead({ isNew }: { isNew: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="product" label={t('stock.item')} rules={[{ required: true, message: t('form.required') }]}>
        <ItemSelect {...(isNew ? {} : { disabled: true })} />
      </Form.Item>
      <TextItem name="note" label={t('form.note')} max={500} />
    </>
  );
}

const TRACKS = '70px minmax(140px, 2fr) minmax(160px, 2fr) repeat(3, minmax(80px, 1fr)) minmax(80px, 1fr) minmax(120px, 2fr) 32px';

function Operation({ index, remove, disabled }: { index: number; remove: (() => void) | undefined; disabled: boolean }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  const seconds = (name: string, label: string) => (
    <Form.Item name={[index, name]} label={label} rules={[{ pattern: DECIMAL, message: t('doc.decimal') }]}>
      <Input inputMode="decimal" autoComplete="off" maxLength={18} className="number" />
    </Form.Item>
  );
  return (
    <fieldset className="line-row">
      <legend className="visually-hidden">{t('form.line', { number: index + 1 })}</legend>
      <Form.Item name={[index, 'opNo']} label={t('operation.no')} rules={[required, { pattern: /^\d{1,4}$/, message: t('doc.integer') }]}>
        <Input inputMode="numeric" autoComplete="off" maxLength={4} className="number" />
      </Form.Item>
      <Form.Item name={[index, 'name']} label={t('operation.name')} rules={[required]}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[index, 'workCenter']} label={t('workCenter.one')} rules={[required]}>
        <CodeSelect path="/work-centers" placeholder={t('workCenter.search')} />
      </Form.Item>
      {seconds('setupS', t('routing.setup'))}
      {seconds('runS', t('routing.run'))}
      {seconds('queueS', t('routing.queue'))}
      <Form.Item name={[index, 'reportPoint']} label={t('routing.reportPoint')} valuePropName="checked">
        <Checkbox aria-label={t('routing.reportPoint')} />
      </Form.Item>
      <Form.Item name={[index, 'instructions']} label={t('routing.instructions')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <Button
        className="line-remove"
        type="text"
        danger
        icon={<DeleteOutlined />}
        aria-label={t('form.removeLine', { number: index + 1 })}
        disabled={remove === undefined || disabled}
        onClick={remove}
      />
    </fieldset>
  );
}

/** The steps of a routing as a table that is typed into; on a narrow screen each step is a card. */
export function OperationsEditor({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RoutingFields>();
  const heads = [
    t('operation.no'),
    t('operation.name'),
    t('workCenter.one'),
    t('routing.setup'),
    t('routing.run'),
    t('routing.queue'),
    t('routing.reportPoint'),
    t('routing.instructions'),
  ];
  return (
    <Form.List name="operations">
      {(fields, { add, remove }) => (
        <div className="line-editor" style={{ '--line-tracks': TRACKS } as never}>
          <div className="line-heads" aria-hidden="true">
            {heads.map((head) => (
              <span key={head}>{head}</span>
            ))}
          </div>
          {fields.map(({ key, name }) => (
            <Operation key={key} index={name} disabled={disabled} remove={fields.length === 1 ? undefined : () => remove(name)} />
          ))}
          <Button
            className="line-add"
            block
            type="dashed"
            icon={<PlusOutlined />}
            disabled={disabled}
            onClick={() => add({ opNo: nextNumber((form.getFieldValue('operations') as OperationFields[] | undefined) ?? []), reportPoint: true })}
          >
            {t('routing.addOperation')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
