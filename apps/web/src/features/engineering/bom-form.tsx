import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DateItem, DecimalItem, TextItem } from '../documents/fields';
import type { LineColumn } from '../documents/LineEditor';
import { DECIMAL } from '../purchasing/order-form';
import { ItemSelect } from '../stock/selects';
import { SubstitutesField } from './SubstitutesField';
import { BOM_KINDS, ISSUE_METHODS, QTY_KINDS } from './types';

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
      width: 'minmax(120px, 1.6fr)',
      render: () => <SubstitutesField />,
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
