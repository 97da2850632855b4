import { ApiProblem, type FieldProblem } from '@anwen/client';
import { useBlocker } from '@tanstack/react-router';
import { Button, Card, Form, Modal } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { placeErrors } from './form-fields';
import { Refusal } from './Refusal';
import { isUnknown } from '../use-write';
import { useDocumentWrite, type DocumentWrite } from './use-document-write';

interface Props<Fields extends object, Saved> {
  readonly initial: Partial<Fields>;
  readonly submitLabel: string;
  /** The request that the filled form stands for. */
  readonly request: (fields: Fields) => DocumentWrite;
  readonly onSaved: (saved: Saved) => unknown;
  readonly onCancel: () => void;
  /** Names of the form behind names of the body. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly head?: ReactNode;
  readonly lines?: (disabled: boolean) => ReactNode;
}

/** Asks before what was typed is lost, by a link, the browser's back or a closed tab. */
function LeaveGuard({ mayLeave }: { mayLeave: () => boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({ shouldBlockFn: () => !mayLeave(), enableBeforeUnload: () => !mayLeave(), withResolver: true });
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title={t('doc.leaveTitle')}
      okText={t('doc.leave')}
      okButtonProps={{ danger: true }}
      cancelText={t('doc.stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('doc.leaveHint')}
    </Modal>
  );
}

/** A document being written: Ctrl+S or Ctrl+Enter saves once in effect, and each refusal stands at its cell. */
export function DocumentForm<Fields extends object, Saved>(props: Props<Fields, Saved>) {
  const { t } = useTranslation();
  const { initial, submitLabel, request, onSaved, onCancel, aliases, head, lines } = props;
  const [form] = Form.useForm<Fields>();
  const dirty = useRef(false);
  const [unplaced, setUnplaced] = useState<readonly FieldProblem[]>([]);
  const write = useDocumentWrite<Saved>({
    onDone: (saved) => {
      dirty.current = false;
      return onSaved(saved);
    },
    // After the form can be typed in again, so that the first wrong cell takes the cursor.
    onFailed: (failure) => setTimeout(() => setUnplaced(failure instanceof ApiProblem ? placeErrors(form, failure.errors, aliases) : [])),
  });
  // What may have taken effect can only be repeated as it was; other content would be another document.
  const frozen = !write.busy && isUnknown(write.failure);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || !['Enter', 's'].includes(event.key)) return;
    event.preventDefault();
    form.submit();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={write.busy || frozen}
      initialValues={initial}
      onKeyDown={onKeyDown}
      onValuesChange={() => (dirty.current = true)}
      onFinish={(fields) => write.write(request(fields))}
      scrollToFirstError={{ block: 'center', focus: true }}
    >
      <LeaveGuard mayLeave={() => !dirty.current} />
      {!write.busy && <Refusal failure={write.failure} unplaced={unplaced} />}
      {head !== undefined && (
        <Card className="gap-below" size="small" title={t('doc.head')}>
          <div className="form-grid">{head}</div>
        </Card>
      )}
      {lines !== undefined && (
        <Card className="gap-below" size="small" title={t('doc.lines')}>
          {lines(write.busy || frozen)}
        </Card>
      )}
      <div className="form-actions">
        <Button type="primary" size="large" htmlType="submit" loading={write.busy} disabled={false}>
          {frozen ? t('form.retry') : submitLabel}
        </Button>
        <Button size="large" disabled={write.busy} onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <span className="quiet hint-keyboard">{t('doc.saveHint')}</span>
      </div>
    </Form>
  );
}
