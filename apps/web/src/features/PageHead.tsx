import { useEffect, type ReactNode } from 'react';

/** The heading of a page, also the title of the browser's tab; actions stand to its right. */
export function PageHead({ title, note, actions }: { title: string; note?: ReactNode; actions?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Anwen`;
  }, [title]);
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {note}
      {actions !== undefined && <div className="page-head-actions">{actions}</div>}
    </header>
  );
}
