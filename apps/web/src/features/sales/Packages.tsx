import { StatusTag } from '@anwen/ui/kit';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { useCan } from '../../session';
import { useActionRunner, type DocumentAction } from '../documents/use-actions';
import { DecimalItem } from '../documents/fields';
import { RowActions } from '../documents/RowActions';
import { useDownload } from '../use-download';
import type { PackageContent, Shipment, ShipmentPackage } from './types';

const codeOf = (of: PackageContent['lot']): string => (of === null ? '' : typeof of === 'string' ? of : of.code);

function ContentFields({ shipment }: { shipment: Shipment }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  const lineId = Form.useWatch<string | undefined>('lineId');
  const line = shipment.lines.find(({ id }) => id === lineId);
  return (
    <>
      <Form.Item name="lineId" label={t('stock.item')} rules={[required]}>
        <Select options={shipment.lines.map(({ id, lineNo, item }) => ({ value: id, label: `${lineNo} ${item.code} ${item.name}` }))} />
      </Form.Item>
      <DecimalItem name="qty" label={t('form.qty')} required {...(line === undefined ? {} : { suffix: line.item.uom })} />
      <Form.Item name="lot" label={t('form.lot')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item name="serial" label={t('stock.serial')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
    </>
  );
}

function usePackageActions(shipment: Shipment): DocumentAction[] {
  const { t } = useTranslation();
  const weight = <DecimalItem name="weightKg" label={t('shipment.weight')} suffix="kg" />;
  return [
    {
      verb: 'contents',
      label: t('shipment.putIn'),
      permission: 'shipment.pack',
      confirm: { hint: t('shipment.putInHint'), fields: <ContentFields shipment={shipment} /> },
    },
    { verb: 'close', label: t('shipment.closePackage'), permission: 'shipment.pack', confirm: { hint: t('shipment.closeHint'), fields: weight } },
    { verb: 'void', label: t('shipment.voidPackage'), permission: 'shipment.pack', danger: true, confirm: { hint: t('shipment.voidHint') } },
  ];
}

function PackageState({ state }: { state: ShipmentPackage['state'] }) {
  const { t } = useTranslation();
  if (state === 'void') return <StatusTag tone="quiet" icon="✕" label={t('shipment.packageVoid')} />;
  return state === 'open' ? <StatusTag tone="info" label={t('shipment.packageOpen')} /> : <StatusTag tone="good" label={t('shipment.packageClosed')} />;
}

interface PackageProps {
  readonly shipment: Shipment;
  readonly of: ShipmentPackage;
  readonly actions: readonly DocumentAction[];
  readonly runner: ReturnType<typeof useActionRunner>;
}

const PACKING = ['picking', 'picked'];

/** What may be done with a box: it is filled while its shipment is packed, and opened up again until the goods leave. */
function verbsOf({ state }: Shipment, of: ShipmentPackage): readonly string[] {
  const packing = PACKING.includes(state);
  return [...(packing && of.state === 'open' ? ['contents', 'close'] : []), ...((packing || state === 'packed') && of.state !== 'void' ? ['void'] : [])];
}

function Package({ shipment, of, actions, runner }: PackageProps) {
  const { t } = useTranslation();
  const can = useCan();
  const label = useDownload();
  const verbs = can('shipment.pack') ? verbsOf(shipment, of) : [];
  const uomOf = (content: PackageContent) => shipment.lines.find(({ id }) => id === content.lineId)?.item.uom ?? '';
  return (
    <li className="package">
      <p className="package-head">
        <strong className="code">{of.sscc}</strong>
        <PackageState state={of.state} />
        {of.weightKg !== null && <span className="quiet">{decimal(of.weightKg)} kg</span>}
        {of.state !== 'void' && (
          <Button size="small" disabled={label.busy} onClick={() => label.start(`/api/v1/packages/${of.id}/label`)}>
            {t('shipment.label')}
          </Button>
        )}
        <RowActions
          actions={actions.filter(({ verb }) => verbs.includes(verb))}
          busy={runner.busy}
          start={(action) => runner.start(`/packages/${of.id}`, action)}
          of={of.sscc}
        />
      </p>
      <ul>
        {of.contents.map((content, index) => (
          <li key={index}>
            <span className="code">{content.itemCode}</span> {codeOf(content.lot)} {codeOf(content.serial)}{' '}
            <strong className="number">
              {decimal(content.qty)} {uomOf(content)}
            </strong>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The boxes of a shipment: what is in each, its label, and the buttons while it is open. */
export function Packages({ shipment }: { shipment: Shipment }) {
  const { t } = useTranslation();
  const can = useCan();
  const runner = useActionRunner();
  const actions = usePackageActions(shipment);
  const packing = PACKING.includes(shipment.state) && can('shipment.pack');
  if (shipment.packages.length === 0 && !packing) return null;
  const create: DocumentAction = {
    verb: 'packages',
    label: t('shipment.newPackage'),
    permission: 'shipment.pack',
    body: () => ({ shipment: shipment.number }),
  };
  return (
    <section aria-label={t('shipment.packages')}>
      <h2>{t('shipment.packages')}</h2>
      {runner.outcome}
      {shipment.packages.length > 0 && (
        <ul className="packages">
          {shipment.packages.map((one) => (
            <Package key={one.id} shipment={shipment} of={one} actions={actions} runner={runner} />
          ))}
        </ul>
      )}
      {packing && (
        <Button disabled={runner.busy} onClick={() => runner.start('', create)}>
          {t('shipment.newPackage')}
        </Button>
      )}
    </section>
  );
}
