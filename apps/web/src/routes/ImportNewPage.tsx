import type { ImportType } from '@anwen/client';
import { InboxOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilePicker } from '../features/imports/FilePicker';
import { typesQuery, upload } from '../features/imports/queries';
import { StepBar } from '../features/imports/StepBar';
import { Templates } from '../features/imports/Templates';
import { useKeepSession } from '../features/imports/use-session';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure, useProblemText } from '../features/problems';
import { isUnknown, useWrite } from '../features/use-write';
import { useCan } from '../session';

/** Sends the file once in effect; when the line breaks, the same key goes with the second try. */
function Sending({ type, file, busyChanged }: { type: ImportType | undefined; file: File | null; busyChanged: (busy: boolean) => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const navigate = useNavigate();
  const keep = useKeepSession();
  const { write, busy, failure } = useWrite(
    async (chosen: File, key) => {
      busyChanged(true);
      return upload(type!.key, chosen, key).finally(() => busyChanged(false));
    },
    {
      onDone: async (session) => {
        keep(session);
        await navigate({ to: '/imports/$id', params: { id: session.id }, search: { step: 'file' }, replace: true });
      },
      onFailed: () => undefined,
    },
  );
  const lost = failure !== null && isUnknown(failure);
  return (
    <>
      {failure !== null && !busy && (
        <Alert className="gap-below" type={lost ? 'warning' : 'error'} showIcon title={lost ? t('imports.drop.lost') : textOf(failure)} />
      )}
      {busy && <progress className="job-progress" aria-label={t('imports.drop.uploading')} />}
      <div className="form-actions">
        <Button
          type="primary"
          size="large"
          loading={busy}
          disabled={file === null || type === undefined}
          onClick={() => file !== null && type !== undefined && write(file)}
        >
          {t(busy ? 'imports.drop.uploading' : lost ? 'imports.drop.again' : 'imports.drop.upload')}
        </Button>
        {file !== null && type === undefined && <span className="quiet">{t('imports.drop.chooseType')}</span>}
      </div>
    </>
  );
}

function Begin({ types }: { types: readonly ImportType[] }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/imports/new' });
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const type = types.find(({ key }) => key === search.type) ?? (types.length === 1 ? types[0] : undefined);
  if (types.length === 0) return <StateView icon={<InboxOutlined />} title={t('imports.noTypes')} explanation={t('imports.noTypesHint')} />;
  return (
    <>
      <StepBar id={null} current="file" reachable={() => false} />
      <fieldset className="choice-group">
        <legend id="import-type">{t('imports.type')}</legend>
        <Radio.Group
          aria-labelledby="import-type"
          disabled={busy}
          value={type?.key ?? null}
          onChange={({ target }) => void navigate({ to: '/imports/new', search: { type: target.value as string }, replace: true, resetScroll: false })}
          options={types.map(({ key, title }) => ({ value: key, label: title }))}
        />
      </fieldset>
      {type !== undefined && (
        <section className="gap-below">
          <p className="quiet">{t('imports.templatesHint')}</p>
          <Templates type={type.key} />
        </section>
      )}
      <FilePicker file={file} disabled={busy} onPick={setFile} />
      {/* Another kind of data is another upload: its key must not stand for this one. */}
      <Sending key={type?.key} type={type} file={file} busyChanged={setBusy} />
    </>
  );
}

/** Step 1 of an import, before the server knows of it. */
export function ImportNewPage() {
  const { t, i18n } = useTranslation();
  const can = useCan();
  const query = useQuery({ ...typesQuery(i18n.language), enabled: can('import.run') });
  if (!can('import.run')) return <Forbidden permission="import.run" />;
  return (
    <>
      <PageHead title={t('imports.start')} />
      {query.error !== null ? <QueryFailure failure={query.error} retry={() => void query.refetch()} /> : null}
      {query.data === undefined ? query.error === null && <Skeleton active /> : <Begin types={query.data} />}
    </>
  );
}
