import { ApiProblem, Unreachable } from '@anwen/client';
import { requestIdOf } from '@anwen/ui';
import { StateView } from '@anwen/ui/kit';
import { DisconnectOutlined, FileSearchOutlined, LockOutlined, WarningOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** One sentence about a failure: the server's own words, which follow the language, or that it did not answer. */
export function useProblemText(): (failure: unknown) => string {
  const { t } = useTranslation();
  return (failure) => {
    if (failure instanceof Unreachable) return t('state.unreachable');
    if (!(failure instanceof ApiProblem)) return t('failure.title');
    const text = failure.detail ?? failure.title;
    return failure.status < 500 || failure.requestId === null ? text : `${text} (${t('state.requestId')} ${failure.requestId})`;
  };
}

/** What stands where the data would be: forbidden, not found, unreachable, or failed with a way to try again. */
export function QueryFailure({ failure, retry }: { failure: unknown; retry: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const again = (
    <Button type="primary" onClick={retry}>
      {t('state.retry')}
    </Button>
  );
  const home = (
    <Link className="button-link" to="/">
      {t('state.home')}
    </Link>
  );
  const id = requestIdOf(failure);
  const requestId = id === null ? null : { label: t('state.requestId'), value: id };
  if (failure instanceof ApiProblem && failure.status === 403) return <Forbidden permission={failure.document['permission']} />;
  if (failure instanceof ApiProblem && failure.status === 404)
    return <StateView icon={<FileSearchOutlined />} title={t('state.notFound')} explanation={t('state.notFoundHint')} actions={home} />;
  if (failure instanceof Unreachable)
    return <StateView icon={<DisconnectOutlined />} urgent title={t('state.unreachable')} explanation={t('state.unreachableHint')} actions={again} />;
  return (
    <StateView
      icon={<WarningOutlined />}
      urgent
      title={t('state.error')}
      explanation={failure instanceof ApiProblem ? (failure.detail ?? failure.title) : textOf(failure)}
      requestId={requestId}
      actions={again}
    />
  );
}

/** Names the permission, so that the person knows what to ask for. */
export function Forbidden({ permission }: { permission: unknown }) {
  const { t } = useTranslation();
  const hint = typeof permission === 'string' ? t('state.forbiddenHint', { permission }) : t('state.forbiddenHintPlain');
  return <StateView icon={<LockOutlined />} title={t('state.forbidden')} explanation={hint} />;
}
