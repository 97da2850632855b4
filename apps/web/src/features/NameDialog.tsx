import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly label: string;
  readonly busy: boolean;
  readonly onCancel: () => void;
  readonly onSave: (name: string) => void;
}

/** Asks for the name under which something is kept. */
export function NameDialog({ open, title, label, busy, onCancel, onSave }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ name: string }>();
  return (
    <Modal
      open={open}
      title={title}
      okText={t('common.save')}
      okButtonProps={{ loading: busy }}
      cancelText={t('common.cancel')}
      onCancel={onCancel}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" preserve={false} disabled={busy} onFinish={({ name }) => onSave(name.trim())}>
        <Form.Item name="name" label={label} rules={[{ required: true, whitespace: true, message: t('form.required') }]}>
          <Input autoFocus maxLength={80} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
