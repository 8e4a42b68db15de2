/**
 * The tables of a page with each merged cell written into all the places that it covers, and the rows of a header as one.
 * Linear in the length of the page.
 *
 * @example
 * withoutSpans('<table><tr><td rowspan="2">A<td>1<tr><td>2</table>'); // rows A, 1 and A, 2
 */
export function withoutSpans(html: string): string {
  if (!/\b(?:row|col)span\b/i.test(html)) return html;
  return html.replace(TABLE, (whole: string, inner: string) =>
    SPANNING.test(inner) ? `<table>${rowsOf(inner)}</table>` : whole,
  );
}

interface Cell {
  readonly name: string;
  readonly text: string;
}

function rowsOf(table: string): string {
  const rows: Cell[][] = [];
  /** Cells of earlier rows that go on, by column, with the number of rows that they go on for. */
  const open = new Map<number, { cell: Cell; left: number }>();
  for (const [, row = ''] of table.matchAll(ROW)) {
    const cells: Cell[] = [];
    const fill = (): void => {
      for (let from = open.get(cells.length); from; from = open.get(cells.length)) {
        if (--from.left === 0) open.delete(cells.length);
        cells.push(from.cell);
      }
    };
    for (const [, name = '', attributes = '', text = ''] of row.matchAll(CELL)) {
      const cell = { name: name.toLowerCase(), text: text.trim() };
      const width = spanIn(attributes, 'col');
      const height = spanIn(attributes, 'row');
      fill();
      for (let column = 0; column < width && cells.length < MOST_COLUMNS; column++) {
        if (height > 1) open.set(cells.length, { cell, left: height - 1 });
        cells.push(cell);
      }
    }
    fill();
    rows.push(cells);
    if (rows.length >= MOST_ROWS) break;
  }
  const heads = rows.findIndex((row) => row.some(({ name }) => name !== 'th'));
  const joined = heads > 1 ? [joinedRows(rows.slice(0, heads)), ...rows.slice(heads)] : rows;
  return joined
    .map(
      (row) =>
        `<tr>${row.map(({ name, text }) => `<${name}>${text.replace(BREAK, ' ')}</${name}>`).join('')}</tr>`,
    )
    .join('');
}

/** One row of the cells above each other: "Weight" above "Empty" is "Weight Empty". */
function joinedRows(rows: readonly (readonly Cell[])[]): Cell[] {
  return rows[0]!.map((cell, column) => ({
    name: cell.name,
    text: [...new Set(rows.map((row) => row[column]?.text ?? ''))].join(' ').trim(),
  }));
}

function spanIn(attributes: string, kind: 'row' | 'col'): number {
  const [, number] = new RegExp(`\\b${kind}span\\s{0,3}=\\s{0,3}["']?(\\d{1,3})`, 'i').exec(attributes) ?? [];
  return Math.min(Math.max(1, Number(number ?? 1)), MOST_COLUMNS);
}

const TABLE = /<table\b[^<>]{0,300}>((?:(?!<\/?table\b)[\s\S]){0,50000})<\/table>/gi;
const SPANNING = /\b(?:row|col)span\b/i;
const ROW = /<tr\b[^<>]{0,300}>((?:(?!<\/?tr\b)[\s\S]){0,10000})/gi;
const CELL = /<(t[dh])\b([^<>]{0,300})>((?:(?!<\/?t[dhr]\b)[\s\S]){0,2000})/gi;
const BREAK = /\s*(?:<br\s{0,3}\/?>|\n)\s*/gi;
const MOST_COLUMNS = 64;
const MOST_ROWS = 500;
