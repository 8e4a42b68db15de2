import type { OutlinedSpan, Span } from './schema.ts';

/** What the outline of a trace needs of a span. */
export type BriefSpan = Omit<OutlinedSpan, 'depth'>;

/** A span without what went in and out. */
export function brief({ id, parent_id, started_at, ended_at, error, span_data: data }: Span): BriefSpan {
  // The spans of whole runs and of turns are custom spans that say in their data what they are.
  const nested = data.data as { readonly sdk_span_type?: unknown; readonly name?: unknown } | undefined;
  const type = textOf(nested?.sdk_span_type) ?? textOf(data.type);
  const name = (type === data.type ? undefined : textOf(nested?.name)) ?? textOf(data.name);
  return { id, parent_id, started_at, ended_at, error, type, name };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Puts spans in the order in which they began, each followed by those below it.
 *
 * @example
 * outline([child, parent]).map(({ id, depth }) => [id, depth]); // [['span_parent', 0], ['span_child', 1]]
 */
export function outline(spans: readonly BriefSpan[]): OutlinedSpan[] {
  const inOrder = spans.toSorted((a, b) => compare(a.started_at ?? '', b.started_at ?? ''));
  const ids = new Set(spans.map(({ id }) => id));
  const below = Map.groupBy(inOrder, ({ parent_id: parent }) =>
    parent !== null && ids.has(parent) ? parent : null,
  );
  const outlined: OutlinedSpan[] = [];
  const left = new Map(inOrder.map((span) => [span.id, span]));
  const add = (root: BriefSpan): void => {
    const pending = [{ span: root, depth: 0 }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { span, depth } = next;
      if (!left.delete(span.id)) continue;
      outlined.push({ ...span, depth });
      for (const child of (below.get(span.id) ?? []).toReversed())
        pending.push({ span: child, depth: depth + 1 });
    }
  };
  for (const root of below.get(null) ?? []) add(root);
  // Spans that are below each other have no root.
  for (const span of inOrder) if (left.has(span.id)) add(span);
  return outlined;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
