import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ReasonSelect } from '../documents/selects';
import type { DocumentAction } from '../documents/use-actions';
import type { Shipment } from './types';

function ShipFields({ shipment }: { shipment: Shipment }) {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="carrier" label={t('doc.carrier')} initialValue={shipment.carrier ?? undefined}>
        <Input autoFocus maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="tracking" label={t('shipment.tracking')} initialValue={shipment.tracking ?? undefined}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** The steps of a shipment in the order of the floor; the first legal one is the page's primary button. */
export function useShipmentActions(shipment: Shipment): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const partial = (
    <Form.Item name="partial" valuePropName="checked">
      <Checkbox>{t('shipment.partial')}</Checkbox>
    </Form.Item>
  );
  const reason = (
    <Form.Item name="reasonCode" label={t('doc.reasonCode')}>
      <ReasonSelect domain="short_pick" />
    </Form.Item>
  );
  return [
    {
      verb: 'ship',
      label: t('shipment.ship'),
      permission: 'shipment.ship',
      primary: true,
      confirm: { hint: t('shipment.shipHint'), fields: <ShipFields shipment={shipment} /> },
    },
    { verb: 'pack', label: t('shipment.pack'), permission: 'shipment.pack', primary: true, confirm: { hint: t('shipment.packHint') } },
    { verb: 'pick-start', label: t('shipment.pickStart'), permission: 'shipment.allocate', primary: true, confirm: { hint: t('shipment.pickHint') } },
    {
      verb: 'allocate',
      label: t('shipment.allocate'),
      permission: 'shipment.allocate',
      primary: true,
      confirm: { hint: t('shipment.allocateHint'), fields: partial },
    },
    {
      verb: 'tasks',
      label: t('pick.title'),
      permission: 'pick.read',
      primary: true,
      when: shipment.state === 'picking',
      go: () => void navigate({ to: '/pick-tasks', search: { shipment: shipment.number } }),
    },
    { verb: 'deliver', label: t('shipment.deliver'), permission: 'shipment.ship', primary: true },
    { verb: 'unallocate', label: t('shipment.unallocate'), permission: 'shipment.allocate', confirm: { hint: t('shipment.unallocateHint') } },
    {
      verb: 'short-ship',
      label: t('shipment.shortShip'),
      permission: 'shipment.ship',
      confirm: { hint: t('shipment.shortHint'), fields: reason, reason: 'optional', reasonField: 'note' },
    },
    { verb: 'cancel', label: t('doc.cancel'), permission: 'shipment.ship', danger: true, confirm: { hint: t('shipment.cancelHint'), reason: 'required' } },
  ];
}
