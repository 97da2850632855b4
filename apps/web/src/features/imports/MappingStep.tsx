import type { ImportColumn, ImportSession, ImportType } from '@anwen/client';
import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useColumnLabel } from './names';
import { SavedMappings } from './SavedMappings';
import { StepLinks } from './StepBar';
import { useChoose } from './use-session';
import { faultsOf, isEditable, moved } from './wizard';

/** Values shown beside a source, enough to recognise it. */
const SAMPLES = 3;

function samplesOf(session: ImportSession, index: number | null): string {
  if (index === null) return '';
  const values = session.sample.map((row) => row[index] ?? '').filter((value) => value.trim() !== '');
  return values.slice(0, SAMPLES).join(' · ');
}

interface LineProps {
  readonly session: ImportSession;
  readonly type: ImportType;
  readonly column: ImportColumn;
  readonly disabled: boolean;
  readonly onChange: (index: number | null) => void;
}

function Line({ session, type, column, disabled, onChange }: LineProps) {
  const { t } = useTranslation();
  const labelOf = useColumnLabel();
  const index = session.mapping[column.key] ?? null;
  const label = labelOf(column);
  const hint = [column.help, column.example ? t('imports.map.example', { example: column.example }) : ''].filter(Boolean).join(' ');
  return (
    <tr>
      <th scope="row">
        {label}
        {column.required && <span className="mark-required"> {t('imports.map.required')}</span>}
        {type.naturalKey.includes(column.key) && <span className="mark-key"> {t('imports.map.key')}</span>}
        {hint !== '' && <div className="quiet">{hint}</div>}
      </th>
      <td>
        <Select
          className="mapping-select"
          aria-label={`${t('imports.map.source')}: ${label}`}
          showSearch={{ optionFilterProp: 'label' }}
          disabled={disabled}
          value={index ?? -1}
          onChange={(chosen: number) => onChange(chosen < 0 ? null : chosen)}
          options={[{ value: -1, label: t('imports.map.skip') }, ...session.header.map((name, at) => ({ value: at, label: name || `#${at + 1}` }))]}
          popupMatchSelectWidth={false}
        />
      </td>
      <td className="mapping-sample">{samplesOf(session, index)}</td>
    </tr>
  );
}

function Faults({ session, type }: { session: ImportSession; type: ImportType }) {
  const { t } = useTranslation();
  const labelOf = useColumnLabel();
  const label = (key: string) => labelOf(type.columns.find((column) => column.key === key)!);
  const { missing, keyMissing, unused } = faultsOf(type, session.mapping, session.header, label);
  return (
    <>
      {missing.length > 0 && (
        <Alert
          className="gap-below"
          type={keyMissing ? 'error' : 'warning'}
          showIcon
          title={t('imports.map.missing', { columns: missing.join(', ') })}
          description={keyMissing ? t('imports.map.missingKey') : undefined}
        />
      )}
      {unused.length > 0 && <p className="quiet">{t('imports.map.unused', { headers: unused.join(', ') })}</p>}
    </>
  );
}

/** Which column of the file feeds which column of the system; every change is kept at once. */
export function MappingStep({ session, type }: { session: ImportSession; type: ImportType }) {
  const { t } = useTranslation();
  const { set, busy } = useChoose(session);
  const disabled = busy || !isEditable(session);
  const keyMissing = faultsOf(type, session.mapping, session.header, (key) => key).keyMissing;
  return (
    <>
      <h2>{t('imports.map.title')}</h2>
      <SavedMappings session={session} type={type} disabled={disabled} apply={(mapping) => set({ mapping })} />
      <Faults session={session} type={type} />
      <div className="table-scroll" role="region" aria-label={t('imports.map.title')} tabIndex={0}>
        <table className="plain-table mapping-table">
          <thead>
            <tr>
              <th scope="col">{t('imports.map.column')}</th>
              <th scope="col">{t('imports.map.source')}</th>
              <th scope="col">{t('imports.map.sample')}</th>
            </tr>
          </thead>
          <tbody>
            {type.columns.map((column) => (
              <Line
                key={column.key}
                session={session}
                type={type}
                column={column}
                disabled={disabled}
                onChange={(index) => set({ mapping: moved(session.mapping, column.key, index) })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <StepLinks id={session.id} previous="file" next={{ step: 'mode', blocked: keyMissing || busy }} />
    </>
  );
}
