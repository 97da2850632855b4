import type { ImportChoices, ImportSession, ImportType } from '@anwen/client';
import { Button, Form, Radio } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useColumnLabel } from './names';
import { StepLinks } from './StepBar';
import { useAct, useChoose } from './use-session';
import { faultsOf, isEditable } from './wizard';

interface GroupProps<T extends string> {
  readonly id: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly { value: T; label: string; hint?: string }[];
  readonly onChange: (value: T) => void;
}

function Group<T extends string>({ id, label, value, options, onChange }: GroupProps<T>) {
  return (
    <fieldset className="choice-group">
      <legend id={id}>{label}</legend>
      <Radio.Group aria-labelledby={id} vertical value={value} onChange={({ target }) => onChange(target.value as T)}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value}>
            {option.label}
            {option.hint !== undefined && <span className="quiet choice-hint">{option.hint}</span>}
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  );
}

/** How rows are written: kept at once, and checked by a dry run next. */
export function ModeStep({ session, type }: { session: ImportSession; type: ImportType }) {
  const { t } = useTranslation();
  const labelOf = useColumnLabel();
  const navigate = useNavigate();
  const { set, busy } = useChoose(session);
  const check = useAct(session, { onDone: () => void navigate({ to: '/imports/$id', params: { id: session.id }, search: { step: 'check' } }) });
  const off = busy || !isEditable(session);
  const key = type.columns.filter((column) => type.naturalKey.includes(column.key)).map(labelOf);
  const keyMissing = faultsOf(type, session.mapping, session.header, (name) => name).keyMissing;
  const change = <Name extends keyof ImportChoices>(name: Name) => ((value: ImportChoices[Name]) => set({ [name]: value })) as (value: string) => void;
  return (
    <>
      <Form disabled={off}>
        <p>{t('imports.mode.by', { key: key.join(' + ') })}</p>
        <Group
          id="mode"
          label={t('imports.mode.title')}
          value={session.mode}
          onChange={change('mode')}
          options={type.modes.map((value) => ({ value, label: t(`imports.mode.${value}`), hint: t(`imports.mode.${value}Hint`) }))}
        />
        <Group
          id="blank"
          label={t('imports.mode.blank')}
          value={session.blank}
          onChange={change('blank')}
          options={(['keep', 'clear'] as const).map((value) => ({ value, label: t(`imports.mode.${value}`) }))}
        />
        <Group
          id="on-error"
          label={t('imports.mode.onError')}
          value={session.onError}
          onChange={change('onError')}
          options={(['all_or_nothing', 'skip_errors'] as const).map((value) => ({ value, label: t(`imports.mode.${value}`) }))}
        />
        <Button type="primary" size="large" loading={check.busy} disabled={off || keyMissing} onClick={() => check.start('validate')}>
          {t('imports.check.start')}
        </Button>
      </Form>
      <StepLinks id={session.id} previous="map" />
    </>
  );
}
