import type { Item } from '@anwen/client';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CodesSelect, DateItem, DecimalItem, TextItem } from '../documents/fields';
import { change, compact } from '../documents/form-fields';
import type { LineColumn, LineFields } from '../documents/LineEditor';
import { DECIMAL } from '../purchasing/order-form';
import { ItemSelect } from '../stock/selects';
import { BOM_KINDS, ISSUE_METHODS, QTY_KINDS, type Bom, type BomLine } from './types';

export interface BomFields {
  product?: Item;
  baseQty?: string;
  yieldPct?: string;
  kind?: string;
  validFrom?: string;
  validTo?: string;
  changeNote?: string;
  lines: LineFields[];
}

/** Names of the form behind names of the body. */
export const BOM_ALIASES = { component: 'item', item: 'product' };

/** The operation is a number in the contract and text in the form; a substitute is named by its code alone until its ratio is known. */
function lineBody({ item, opNo, substitutes, ...line }: LineFields, before: readonly BomLine[]): object {
  const codes = (substitutes as string[] | undefined) ?? [];
  const known = before.find(({ component }) => component.code === item?.code)?.substitutes ?? [];
  return compact({
    component: item?.code,
    ...line,
    opNo: opNo === undefined || opNo === '' ? undefined : Number(opNo),
    substitutes:
      codes.length === 0
        ? undefined
        : codes.map((code, index) => ({ item: code, ratio: known.find((one) => one.item.code === code)?.ratio ?? '1', priority: index + 1 })),
  });
}

export function bomBody({ product, lines, ...head }: BomFields, bom?: Bom): object {
  return {
    ...(bom === undefined ? { ...compact(head), item: product?.code } : change(head, ['validFrom', 'validTo', 'changeNote'])),
    lines: lines.map((line) => lineBody(line, bom?.lines ?? [])),
  };
}

export function fieldsOf(bom: Bom, items: Map<string, Item>): BomFields {
  const { baseQty, yieldPct, kind, validFrom, validTo, changeNote } = bom;
  return {
    ...(compact({ product: items.get(bom.item.id), baseQty, yieldPct, kind, validFrom, validTo, changeNote }) as Partial<BomFields>),
    lines: bom.lines.map((line) => ({
      item: items.get(line.component.id),
      ...compact({
        qty: line.qty,
        uom: line.uom.code,
        qtyKind: line.qtyKind,
        scrapPct: line.scrapPct,
        opNo: line.opNo?.toString(),
        issueMethod: line.issueMethod,
        validFrom: line.validFrom,
        validTo: line.validTo,
        substitutes: line.substitutes.map(({ item }) => item.code),
      }),
    })) as LineFields[],
  };
}

export function useBomFormColumns(): LineColumn[] {
  const { t } = useTranslation();
  return [
    {
      name: 'qtyKind',
      label: t('bom.qtyKind'),
      width: 'minmax(84px, 1fr)',
      render: () => <Select allowClear options={QTY_KINDS.map((value) => ({ value, label: t(`qtyKind.${value}`) }))} popupMatchSelectWidth={false} />,
    },
    {
      name: 'scrapPct',
      label: t('bom.scrap'),
      width: 'minmax(72px, 0.8fr)',
      pattern: { regexp: DECIMAL, text: t('doc.decimal') },
      render: () => <Input inputMode="decimal" autoComplete="off" maxLength={9} className="number" suffix="%" />,
    },
    {
      name: 'opNo',
      label: t('bom.op'),
      width: 'minmax(48px, 0.5fr)',
      pattern: { regexp: /^\d{1,6}$/, text: t('doc.integer') },
      render: () => <Input inputMode="numeric" autoComplete="off" maxLength={6} className="number" />,
    },
    {
      name: 'issueMethod',
      label: t('bom.issueMethod'),
      width: 'minmax(84px, 1fr)',
      render: () => <Select allowClear options={ISSUE_METHODS.map((value) => ({ value, label: t(`issueMethod.${value}`) }))} popupMatchSelectWidth={false} />,
    },
    { name: 'validFrom', label: t('bom.validFrom'), width: 'minmax(118px, 1fr)', required: true, render: () => <Input type="date" /> },
    { name: 'validTo', label: t('bom.validTo'), width: 'minmax(118px, 1fr)', render: () => <Input type="date" /> },
    {
      name: 'substitutes',
      label: t('bom.substitutes'),
      width: 'minmax(92px, 1.2fr)',
      render: () => <CodesSelect path="/items" placeholder={t('bom.substitutesHint')} />,
    },
  ];
}

export function BomHead({ fixedItem }: { fixedItem: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="product" label={t('bom.item')} rules={[{ required: true, message: t('form.required') }]}>
        <ItemSelect {...(fixedItem ? { disabled: true } : {})} />
      </Form.Item>
      <DecimalItem name="baseQty" label={t('bom.baseQty')} hint={t('bom.baseQtyHint')} />
      <DecimalItem name="yieldPct" label={t('bom.yield')} suffix="%" />
      <Form.Item name="kind" label={t('bom.kind')}>
        <Select options={BOM_KINDS.map((value) => ({ value, label: t(`bomKind.${value}`) }))} />
      </Form.Item>
      <DateItem name="validFrom" label={t('bom.validFrom')} />
      <DateItem name="validTo" label={t('bom.validTo')} hint={t('bom.validToHint')} />
      <TextItem name="changeNote" label={t('bom.changeNote')} max={500} />
    </>
  );
}
