import type { Record } from './material.ts';

/** The table that begins at a line: of bars, or of commas or tabs in at least three lines. */
export function tableAt(
  lines: readonly string[],
  from: number,
): { readonly records: Record[]; readonly last: number } | undefined {
  const line = lines[from]!.trim();
  // The rule above the header of a printed table.
  if (BORDER.test(line) && lines[from + 1]?.includes('|')) return tableAt(lines, from + 1);
  if (line.includes('|') && /^[|\s:+-]*-[|\s:+-]*$/.test(lines[from + 1]?.trim() ?? 'x')) {
    const header = cellsOf(line);
    const below = joinedHeader(header, cellsOf(lines[from + 2]?.trim() ?? ''));
    const cells = (each: string): string[] | undefined => (each.includes('|') ? cellsOf(each) : undefined);
    return rowsOf(lines, from, below ?? header, from + (below ? 3 : 2), cells, true);
  }
  // Items of a list are no rows.
  if (/^[-*•+]\s/.test(line)) return undefined;
  for (const separator of SEPARATORS) {
    const header = line.split(separator);
    if (
      header.length < 2 ||
      header.some(
        (cell) =>
          cell.trim() === '' ||
          cell.length > 40 ||
          /^\s*\d|[:.?!]/.test(cell) ||
          cell.trim().split(' ').length > 4,
      )
    )
      continue;
    const cells = (each: string): string[] | undefined => {
      const split = separator === ',' ? commaCells(each) : each.split(separator);
      return split.length === header.length ? split : undefined;
    };
    if (cells(lines[from + 1] ?? '') === undefined || cells(lines[from + 2] ?? '') === undefined) continue;
    if (separator === ',' && /[.!?]\s*$/.test(line)) continue;
    return rowsOf(lines, from, header, from + 1, cells);
  }
  return undefined;
}

export const BORDER = /^\+(?:-{1,200}\+){1,40}$/;
export const SEPARATORS = ['\t', ',', ';', '|'];

function rowsOf(
  lines: readonly string[],
  from: number,
  header: readonly string[],
  first: number,
  cells: (line: string) => string[] | undefined,
  isMerged = false,
): { readonly records: Record[]; readonly last: number } {
  const records: Record[] = [];
  let above: string | undefined;
  let last = first - 1;
  for (let index = first; index < lines.length; index++) {
    const row = lines[index]!.trim() === '' ? undefined : cells(lines[index]!.trim());
    if (row === undefined) break;
    last = index;
    // A cell that is left empty below another goes on, if it is the first.
    if (isMerged && row[0]?.trim() === '' && plainCell(header[0]!) !== '') row[0] = above ?? '';
    above = row[0];
    records.push({
      fields: header.flatMap((key, column) => {
        const value = row[column]?.trim() ?? '';
        return value === '' ? [] : [[plainCell(key), plainCell(value)] as const];
      }),
    });
  }
  return { records, last: Math.max(last, from) };
}

/** The keys of a header of two rows, of which the upper one groups the lower: "2023 Price". Undefined for a row of values. */
function joinedHeader(header: readonly string[], below: readonly string[]): string[] | undefined {
  const upper = header.map(plainCell);
  const lower = below.map(plainCell);
  const isGrouped =
    lower.length === upper.length &&
    upper.slice(1).some((cell) => cell === '') &&
    lower.slice(1).every((cell) => cell !== '' && !/\d/.test(cell)) &&
    (lower[0] === '' || lower[0] === upper[0]);
  if (!isGrouped) return undefined;
  let group = '';
  return lower.map((cell, column) => {
    group = upper[column] === '' ? group : upper[column]!;
    return column === 0 ? upper[0] || cell : `${group} ${cell}`;
  });
}

const cellsOf = (line: string): string[] => line.replace(/^\||\|$/g, '').split('|');

/** A cell without the marks around it. */
export const plainCell = (cell: string): string => cell.trim().replace(/^(["'`*]+)(.*?)\1$/, '$2');

/** The cells of a line of comma-separated values, with their quotes. */
export function commaCells(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!).slice(0, -1);
}
