import { Descriptions } from 'antd';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../PageHead';
import { DocumentState } from './DocumentState';

export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly children: ReactNode;
}

interface Props {
  readonly back: { readonly href: string; readonly label: string };
  readonly title: string;
  readonly state: string;
  readonly note?: ReactNode;
  readonly bar: ReactNode;
  readonly outcome: ReactNode;
  readonly facts: readonly Fact[];
}

/** The top of a document's page: where it belongs, what it is, how it stands, what may be done, and what matters about it. */
export function DocumentHead({ back, title, state, note, bar, outcome, facts }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <nav className="breadcrumb" aria-label={t('doc.breadcrumb')}>
        <Link to={back.href}>{back.label}</Link>
        <span aria-hidden="true"> / </span>
        <span aria-current="page">{title}</span>
      </nav>
      <PageHead
        title={title}
        note={
          <>
            <DocumentState state={state} />
            {note}
          </>
        }
        actions={bar}
      />
      {outcome}
      <Descriptions
        className="facts gap-below"
        size="small"
        bordered
        column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
        items={facts.map((fact) => ({ ...fact, children: fact.children ?? '—' }))}
      />
    </>
  );
}
