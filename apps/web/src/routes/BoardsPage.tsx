import { StateView } from '@anwen/ui/kit';
import { DashboardOutlined } from '@ant-design/icons';
import { api, bodyOf } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBoardWords } from '../features/boards/words';
import { PageHead } from '../features/PageHead';
import { QueryFailure } from '../features/problems';
import { zhHant } from '../i18n/zh-Hant';

type Kind = keyof typeof zhHant.boardKind;
const KINDS = ['work-orders', 'line', 'work-center', 'warehouse'] as const satisfies readonly Kind[];

/** The boards that this person may see, by kind; each opens over the whole screen. */
export function BoardsPage() {
  const { t } = useTranslation();
  const words = useBoardWords();
  const query = useQuery({ queryKey: ['boards'], queryFn: async ({ signal }) => bodyOf(await api.GET('/api/v1/boards', { signal })) });
  const items = query.data?.items ?? [];
  return (
    <>
      <PageHead title={t('board.title')} />
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data !== undefined && items.length === 0 && (
        <div className="data-table-frame">
          <StateView icon={<DashboardOutlined />} title={t('board.none')} explanation={t('board.noneHint')} />
        </div>
      )}
      {KINDS.filter((kind) => items.some((item) => item.kind === kind)).map((kind) => (
        <section key={kind} aria-label={t(`boardKind.${kind}`)}>
          <h2>{t(`boardKind.${kind}`)}</h2>
          <ul className="board-links">
            {items
              .filter((item) => item.kind === kind)
              .map((item) => (
                <li key={item.key}>
                  <Link to="/boards/$key" params={{ key: item.key }}>
                    {words.either(item.titleZh, item.titleEn)}
                  </Link>{' '}
                  <Link className="quiet" to="/boards/$key" params={{ key: item.key }} search={{ kiosk: '1' }}>
                    {t('board.kiosk')}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
