import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Item } from '@anwen/client';
import { Button, Form, Input, Select } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isQuantity } from '../stock/posting-form';
import { ItemSelect } from '../stock/selects';

/** More lines belong to an import; the server takes 1000. */
const LINES_MAX = 200;
/** Quantities in another unit than the base unit keep the ledger's digits. */
const SCALE_MAX = 6;

export interface LineFields {
  item?: Item | undefined;
  qty?: string;
  uom?: string | undefined;
  [name: string]: unknown;
}

/** A further column of the lines of one kind of document. */
export interface LineColumn {
  readonly name: string;
  readonly label: string;
  /** Share of the line's width. */
  readonly width?: string;
  readonly required?: boolean | ((line: LineFields) => boolean);
  readonly pattern?: { readonly regexp: RegExp; readonly text: string };
  readonly render: (line: LineFields, index: number) => ReactNode;
  readonly fromEvent?: (value: never) => unknown;
}

interface Props {
  readonly columns?: readonly LineColumn[];
  readonly disabled: boolean;
  /** A signed quantity, for adjustments; the field of the body. */
  readonly qtyField?: 'qty' | 'qtyChange';
  readonly withUom?: boolean;
  /** The line of another document that each line answers, kept beside what is typed; it decides the item. */
  readonly origin?: 'poLineId' | 'lineId';
  /** No lines but those of the other document. */
  readonly fixed?: boolean;
}

function unitsOf(item: Item | undefined): { value: string; label: string }[] {
  if (item === undefined) return [];
  const all = [item.baseUom, ...item.uoms.map(({ uom }) => uom)];
  return all.filter(({ code }, at) => all.findIndex((uom) => uom.code === code) === at).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
}

function useLine(index: number): LineFields {
  const form = Form.useFormInstance<{ lines: LineFields[] }>();
  return Form.useWatch((fields: { lines?: LineFields[] }) => fields.lines?.[index], form) ?? {};
}

function useQtyRule(line: LineFields, signed: boolean) {
  const { t } = useTranslation();
  const scale = line.uom === undefined || line.uom === line.item?.baseUom.code ? (line.item?.qtyScale ?? SCALE_MAX) : SCALE_MAX;
  return {
    validator: (_: unknown, value = '') => {
      const plain = signed ? String(value).trim().replace(/^[-+]/, '') : String(value);
      return isQuantity(plain, scale) ? Promise.resolve() : Promise.reject(new Error(t('form.qtyInvalid', { scale })));
    },
  };
}

/** One cell; its label is its heading on a narrow screen and its name for who cannot see the headings. */
function Cell({ index, column, line }: { index: number; column: LineColumn; line: LineFields }) {
  const { t } = useTranslation();
  const required = typeof column.required === 'function' ? column.required(line) : column.required === true;
  const rules = [
    ...(required ? [{ required: true, message: t('form.required') }] : []),
    ...(column.pattern === undefined ? [] : [{ pattern: column.pattern.regexp, message: column.pattern.text }]),
  ];
  return (
    <Form.Item
      name={[index, column.name]}
      label={column.label}
      rules={rules}
      {...(column.fromEvent === undefined ? {} : { getValueFromEvent: column.fromEvent })}
    >
      {column.render(line, index)}
    </Form.Item>
  );
}

type LineProps = Required<Pick<Props, 'columns' | 'qtyField' | 'withUom'>> & Pick<Props, 'origin'> & { index: number; remove: (() => void) | undefined };

