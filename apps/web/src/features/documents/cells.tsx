import type { NamedRef } from '@anwen/client';
import { Link } from '@tanstack/react-router';
import { decimal } from '../../format';
import { DocumentState } from './DocumentState';

/** Code over name, as people know a partner, a place or a warehouse. */
export function NamedCell({ of }: { of: Pick<NamedRef, 'code' | 'name'> | null | undefined }) {
  if (of == null) return <span className="quiet">—</span>;
  return (
    <span className="two-lines">
      <span className="code">{of.code}</span>
      <span className="quiet ellipsis" title={of.name}>
        {of.name}
      </span>
    </span>
  );
}

/** The same in one line, for the facts of a document. */
export const namedText = (of: Pick<NamedRef, 'code' | 'name'> | null | undefined): string => (of == null ? '—' : `${of.code} ${of.name ?? ''}`.trim());

/** The number of a document leads to it. */
export function DocumentLink({ to, document }: { to: string; document: { readonly id: string; readonly number: string } | null | undefined }) {
  if (document == null) return <span className="quiet">—</span>;
  return (
    <Link className="code nowrap" to={`${to}/$id` as never} params={{ id: document.id } as never}>
      {document.number}
    </Link>
  );
}

export function QtyCell({ qty, uom }: { qty: string | null | undefined; uom?: string }) {
  if (qty == null) return <span className="quiet">—</span>;
  return (
    <span className="nowrap">
      {decimal(qty)}
      {uom === undefined ? '' : ` ${uom}`}
    </span>
  );
}

/** How far a document has come, as a bar and as a number. */
export function Progress({ percent, label }: { percent: number; label: string }) {
  return (
    <span className="progress-cell">
      <progress max={100} value={percent} aria-label={label} />
      <span className="number">{percent}%</span>
    </span>
  );
}

/** Documents that belong to this one, each with its state. */
export function RelatedList({ to, documents }: { to: string; documents: readonly { id: string; number: string; state: string }[] }) {
  return (
    <ul className="related">
      {documents.map((document) => (
        <li key={document.id}>
          <DocumentLink to={to} document={document} /> <DocumentState state={document.state} />
        </li>
      ))}
    </ul>
  );
}
