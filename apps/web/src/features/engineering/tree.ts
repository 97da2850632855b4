import type { ExplosionLine } from './types';

export type TreeRow = ExplosionLine & { readonly id: string; readonly children?: TreeRow[] };

/**
 * The lines come depth first, each with its level: the rows of a tree table are the same lines, each below the last one
 * of a level less. A component that stands twice in one place keeps two rows.
 */
export function treeOf(lines: readonly ExplosionLine[]): TreeRow[] {
  const roots: TreeRow[] = [];
  const open: { row: TreeRow; level: number }[] = [];
  lines.forEach((line, index) => {
    const row: TreeRow & { children?: TreeRow[] } = { ...line, id: `${index}` };
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= line.level) open.pop();
    const parent = open.at(-1)?.row as { children?: TreeRow[] } | undefined;
    if (parent === undefined) roots.push(row);
    else (parent.children ??= []).push(row);
    open.push({ row, level: line.level });
  });
  return roots;
}

/** The keys of the rows that must be open for everything down to this level to be seen. */
export function openTo(rows: readonly TreeRow[], level: number): string[] {
  return rows.flatMap((row) => (row.children === undefined || row.level >= level ? [] : [row.id, ...openTo(row.children, level)]));
}

/** How deep the structure goes. */
export const depthOf = (lines: readonly { level: number }[]): number => lines.reduce((deepest, { level }) => Math.max(deepest, level), 0);