function Line({ index, remove, columns, qtyField, withUom, origin }: LineProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const line = useLine(index);
  const qtyRule = useQtyRule(line, qtyField === 'qtyChange');
  const itemChanged = (item: Item | undefined) => {
    form.setFieldValue(['lines', index, 'uom'], item?.baseUom.code);
    return item;
  };
  return (
    <fieldset className="line-row">
      <legend className="visually-hidden">{t('form.line', { number: index + 1 })}</legend>
      <span className="line-number" aria-hidden="true">
        {index + 1}
      </span>
      <Form.Item
        className="line-item"
        name={[index, 'item']}
        label={t('form.item')}
        rules={[{ required: true, message: t('form.required') }]}
        getValueFromEvent={itemChanged}
      >
        {/* `disabled={false}` would unlock a form that is being sent. */}
        <ItemSelect {...(origin !== undefined && line[origin] !== undefined ? { disabled: true } : {})} />
      </Form.Item>
      {/* Only fields of the form are sent. */}
      {origin !== undefined && (
        <Form.Item name={[index, origin]} hidden>
          <Input type="hidden" />
        </Form.Item>
      )}
      <Form.Item
        name={[index, qtyField]}
        label={t(qtyField === 'qty' ? 'form.qty' : 'doc.qtyChange')}
        rules={[qtyRule]}
        dependencies={[['lines', index, 'uom']]}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={24} className="number" />
      </Form.Item>
      {withUom && (
        <Form.Item name={[index, 'uom']} label={t('form.unit')}>
          <Select options={unitsOf(line.item)} popupMatchSelectWidth={false} />
        </Form.Item>
      )}
      {columns.map((column) => (
        <Cell key={column.name} index={index} column={column} line={line} />
      ))}
      <Button
        className="line-remove"
        type="text"
        danger
        icon={<DeleteOutlined />}
        aria-label={t('form.removeLine', { number: index + 1 })}
        disabled={remove === undefined}
        onClick={remove}
      />
    </fieldset>
  );
}

/** Enter goes to the item of the next line and makes one when there is none; the mouse is not needed. */
function useEnter(add: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event;
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(target instanceof HTMLInputElement) || target.role === 'combobox') return;
    event.preventDefault();
    const rows = [...event.currentTarget.querySelectorAll('.line-row')];
    const at = rows.findIndex((row) => row.contains(target));
    if (at === rows.length - 1) add();
    const editor = event.currentTarget;
    // The new line is drawn first.
    requestAnimationFrame(() => editor.querySelectorAll('.line-row')[at + 1]?.querySelector('input')?.focus());
  };
}

/** The lines of a document as a table that is typed into; on a narrow screen each line is a card. */
export function LineEditor({ columns = [], disabled, qtyField = 'qty', withUom = true, origin, fixed = false }: Props) {
  const { t } = useTranslation();
  const tracks = [
    '28px',
    'minmax(200px, 3fr)',
    'minmax(90px, 1fr)',
    ...(withUom ? ['minmax(90px, 1fr)'] : []),
    ...columns.map(({ width }) => width ?? 'minmax(100px, 1fr)'),
    '32px',
  ];
  const heads = [
    t('form.item'),
    t(qtyField === 'qty' ? 'form.qty' : 'doc.qtyChange'),
    ...(withUom ? [t('form.unit')] : []),
    ...columns.map(({ label }) => label),
  ];
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <LineFrame tracks={tracks} heads={heads} add={() => !fixed && fields.length < LINES_MAX && add({})}>
          {fields.map(({ key, name }) => (
            <Line
              key={key}
              index={name}
              columns={columns}
              qtyField={qtyField}
              withUom={withUom}
              {...(origin === undefined ? {} : { origin })}
              remove={fields.length === 1 || disabled ? undefined : () => remove(name)}
            />
          ))}
          {!fixed && (
            <Button className="line-add" block type="dashed" icon={<PlusOutlined />} disabled={disabled || fields.length >= LINES_MAX} onClick={() => add({})}>
              {t('form.addLine')}
            </Button>
          )}
        </LineFrame>
      )}
    </Form.List>
  );
}

function LineFrame({ tracks, heads, add, children }: { tracks: string[]; heads: string[]; add: () => void; children: ReactNode }) {
  const onKeyDown = useEnter(add);
  return (
    <div className="line-editor" style={{ '--line-tracks': tracks.join(' ') } as never} onKeyDown={onKeyDown}>
      <div className="line-heads" aria-hidden="true">
        <span />
        {heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
        <span />
      </div>
      {children}
    </div>
  );
}
