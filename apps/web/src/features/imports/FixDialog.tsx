import { ApiProblem, type ImportRow, type ImportSession, type ImportType } from '@anwen/client';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../problems';
import { useWrite } from '../use-write';
import { useColumnLabel } from './names';
import { fixRow, IMPORTS_KEY } from './queries';

interface Props {
  readonly session: ImportSession;
  readonly type: ImportType;
  readonly row: ImportRow;
  readonly onClose: () => void;
}

/** Corrects one row in place; the server checks it as the dry run did. */
export function FixDialog({ session, type, row, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const labelOf = useColumnLabel();
  const cache = useQueryClient();
  const [form] = Form.useForm<Record<string, string>>();
  const columns = type.columns.filter(({ key }) => session.mapping[key] != null);
  const { write, busy, failure } = useWrite(fixRow, {
    onDone: async (fixed) => {
      await cache.invalidateQueries({ queryKey: IMPORTS_KEY });
      if (fixed.status !== 'error') message.success(t('imports.check.fixed'));
      onClose();
    },
    onFailed: () => undefined,
  });
  const complaint = (key: string) => row.errors.filter(({ column }) => column === key);
  const save = (fields: Record<string, string>) => {
    const changed = Object.entries(fields).filter(([key, value]) => (value ?? '') !== (row.values[key] ?? ''));
    if (changed.length === 0) onClose();
    else write({ id: session.id, line: row.line, values: Object.fromEntries(changed.map(([key, value]) => [key, value ?? ''])) });
  };
  return (
    <Modal
      open
      title={t('imports.check.fixOf', { line: row.line })}
      okText={t('imports.check.fixSave')}
      okButtonProps={{ loading: busy }}
      cancelText={t('common.cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      {failure instanceof ApiProblem && <Alert className="gap-below" type="error" showIcon title={textOf(failure)} />}
      <Form form={form} layout="vertical" disabled={busy} initialValues={row.values} onFinish={save}>
        {columns.map((column) => {
          const wrong = complaint(column.key);
          const help = wrong.map(({ message: text, suggestion }) => `${text}${suggestion ? ` ${t('imports.check.suggestion', { text: suggestion })}` : ''}`);
          return (
            <Form.Item
              key={column.key}
              name={column.key}
              label={labelOf(column)}
              required={column.required}
              {...(wrong.length === 0 ? {} : { validateStatus: 'error' as const, help: help.join(' ') })}
            >
              <Input autoFocus={wrong.length > 0} maxLength={2000} autoComplete="off" />
            </Form.Item>
          );
        })}
      </Form>
    </Modal>
  );
}
