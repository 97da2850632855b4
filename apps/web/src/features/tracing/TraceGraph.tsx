import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { DocumentRef } from '../documents/DocumentRef';
import { BOX, draw, type Placed } from './layout';
import { LotStatus } from './LotStatus';
import { useNodeKind } from './names';
import type { Trace, TraceNode } from './types';

/** What a node stands for, as a link when the portal has a page for it; a document is found by its number. */
export function NodeLink({ node }: { node: Pick<TraceNode, 'kind' | 'id' | 'code' | 'docType'> }) {
  if (node.kind === 'lot' && node.id !== null)
    return (
      <Link to="/lots/$id" params={{ id: node.id }}>
        {node.code}
      </Link>
    );
  if (node.docType === null) return <>{node.code}</>;
  return <DocumentRef type={node.docType} of={node.code} />;
}

function Box({ placed, root }: { placed: Placed; root: boolean }) {
  const kindOf = useNodeKind();
  const { node, x, y } = placed;
  return (
    <li className={`trace-box trace-box-${node.kind}${root ? ' trace-box-root' : ''}`} style={{ left: x, top: y, width: BOX.width, height: BOX.height }}>
      <span className="quiet">
        {kindOf(node.kind)}
        {node.item !== null && ` · ${node.item.code}`}
      </span>
      <span className="trace-code code" title={node.code}>
        <NodeLink node={node} />
      </span>
      <span className="trace-more">
        {node.qty !== null && <span className="number">{decimal(node.qty)}</span>}
        {node.status !== null && node.status !== 'available' && node.kind === 'lot' && <LotStatus status={node.status} />}
      </span>
    </li>
  );
}

/** The flow of material from left to right. The boxes are a list and the lines decoration: the table tells the same in words. */
export function TraceGraph({ trace }: { trace: Trace }) {
  const { t } = useTranslation();
  const { placed, edges, width, height } = useMemo(() => draw(trace), [trace]);
  return (
    <div className="trace-frame" tabIndex={0} role="region" aria-label={t('trace.graph')}>
      <div className="trace-canvas" style={{ width, height }}>
        <svg width={width} height={height} aria-hidden="true">
          {edges.map(({ from, to }, index) => {
            const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
            const bend = Math.max(24, Math.abs(x2 - x1) / 2);
            return <path key={index} d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`} />;
          })}
        </svg>
        <ul>
          {placed.map((one) => (
            <Box key={one.node.key} placed={one} root={one.node.key === trace.root} />
          ))}
        </ul>
      </div>
    </div>
  );
}
