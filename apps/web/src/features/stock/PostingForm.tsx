import { PlusOutlined } from '@ant-design/icons';
import { ApiProblem, type FieldProblem } from '@anwen/client';
import { Alert, Button, Card, Form, Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../problems';
import { PostingLine } from './PostingLine';
import { fieldOf, waysOut, type PostFields, type PostType } from './posting-form';
import { ShortageTable } from './ShortageTable';
import { GiveUpButton, UnknownAlert } from './UnknownOutcome';
import { usePosting, type Done } from './use-posting';

/** More lines belong to an import; the server takes 1000. */
const LINES_MAX = 100;

interface Props {
  readonly type: PostType;
  readonly userId: string;
  readonly onDone: (done: Done) => void;
  readonly onDiscard: () => void;
}

/** What went wrong with the last sending, above the form. */
function Outcome({ failure, frozen, unplaced }: { failure: unknown; frozen: boolean; unplaced: readonly FieldProblem[] }) {
  const textOf = useProblemText();
  if (frozen) return <UnknownAlert failure={failure} />;
  if (failure === null) return null;
  const shortages = failure instanceof ApiProblem ? failure.document['shortages'] : undefined;
  const details = (
    <>
      {unplaced.map(({ pointer, message }) => (
        <div key={pointer}>
          {pointer} {message}
        </div>
      ))}
      <ShortageTable shortages={shortages} />
    </>
  );
  return <Alert className="gap-below" type="error" showIcon title={textOf(failure)} description={details} />;
}

function DocumentFields() {
  const { t } = useTranslation();
  return (
    <Card className="gap-below" size="small" title={t('form.details')}>
      <div className="posting-line">
        <Form.Item className="posting-line-item" name="docRef" label={t('form.docRef')}>
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
        <Form.Item className="posting-line-wide" name="note" label={t('form.note')}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
      </div>
    </Card>
  );
}

function Lines({ type, disabled }: { type: PostType; disabled: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Card key={key} className="gap-below" size="small">
              <PostingLine type={type} index={name} disabled={disabled} remove={fields.length === 1 ? undefined : () => remove(name)} />
            </Card>
          ))}
          <Button className="gap-below" block type="dashed" icon={<PlusOutlined />} disabled={disabled || fields.length >= LINES_MAX} onClick={() => add({})}>
            {t('form.addLine')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** Places the server's complaints at their fields; what has no field is shown above the form. */
function useRefusals(form: ReturnType<typeof Form.useForm<PostFields>>[0]) {
  const [unplaced, setUnplaced] = useState<readonly FieldProblem[]>([]);
  const place = (errors: readonly FieldProblem[]) => {
    const placed = errors.flatMap((error) => {
      const name = fieldOf(error.pointer);
      return name === undefined ? [] : [{ name, errors: [error.message] }];
    });
    setUnplaced(errors.filter(({ pointer }) => fieldOf(pointer) === undefined));
    form.setFields(placed as never);
    if (placed[0] !== undefined) form.scrollToField(placed[0].name as never, { block: 'center' });
  };
  return { unplaced, place };
}

export function PostingForm({ type, userId, onDone, onDiscard }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PostFields>();
  const { unplaced, place } = useRefusals(form);
  const posting = usePosting({ type, userId, onRefused: place, onDone });
  const [restored] = useState(posting.initial !== null);
  const still = posting.busy || posting.frozen;
  const maySend = !posting.frozen || waysOut(posting.failure).retry;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.submit();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={still}
      initialValues={posting.initial ?? { lines: [{}] }}
      onKeyDown={onKeyDown}
      onValuesChange={(_, fields: PostFields) => posting.edit(fields)}
      onFinish={(fields) => maySend && posting.submit(fields)}
      scrollToFirstError
    >
      {restored && !still && posting.failure === null && <Alert className="gap-below" type="info" showIcon title={t('form.draft')} />}
      {!posting.busy && <Outcome failure={posting.failure} frozen={posting.frozen} unplaced={unplaced} />}
      <Lines type={type} disabled={still} />
      <DocumentFields />
      <div className="form-actions">
        {maySend && (
          <Button type="primary" size="large" htmlType="submit" loading={posting.busy} disabled={false} title={t('form.submitHint')}>
            {posting.frozen ? t('form.retry') : t('form.submit')}
          </Button>
        )}
        {posting.frozen ? (
          <GiveUpButton onDiscard={onDiscard} />
        ) : (
          <Button size="large" disabled={posting.busy} onClick={onDiscard}>
            {t('form.discard')}
          </Button>
        )}
        <span className="quiet hint-keyboard">{t('form.submitHint')}</span>
      </div>
    </Form>
  );
}
