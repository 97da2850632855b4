import { api, ApiProblem, bodyOf, keepToken } from '@anwen/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Card, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../features/PageHead';
import { useProblemText } from '../features/problems';
import { queryClient } from '../query-client';
import { meQuery, useMe } from '../session';

interface Fields {
  current: string;
  next: string;
  repeat: string;
}

const FIELD_OF: Record<string, keyof Fields> = { '/currentPassword': 'current', '/newPassword': 'next' };

function usePasswordChange(place: (fields: { name: keyof Fields; errors: string[] }[]) => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ current, next }: Fields) => {
      // All sessions end with the old password; this one goes on under a new token.
      const { token } = bodyOf(await api.POST('/api/v1/auth/change-password', { body: { currentPassword: current, newPassword: next } }));
      keepToken(token);
    },
    onSuccess: async () => {
      message.success(t('password.saved'));
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate({ to: '/' });
    },
    onError: (failure) => {
      if (!(failure instanceof ApiProblem)) return;
      place(failure.errors.flatMap(({ pointer, message: text }) => (FIELD_OF[pointer] === undefined ? [] : [{ name: FIELD_OF[pointer], errors: [text] }])));
    },
  });
}

export function PasswordPage() {
  const { t } = useTranslation();
  const me = useMe();
  const textOf = useProblemText();
  const [form] = Form.useForm<Fields>();
  const change = usePasswordChange((fields) => form.setFields(fields));
  const required = { required: true, message: t('form.required') };
  const repeated = {
    validator: (_: unknown, value: string) => (value === form.getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('password.mismatch')))),
  };
  return (
    <>
      <PageHead title={t('password.title')} />
      <Card className="narrow">
        {me?.user?.mustChangePassword === true && <Alert className="gap-below" type="info" showIcon title={t('password.must')} />}
        {change.error !== null && <Alert className="gap-below" type="error" showIcon title={textOf(change.error)} />}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          disabled={change.isPending}
          onFinish={(fields: Fields) => !change.isPending && change.mutate(fields)}
        >
          <Form.Item name="current" label={t('password.current')} rules={[required]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item name="next" label={t('password.next')} extra={t('password.rule')} rules={[required]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Form.Item name="repeat" label={t('password.repeat')} dependencies={['next']} rules={[required, repeated]}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('password.save')}
          </Button>
        </Form>
      </Card>
    </>
  );
}
