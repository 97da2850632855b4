import type { DocumentAt, DocumentPath } from '@anwen/client';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { QueryFailure } from '../problems';
import { documentQuery } from './queries';

interface Props<P extends DocumentPath> {
  readonly path: P;
  readonly id: string;
  /** For a form: read afresh once, and again only when asked to, so that what is typed outlives what others save; the version decides. */
  readonly editing?: boolean;
  readonly children: (document: DocumentAt<P>) => ReactNode;
}

const ONCE = { refetchOnMount: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** Reads one document and draws it; until then, what stands in its place. */
export function OneDocument<P extends DocumentPath>({ path, id, editing = false, children }: Props<P>) {
  const query = useQuery({ ...documentQuery(path, id), ...(editing ? ONCE : {}) });
  if (editing && !query.isFetchedAfterMount) return <Skeleton active />;
  // A page that is already shown stays while a later reading fails.
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  return <Skeleton active />;
}
