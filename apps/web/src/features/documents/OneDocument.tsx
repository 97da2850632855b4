import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { QueryFailure } from '../problems';
import { documentQuery } from './queries';

interface Props<T> {
  readonly path: string;
  readonly id: string;
  readonly children: (document: T) => ReactNode;
}

/** Reads one document and draws it; until then, what stands in its place. */
export function OneDocument<T>({ path, id, children }: Props<T>) {
  const query = useQuery(documentQuery<T>(path, id));
  // A page that is already shown stays while a later reading fails.
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  return <Skeleton active />;
}
