import { api, ApiProblem, bodyOf, uuid } from '@anwen/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../problems';
import { outcomeOf } from './posting-form';
import { STOCK_KEY } from './queries';

/** The write behind the dialog; its key stays until the server has answered for certain. */
function useReversal(id: string, done: () => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(uuid());
  return useMutation({
    mutationFn: async (note: string) => {
      const request = { params: { path: { id }, header: { 'Idempotency-Key': key.current } }, body: { note } };
      return bodyOf(await api.POST('/api/v1/inventory/postings/{id}/reverse', request));
    },
    onSuccess: async (reversal) => {
      done();
      message.success(t('posting.reverseDone'));
      await cache.invalidateQueries({ queryKey: STOCK_KEY });
      await navigate({ to: '/stock/postings/$id', params: { id: reversal.id } });
    },
    onError: (failure) => {
      // A posting can be reversed once, so a new key is safe when the reason was changed after a lost answer.
      const reused = failure instanceof ApiProblem && failure.code === 'idempotency.key_reused';
      if (reused || outcomeOf(failure) === 'refused') key.current = uuid();
    },
  });
}

/** Asks why, says what will happen, and reverses a posting once. */
export function ReverseButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ note: string }>();
  const reversal = useReversal(id, () => setOpen(false));
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('posting.reverse')}
      </Button>
      <Modal
        open={open}
        title={t('posting.reverseTitle')}
        okText={t('posting.reverse')}
        okButtonProps={{ danger: true, loading: reversal.isPending }}
        cancelText={t('common.cancel')}
        cancelButtonProps={{ disabled: reversal.isPending }}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <p>{t('posting.reverseHint')}</p>
        {reversal.error !== null && <Alert className="gap-below" type="error" showIcon title={textOf(reversal.error)} />}
        <Form form={form} layout="vertical" disabled={reversal.isPending} onFinish={({ note }) => !reversal.isPending && reversal.mutate(note.trim())}>
          <Form.Item name="note" label={t('posting.reverseReason')} rules={[{ required: true, whitespace: true, message: t('posting.reverseReasonRequired') }]}>
            <Input.TextArea autoFocus maxLength={500} rows={3} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
