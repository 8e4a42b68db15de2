import type { Roots } from '../../reading/roots.ts';
import { type Column, columnOf, MONEY } from './columns.ts';
import type { Field } from './fields.ts';
import type { Assigned, Region } from './region.ts';

interface Sorting {
  readonly column: Column | undefined;
  readonly isDescending: boolean;
  readonly start: number;
  readonly end: number;
}

/** What results are sorted by, and how, for fields that choose a column and a direction. */
export function assignSorting(
  fields: readonly Field[],
  { text, focus }: Region,
  roots: Roots,
): Map<Field, Assigned> {
  const found = new Map<Field, Assigned>();
  const byColumn = fields.find(
    (field) => field.type === 'choice' && !isDirection(field) && SORTED.test(field.key),
  );
  const direction = fields.find((field) => field.type === 'choice' && isDirection(field));
  if (byColumn === undefined && direction === undefined) return found;
  const columns = (byColumn?.values ?? []).slice(0, MOST_COLUMNS).map((value) => columnOf(value, roots));
  const sorting = sortingIn(text.slice(focus.start, focus.end), columns, roots);
  if (sorting === undefined) return found;
  const place = { score: 3, start: focus.start + sorting.start, end: focus.start + sorting.end };
  if (byColumn !== undefined && sorting.column !== undefined)
    found.set(byColumn, { value: sorting.column.value, ...place });
  const way = direction?.values.find((value) => (sorting.isDescending ? DOWN : UP).test(String(value)));
  if (direction !== undefined && way !== undefined) found.set(direction, { value: way, ...place });
  return found;
}

const MOST_COLUMNS = 40;
const SORTED = /sort|order_?by/i;
const UP = /^asc/i;
const DOWN = /^desc/i;
const isDirection = ({ values }: Field): boolean =>
  values.some((value) => UP.test(String(value))) && values.some((value) => DOWN.test(String(value)));

const BY =
  /\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arranged?)(?: (?:them|it|these|results|the \p{L}{2,20}))? by (?:the |their |its )?([\p{L}][\p{L} _-]{1,30}?)(?=[,.;!?(]|$| (?:from|in|with|descending|ascending|desc|asc|and|starting|beginning|so)\b)/iu;
const SUPERLATIVE =
  /\b(newest|latest|most recent|oldest|earliest|cheapest|most expensive|dearest|priciest|highest|largest|biggest|longest|heaviest|best|top|most|lowest|smallest|shortest|lightest|fewest|worst|youngest)\b((?: \p{L}{1,20}){0,2}) (?:ones? )?(?:first|at the top|on top)\b/iu;
const WAY_DOWN =
  /\b(?:desc(?:ending)?|(?:from )?(?:high|large|new|z)\p{L}* to (?:low|small|old|a)\p{L}*|in reverse)\b/iu;
const FALLING = /^(?:newest|latest|most|dearest|priciest|highest|largest|biggest|longest|heaviest|best|top)/i;

function sortingIn(text: string, columns: readonly Column[], roots: Roots): Sorting | undefined {
  const by = BY.exec(text);
  const most = SUPERLATIVE.exec(text);
  const said = by ?? most;
  if (said === null) return undefined;
  const named = columnNamed(roots.of(`${by?.[1] ?? ''} ${most?.[2] ?? ''}`), columns);
  const superlative = most?.[1] ?? '';
  const isOldest = /^oldest/i.test(superlative) && (named?.tokens.includes('age') ?? false);
  return {
    column: named ?? meantBy(superlative, columns),
    isDescending: most === null ? WAY_DOWN.test(text) : FALLING.test(superlative) || isOldest,
    start: said.index,
    end: said.index + said[0].length,
  };
}

function columnNamed(words: ReadonlySet<string>, columns: readonly Column[]): Column | undefined {
  const hits = ({ roots }: Column): number =>
    [...roots].filter((root) => words.has(root)).length / roots.size;
  const [best] = columns.toSorted((a, b) => hits(b) - hits(a));
  return best !== undefined && hits(best) > 0 ? best : undefined;
}

/** The column that a superlative alone is about. */
function meantBy(superlative: string, columns: readonly Column[]): Column | undefined {
  if (/new|late|recent|old|earl/i.test(superlative))
    return (
      columns.find(({ holds }) => holds === 'date') ?? columns.find(({ tokens }) => tokens.includes('age'))
    );
  if (/young/i.test(superlative)) return columns.find(({ tokens }) => tokens.includes('age'));
  if (/cheap|expens|dear|pric/i.test(superlative))
    return columns.find(({ tokens }) => tokens.some((token) => MONEY.test(token)));
  return undefined;
}
