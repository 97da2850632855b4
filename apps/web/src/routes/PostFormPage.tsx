import { CheckCircleOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../features/PageHead';
import { Forbidden } from '../features/problems';
import { dropDraft } from '../features/stock/draft';
import { PERMISSIONS, POST_TYPES, type PostType } from '../features/stock/posting-form';
import { PostingForm } from '../features/stock/PostingForm';
import type { Done } from '../features/stock/use-posting';
import { useCan, useMe } from '../session';
import { PageMissing } from './PageStates';

function DoneView({ type, done, again }: { type: PostType; done: Done; again: () => void }) {
  const { t } = useTranslation();
  const explanation = done.repeated ? t('form.duplicate') : t('form.doneHint', { type: t(`event.${type}`) });
  const actions = (
    <>
      {done.id !== null && (
        <Link className="button-link" to="/stock/postings/$id" params={{ id: done.id }}>
          {t('form.openPosting')}
        </Link>
      )}
      <Button type="primary" autoFocus onClick={again}>
        {t('form.another')}
      </Button>
    </>
  );
  return <StateView icon={<CheckCircleOutlined />} title={t('form.doneTitle')} explanation={explanation} actions={actions} />;
}

function PostFlow({ type, userId }: { type: PostType; userId: string }) {
  const { t } = useTranslation();
  const [instance, setInstance] = useState(0);
  const [done, setDone] = useState<Done | null>(null);
  const discard = () => {
    dropDraft(type, userId);
    setDone(null);
    setInstance(instance + 1);
  };
  // In braces: newer browsers answer with a promise, which is no clean-up.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [done]);
  return (
    <>
      <PageHead title={t(`form.${type}`)} />
      {done !== null ? (
        <DoneView type={type} done={done} again={discard} />
      ) : (
        <PostingForm key={instance} type={type} userId={userId} onDone={setDone} onDiscard={discard} />
      )}
    </>
  );
}

export function PostFormPage() {
  const params = useParams({ from: '/shell/stock/post/$type' });
  const me = useMe();
  const can = useCan();
  const type = POST_TYPES.find((name) => name === params.type);
  if (type === undefined) return <PageMissing />;
  if (me?.user == null) return null;
  const lacking = PERMISSIONS[type].find((permission) => !can(permission));
  if (lacking !== undefined) return <Forbidden permission={lacking} />;
  return <PostFlow key={type} type={type} userId={me.user.id} />;
}
