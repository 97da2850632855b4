import type { ReactNode } from 'react';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly explanation?: ReactNode;
  /** Label and value, so that a person can read the id to support. */
  readonly requestId?: { label: string; value: string } | null;
  readonly actions?: ReactNode;
  /** Errors are announced at once; empty lists are not. */
  readonly urgent?: boolean;
}

/** The state of a page or table that has no rows to show: what happened and what to do next. */
export function StateView({ icon, title, explanation, requestId, actions, urgent }: Props) {
  return (
    <div className="state-view" role={urgent === true ? 'alert' : 'status'}>
      <div className="state-view-icon" aria-hidden="true">
        {icon}
      </div>
      <h2>{title}</h2>
      {explanation !== undefined && <p>{explanation}</p>}
      {requestId != null && (
        <p className="state-view-request">
          {requestId.label} <code>{requestId.value}</code>
        </p>
      )}
      {actions !== undefined && <div className="state-view-actions">{actions}</div>}
    </div>
  );
}
