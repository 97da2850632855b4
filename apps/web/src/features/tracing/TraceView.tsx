import { Alert, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { TraceGraph } from './TraceGraph';
import { TraceTable } from './TraceTable';
import { TRACE_VIEWS, type Trace } from './types';

type View = (typeof TRACE_VIEWS)[number];

/** Beyond this a drawing is a wall of boxes; the table can be searched. */
const GRAPH_MAX = 300;

/** As it was asked for; a drawing unless it would be too large. */
export const viewOf = (trace: Trace | undefined, asked: View | undefined): View => asked ?? ((trace?.nodes.length ?? 0) > GRAPH_MAX ? 'table' : 'graph');

export function ViewChoice({ value, onChange }: { value: View; onChange: (view: View) => void }) {
  const { t } = useTranslation();
  return (
    <Segmented
      aria-label={t('trace.view')}
      value={value}
      onChange={onChange}
      options={TRACE_VIEWS.map((view) => ({ value: view, label: t(`trace.${view}`) }))}
    />
  );
}

function Notices({ trace }: { trace: Trace }) {
  const { t } = useTranslation();
  return (
    <>
      {trace.truncated && <Alert className="gap-below" type="warning" showIcon title={t('trace.truncated')} />}
      {(trace.hidden ?? 0) > 0 && <Alert className="gap-below" type="info" showIcon title={t('trace.hidden', { hidden: trace.hidden })} />}
      {trace.archivedThrough != null && <Alert className="gap-below" type="info" showIcon title={t('trace.archived', { date: trace.archivedThrough })} />}
    </>
  );
}

/** Which lots and serial numbers became which, drawn or in words, with what is left out of it. */
export function TraceView({ trace, view }: { trace: Trace; view: View }) {
  return (
    <>
      <Notices trace={trace} />
      {view === 'graph' ? <TraceGraph trace={trace} /> : <TraceTable trace={trace} />}
    </>
  );
}
