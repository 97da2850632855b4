import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PAGES, isDocType } from './doc-types';

interface Props {
  readonly type: string | null | undefined;
  readonly of: string | null | undefined;
}

const TASK_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** The document that a movement, a lot or a promise belongs to. It opens by its number; a task has none, so its kind stands for it. */
export function DocumentRef({ type, of }: Props) {
  const { t } = useTranslation();
  if (of == null || of === '') return null;
  const known = type != null && isDocType(type) ? type : undefined;
  if (TASK_ID.test(of)) return <span title={of}>{known === undefined ? '—' : t(`docType.${known}`)}</span>;
  const page = known === undefined ? undefined : PAGES[known];
  if (page === undefined) return <span className="code">{of}</span>;
  return (
    <Link className="code nowrap" to={page} params={{ id: of } as never}>
      {of}
    </Link>
  );
}
