import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { DocumentAction } from './use-actions';

interface Props {
  readonly actions: readonly (DocumentAction | false)[];
  readonly busy: boolean;
  readonly start: (action: DocumentAction) => void;
  readonly of: string;
}

/** The buttons at the end of a row; each names its row for who hears the page instead of seeing it. */
export function RowActions({ actions, busy, start, of }: Props): ReactNode {
  return (
    <span className="row-actions">
      {actions.map(
        (action) =>
          action !== false && (
            <Button
              key={action.verb}
              size="small"
              {...(action.primary === true ? { type: 'primary' as const } : {})}
              danger={action.danger === true}
              disabled={busy}
              aria-label={`${action.label} ${of}`}
              onClick={() => start(action)}
            >
              {action.label}
            </Button>
          ),
      )}
    </span>
  );
}
