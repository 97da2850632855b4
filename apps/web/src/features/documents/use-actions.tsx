import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { ActionDialog, type Answers } from './ActionDialog';
import { Refusal } from './Refusal';
import { useDocumentWrite } from './use-document-write';

export interface DocumentAction {
  /** As `legal` of the document names it. */
  readonly verb: string;
  readonly label: string;
  readonly permission: string;
  /** The step that usually comes next; the first legal one of these is the page's one primary button. */
  readonly primary?: boolean;
  readonly danger?: boolean;
  /** Asked before it is done. */
  readonly confirm?: {
    readonly hint: string;
    /** A text under this name of the body. */
    readonly reason?: 'required' | 'optional';
    readonly reasonField?: 'reason' | 'note';
    readonly fields?: ReactNode;
  };
  /** The last part of the route when it is not the verb; empty for the document itself. */
  readonly route?: string | ((answers: Answers) => string);
  readonly method?: 'POST' | 'PATCH' | 'PUT';
  /** Of the version that was read, where the route demands it. */
  readonly rowVersion?: number;
  readonly body?: (answers: Answers) => unknown;
  /** Instead of a request: a form, another page. */
  readonly go?: () => void;
  readonly done?: (answer: unknown) => unknown;
  /** Decides instead of `legal`: for links and for steps that the server does not list. */
  readonly when?: boolean;
}

interface Started {
  readonly path: string;
  readonly action: DocumentAction;
}

/** Runs steps one at a time: the question before it, the request once in effect, and what the server refused. */
export function useActionRunner(): { start: (path: string, action: DocumentAction) => void; busy: boolean; outcome: ReactNode } {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<Started | null>(null);
  const running = useRef<DocumentAction>(undefined);
  const write = useDocumentWrite<unknown>({
    onDone: (answer, repeated) => {
      setAsking(null);
      const action = running.current?.label ?? '';
      if (repeated) message.warning(t('doc.repeated', { action }));
      else message.success(t('doc.done', { action }));
      return running.current?.done?.(answer);
    },
    onFailed: () => undefined,
  });
  const send = ({ path, action }: Started, answers: Answers) => {
    if (write.busy) return;
    running.current = action;
    const { verb, method, rowVersion, body } = action;
    const route = typeof action.route === 'function' ? action.route(answers) : (action.route ?? verb);
    write.write({
      path: route === '' ? path : `${path}/${route}`,
      body: body === undefined ? answers : body(answers),
      ...(method === undefined ? {} : { method }),
      ...(rowVersion === undefined ? {} : { rowVersion }),
    });
  };
  const start = (path: string, action: DocumentAction) => {
    write.reset();
    if (action.go !== undefined) action.go();
    else if (action.confirm !== undefined) setAsking({ path, action });
    else send({ path, action }, {});
  };
  const outcome = (
    <>
      {asking === null && <Refusal failure={write.failure} onReload={write.reset} />}
      {asking !== null && (
        <ActionDialog
          action={asking.action}
          busy={write.busy}
          failure={write.failure}
          onCancel={() => {
            write.reset();
            setAsking(null);
          }}
          onSend={(answers) => send(asking, answers)}
        />
      )}
    </>
  );
  return { start, busy: write.busy, outcome };
}

interface Given {
  /** Of the document, without `/api/v1`. */
  readonly path: string;
  readonly legal: readonly string[];
  readonly actions: readonly DocumentAction[];
}

/** The buttons of one document for what may be done now by this person. */
export function useActions({ path, legal, actions }: Given): { bar: ReactNode; outcome: ReactNode } {
  const can = useCan();
  const { start, busy, outcome } = useActionRunner();
  const offered = actions.filter(({ verb, permission, when }) => (when ?? legal.includes(verb)) && can(permission));
  return { bar: <Bar offered={offered} busy={busy} start={(action) => start(path, action)} />, outcome };
}

interface BarProps {
  readonly offered: readonly DocumentAction[];
  readonly busy: boolean;
  readonly start: (action: DocumentAction) => void;
}

function Bar({ offered, busy, start }: BarProps) {
  const { t } = useTranslation();
  const primary = offered.find((action) => action.primary === true);
  const others = offered.filter((action) => action !== primary);
  const items = others.map((action) => ({ key: action.verb, label: action.label, danger: action.danger === true, onClick: () => start(action) }));
  return (
    <>
      {items.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']} disabled={busy}>
          <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
            {t('doc.more')}
          </Button>
        </Dropdown>
      )}
      {primary !== undefined && (
        <Button type="primary" danger={primary.danger === true} loading={busy} onClick={() => start(primary)}>
          {primary.label}
        </Button>
      )}
    </>
  );
}
