import { useNavigate } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { DecimalItem } from '../documents/fields';
import { PlaceSelect } from '../documents/selects';
import type { DocumentAction } from '../documents/use-actions';
import type { Lot } from './types';

function SplitFields({ lot }: { lot: Lot }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="location" label={t('stock.location')} rules={[required]}>
        <PlaceSelect />
      </Form.Item>
      <DecimalItem name="qty" label={t('form.qty')} suffix={lot.item.uom} required />
      <Form.Item name="code" label={t('lot.newCode')} rules={[required]}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** A lot is held or released, split, or recalled with all that was made of it. */
export function useLotActions(lot: Lot): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const held = lot.status === 'hold' || lot.status === 'quarantine';
  return [
    {
      verb: 'trace',
      label: t('trace.title'),
      permission: 'lot.trace',
      primary: true,
      when: true,
      go: () => void navigate({ to: '/lots/$id/trace', params: { id: lot.id } }),
    },
    {
      verb: 'hold',
      label: t('lot.hold'),
      permission: 'lot.hold',
      danger: true,
      when: lot.status === 'available',
      confirm: { hint: t('lot.holdHint'), reason: 'required' },
    },
    { verb: 'release', label: t('lot.release'), permission: 'lot.hold', when: held, confirm: { hint: t('lot.releaseHint'), reason: 'required' } },
    {
      verb: 'split',
      label: t('lot.split'),
      permission: 'lot.write',
      when: lot.status !== 'consumed',
      confirm: { hint: t('lot.splitHint'), fields: <SplitFields lot={lot} />, reason: 'optional' },
    },
    {
      verb: 'recall',
      label: t('recall.open'),
      permission: 'recall.manage',
      danger: true,
      when: lot.status !== 'recalled',
      go: () => void navigate({ to: '/recalls/new', search: { lot: lot.id } }),
    },
  ];
}
