import { ApiProblem, type FieldProblem } from '@anwen/client';
import { Form, Input, Modal } from 'antd';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnknown } from '../use-write';
import { placeErrors } from './form-fields';
import { Refusal } from './Refusal';
import type { DocumentAction } from './use-actions';

export type Answers = Record<string, unknown>;

interface Props {
  readonly action: DocumentAction;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly onCancel: () => void;
  readonly onSend: (answers: Answers) => void;
}

const filled = (answers: Answers): Answers =>
  Object.fromEntries(
    Object.entries(answers)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );

/** Says what will happen, asks why where that is written down, and does it once. */
export function ActionDialog({ action, busy, failure, onCancel, onSend }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Answers>();
  const { hint, reason, reasonField = 'reason', fields } = action.confirm ?? { hint: '' };
  const [unplaced, setUnplaced] = useState<readonly FieldProblem[]>([]);
  // Complaints stand at their fields, as in a form that fills a page.
  useEffect(() => setUnplaced(failure instanceof ApiProblem ? placeErrors(form, failure.errors) : []), [failure, form]);
  // What may have taken effect can only be repeated as it was: other content would be done beside it.
  const frozen = !busy && isUnknown(failure);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
  };
  return (
    <Modal
      open
      title={action.label}
      okText={frozen ? t('form.retry') : action.label}
      okButtonProps={{ danger: action.danger === true, loading: busy, ...(reason === undefined && fields === undefined ? { autoFocus: true } : {}) }}
      cancelText={t('common.cancel')}
      cancelButtonProps={{ disabled: busy }}
      // A click beside it would throw away what was typed or scanned.
      mask={{ closable: false }}
      onCancel={busy ? () => undefined : onCancel}
      onOk={() => form.submit()}
    >
      <p>{hint}</p>
      {!busy && <Refusal failure={failure} unplaced={unplaced} onReload={onCancel} />}
      <Form form={form} layout="vertical" disabled={busy || frozen} onKeyDown={onKeyDown} onFinish={(answers) => onSend(filled(answers))}>
        {fields}
        {reason !== undefined && (
          <Form.Item
            name={reasonField}
            label={t(reason === 'required' ? 'doc.reason' : 'doc.reasonOptional')}
            rules={reason === 'required' ? [{ required: true, whitespace: true, message: t('doc.reasonRequired') }] : []}
          >
            <Input.TextArea autoFocus={fields === undefined} maxLength={500} rows={3} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
