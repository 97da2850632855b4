import { DeleteOutlined } from '@ant-design/icons';
import type { Item } from '@anwen/client';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { isQuantity, SERIAL_SEPARATORS, serialsFrom, SIDES, type LineFields, type PostFields, type PostType } from './posting-form';
import { ItemSelect, LocationSelect, LotInput } from './selects';

interface Props {
  readonly type: PostType;
  readonly index: number;
  readonly remove: (() => void) | undefined;
  readonly disabled: boolean;
}

/** The ledger keeps six digits; an item may keep fewer. */
const SCALE_MAX = 6;

function useLine(index: number): LineFields {
  const form = Form.useFormInstance<PostFields>();
  return Form.useWatch((fields: PostFields) => fields.lines?.[index], form) ?? {};
}

function useRules(index: number, line: LineFields) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PostFields>();
  const base = line.uom === undefined || line.uom === line.item?.baseUom.code;
  const scale = base ? (line.item?.qtyScale ?? SCALE_MAX) : SCALE_MAX;
  const check = (ok: boolean, text: string) => (ok ? Promise.resolve() : Promise.reject(new Error(text)));
  return {
    required: { required: true, message: t('form.required') },
    qty: { validator: (_: unknown, value = '') => check(isQuantity(value as string, scale), t('form.qtyInvalid', { scale })) },
    differs: {
      validator: (_: unknown, value?: string) => check(value === undefined || value !== form.getFieldValue(['lines', index, 'from']), t('form.sameLocation')),
    },
  };
}

function unitsOf(item: Item | undefined): { value: string; label: string }[] {
  if (item === undefined) return [];
  const all = [item.baseUom, ...item.uoms.map(({ uom }) => uom)];
  return all.filter(({ code }, at) => all.findIndex((uom) => uom.code === code) === at).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
}

/** Lot, expiry and serial numbers, as the item is tracked. */
function TrackingFields({ type, index, line }: { type: PostType; index: number; line: LineFields }) {
  const { t } = useTranslation();
  const { required } = useRules(index, line);
  const { item } = line;
  if (item?.tracking === 'lot') {
    const needed = type === 'receipt' ? [required] : [];
    return (
      <>
        <Form.Item name={[index, 'lot']} label={t('form.lot')} rules={needed}>
          <LotInput item={item} location={SIDES[type].from ? line.from : undefined} />
        </Form.Item>
        {type === 'receipt' && (
          <Form.Item name={[index, 'expiresOn']} label={t('form.expires')}>
            <Input type="date" />
          </Form.Item>
        )}
      </>
    );
  }
  if (item?.tracking !== 'serial') return null;
  return (
    <Form.Item
      className="posting-line-wide"
      name={[index, 'serials']}
      label={t('form.serials')}
      extra={t('form.serialsHint')}
      rules={[required]}
      getValueFromEvent={serialsFrom}
    >
      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={SERIAL_SEPARATORS} />
    </Form.Item>
  );
}

/** One line of the form. A change of the item empties what belonged to the old one. */
export function PostingLine({ type, index, remove, disabled }: Props) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<PostFields>();
  const line = useLine(index);
  const rules = useRules(index, line);
  const title = t('form.line', { number: index + 1 });
  const itemChanged = (item: Item | undefined) =>
    form.setFieldValue(['lines', index], {
      ...form.getFieldValue(['lines', index]),
      item,
      uom: item?.baseUom.code,
      lot: undefined,
      expiresOn: undefined,
      serials: undefined,
    });
  return (
    <fieldset className="posting-line" disabled={disabled}>
      <legend>{title}</legend>
      <Form.Item
        className="posting-line-item"
        name={[index, 'item']}
        label={t('form.item')}
        rules={[rules.required]}
        getValueFromEvent={(item: Item) => (itemChanged(item), item)}
      >
        <ItemSelect />
      </Form.Item>
      <Form.Item name={[index, 'qty']} label={t('form.qty')} required rules={[rules.qty]} dependencies={[['lines', index, 'uom']]}>
        <Input inputMode="decimal" autoComplete="off" maxLength={24} className="number" />
      </Form.Item>
      <Form.Item name={[index, 'uom']} label={t('form.unit')}>
        <Select options={unitsOf(line.item)} popupMatchSelectWidth={false} />
      </Form.Item>
      {SIDES[type].from && (
        <Form.Item name={[index, 'from']} label={t('form.from')} rules={[rules.required]}>
          <LocationSelect />
        </Form.Item>
      )}
      {SIDES[type].to && (
        <Form.Item
          name={[index, 'to']}
          label={t('form.to')}
          rules={SIDES[type].from ? [rules.required, rules.differs] : [rules.required]}
          dependencies={[['lines', index, 'from']]}
        >
          <LocationSelect />
        </Form.Item>
      )}
      <TrackingFields type={type} index={index} line={line} />
      {remove !== undefined && (
        <Button
          className="posting-line-remove"
          type="text"
          danger
          icon={<DeleteOutlined />}
          aria-label={t('form.removeLine', { number: index + 1 })}
          onClick={remove}
        />
      )}
    </fieldset>
  );
}
