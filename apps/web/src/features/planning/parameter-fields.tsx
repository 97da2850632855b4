import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Answers } from '../documents/ActionDialog';
import { CodeSelect, DecimalItem, IntegerItem, SelectItem } from '../documents/fields';
import { PartnerSelect, WarehouseSelect } from '../documents/selects';
import { POLICIES, type Parameters } from './types';

const QUANTITIES = ['safetyStock', 'minQty', 'maxQty', 'lotMin', 'lotMultiple'] as const;

/** Where the quantities come from: only the supplier of what is bought and the warehouse of what is moved. */
function Origin({ of }: { of: Parameters | undefined }) {
  const { t } = useTranslation();
  const policy = Form.useWatch<string | undefined>('policy');
  return (
    <>
      {policy === 'buy' && (
        <SelectItem name="supplier" label={t('doc.supplier')} initial={of?.supplier?.code}>
          <PartnerSelect role="supplier" />
        </SelectItem>
      )}
      {policy === 'move' && (
        <SelectItem name="sourceWarehouse" label={t('parameter.source')} required initial={of?.sourceWarehouse?.code}>
          <WarehouseSelect />
        </SelectItem>
      )}
    </>
  );
}

export function ParameterFields({ of }: { of?: Parameters }) {
  const { t } = useTranslation();
  const hints = { minQty: t('parameter.minQtyHint'), maxQty: t('parameter.maxQtyHint') } as Partial<Record<string, string>>;
  const quantity = (name: (typeof QUANTITIES)[number]) => {
    const hint = hints[name];
    const unit = of === undefined ? {} : { suffix: of.item.baseUom };
    return (
      <DecimalItem key={name} name={name} label={t(`parameter.${name}`)} initial={of?.[name] ?? '0'} {...unit} {...(hint === undefined ? {} : { hint })} />
    );
  };
  return (
    <>
      {of === undefined && (
        <>
          <SelectItem name="item" label={t('stock.item')} required>
            <CodeSelect path="/items" placeholder={t('form.itemSearch')} />
          </SelectItem>
          <SelectItem name="warehouse" label={t('stock.warehouse')} hint={t('parameter.everywhereHint')}>
            <WarehouseSelect />
          </SelectItem>
        </>
      )}
      <SelectItem name="policy" label={t('parameter.policy')} required initial={of?.policy}>
        <Select options={POLICIES.map((value) => ({ value, label: t(`suggestionKind.${value}`) }))} />
      </SelectItem>
      <Origin of={of} />
      <IntegerItem name="leadTimeDays" label={t('parameter.leadTime')} hint={t('parameter.leadTimeHint')} initial={of?.leadTimeDays.toString()} />
      <div className="form-grid">{QUANTITIES.map(quantity)}</div>
    </>
  );
}

/** The route takes everything anew: what is left empty is nothing. */
export const parameterBody = ({ item: _item, leadTimeDays, ...answers }: Answers, of?: Parameters): object => ({
  ...answers,
  ...(leadTimeDays === undefined ? {} : { leadTimeDays: Number(leadTimeDays) }),
  ...(of?.warehouse == null ? {} : { warehouse: of.warehouse.code }),
});

export const parameterPath = (itemCode: unknown): string => `planning/parameters/${encodeURIComponent(String(itemCode))}`;

/** What is unsaid: the row of one warehouse, or the one for all others. */
export const forgottenPath = ({ item, warehouse }: Parameters): string =>
  `/${parameterPath(item.code)}${warehouse === null ? '' : `?warehouse=${encodeURIComponent(warehouse.code)}`}`;
