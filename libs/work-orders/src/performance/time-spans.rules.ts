/** A stretch of time in whole milliseconds since 1970, its end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The same time without overlaps, in order; empty stretches are gone. */
export function union(spans: readonly Span[]): Span[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of spans.filter((s) => s.to > s.from).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** What lies in `of` and not in `taken`; both without overlaps and in order, as `union` answers. */
export function subtract(of: readonly Span[], taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  for (const span of of) {
    let from = span.from;
    for (const hole of taken) {
      if (hole.to <= from) continue;
      if (hole.from >= span.to) break;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = Math.max(from, hole.to);
    }
    if (from < span.to) left.push({ from, to: span.to });
  }
  return left;
}

/** What lies in both. */
export function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  return subtract(a, subtract(a, b));
}

/** Milliseconds; of spans without overlaps. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/**
 * Milliseconds within `open` during which machines ran: several at once count each, but never more than there are machines.
 * Every list in `runs` is one machine's work, which is why its own overlaps (two operators) count once.
 */
export function machineTime(open: readonly Span[], runs: readonly (readonly Span[])[], machines: number): number {
  const edges = runs.flatMap((one) => intersect(open, union(one)).flatMap(({ from, to }) => [[from, 1] as const, [to, -1] as const]));
  edges.sort(([a], [b]) => a - b);
  let [sum, running, since] = [0, 0, 0];
  for (const [at, step] of edges) {
    sum += (at - since) * Math.min(running, machines);
    running += step;
    since = at;
  }
  return sum;
}
