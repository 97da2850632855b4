import type { ImportSession } from '@anwen/client';
import { Descriptions, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { bytes } from '../../format';
import { StepLinks } from './StepBar';
import { useChoose } from './use-session';
import { isEditable } from './wizard';

const ENCODINGS = ['utf-8', 'big5', 'utf-16le', 'utf-16be'] as const;
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;
type Delimiter = keyof typeof DELIMITERS;
/** Lines above the names of the columns, such as a title and a date. */
const HEADER_ROW_MAX = 100;

/** The first rows as they were read: garbled text shows here before anything else. */
function Sample({ session }: { session: ImportSession }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll" role="region" aria-label={t('imports.read.sample')} tabIndex={0}>
      <table className="plain-table sample-table">
        <caption>{t('imports.read.sample')}</caption>
        <thead>
          <tr>
            {session.header.map((name, at) => (
              <th key={at} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {session.sample.map((row, line) => (
            <tr key={line}>
              {session.header.map((_, at) => (
                <td key={at}>{row[at]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the reading is set to, and other ways to read the same bytes. */
function Reading({ session }: { session: ImportSession }) {
  const { t } = useTranslation();
  const { set, busy } = useChoose(session);
  const off = busy || !isEditable(session);
  return (
    <Form layout="vertical" disabled={off}>
      <div className="param-grid">
        {session.format === 'csv' ? (
          <>
            <Form.Item label={t('imports.read.encoding')} htmlFor="encoding">
              <Select
                id="encoding"
                value={session.encoding}
                onChange={(encoding: (typeof ENCODINGS)[number]) => set({ encoding })}
                options={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
              />
            </Form.Item>
            <Form.Item label={t('imports.read.delimiter')} htmlFor="delimiter">
              <Select
                id="delimiter"
                value={session.delimiter}
                onChange={(delimiter: Delimiter) => set({ delimiter })}
                options={Object.entries(DELIMITERS).map(([value, name]) => ({ value, label: t(`imports.read.${name}`) }))}
              />
            </Form.Item>
          </>
        ) : (
          <Form.Item label={t('imports.read.sheet')} htmlFor="sheet">
            <Select
              id="sheet"
              value={session.sheet}
              onChange={(sheet: string) => set({ sheet })}
              options={session.sheets.map((value) => ({ value, label: value }))}
            />
          </Form.Item>
        )}
        <Form.Item label={t('imports.read.headerRow')} htmlFor="header-row">
          <InputNumber
            id="header-row"
            min={1}
            max={HEADER_ROW_MAX}
            precision={0}
            changeOnBlur
            value={session.headerRow}
            onChange={(headerRow) => headerRow !== null && set({ headerRow })}
          />
        </Form.Item>
      </div>
    </Form>
  );
}

export function FileStep({ session, typeTitle }: { session: ImportSession; typeTitle: string }) {
  const { t } = useTranslation();
  const facts = [
    { key: 'file', label: t('imports.file'), children: session.fileName },
    { key: 'type', label: t('imports.type'), children: typeTitle },
    { key: 'size', label: t('imports.read.size'), children: bytes(session.bytes) },
  ];
  return (
    <>
      <Descriptions className="facts gap-below" size="small" bordered column={{ xs: 1, sm: 1, md: 3 }} items={facts} />
      <h2>{t('imports.read.title')}</h2>
      <p className="quiet">{t('imports.read.auto')}</p>
      <Reading session={session} />
      <Sample session={session} />
      <StepLinks id={session.id} next={{ step: 'map', blocked: session.header.length === 0 }} />
    </>
  );
}
