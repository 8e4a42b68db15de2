import { recordsIn } from '../../reading/structures.ts';
import { commaCells, plainCell, SEPARATORS } from '../../reading/tables.ts';
import { PythonError } from './python/operations.ts';
import { literal, type PythonNumber, repr } from './python/values.ts';
import { Script } from './script.ts';
import type { Task, TextFile } from './task.ts';

/** A table of a request or of a file, as its cells are written. */
export interface Table {
  readonly columns: readonly Column[];
  readonly size: number;
  /** Absent: the table is in the request. */
  readonly file?: CsvFile;
}

export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  /** The numbers of a column that holds numbers, undefined where a cell has none; absent for texts. */
  readonly numbers?: readonly (PythonNumber | undefined)[];
}

interface CsvFile {
  readonly name: string;
  readonly delimiter: string;
  readonly isSpaced: boolean;
}

const MOST_ROWS = 2_000;
/** Rows of a table that is written into the code. */
const MOST_WRITTEN = 100;

/** The table that a task is about: in the request, else in the latest file that has one. */
export function tableOf({ text, files }: Task): Table | undefined {
  return tableIn(text) ?? files.map(tableOfFile).find((table) => table !== undefined);
}

function tableIn(text: string): Table | undefined {
  for (const part of recordsIn(text)) {
    if (part.kind !== 'records' || part.records.length < 2 || part.records.length > MOST_WRITTEN) continue;
    const [first] = part.records;
    const names = first!.fields.map(([key]) => key);
    const rows = part.records.map(({ fields }) => new Map(fields.map(([key, value]) => [key, value])));
    if (names.length < 2 || rows.some((row) => names.some((name) => !row.has(name)))) continue;
    return toTable(
      names,
      rows.map((row) => names.map((name) => row.get(name)!)),
    );
  }
  return undefined;
}

/** What a file of separated values holds. */
function tableOfFile({ name, text }: TextFile): Table | undefined {
  // A value over several lines would need a parser of its own.
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  if (lines.length < 2 || lines.length > MOST_ROWS || text.startsWith('\ufeff')) return undefined;
  if (lines.some((line) => (line.split('"').length - 1) % 2 === 1)) return undefined;
  const delimiter = SEPARATORS.find((each) => cellsOf(lines[0]!, each).length > 1);
  if (delimiter === undefined) return undefined;
  const [header = [], ...rows] = lines.map((line) => cellsOf(line, delimiter));
  const names = header.map((cell) => plainCell(cell));
  if (names.some((each) => each === '' || /^[\d.]+$/.test(each)) || new Set(names).size < names.length)
    return undefined;
  const isSpaced = lines.some((line) => line.includes(`${delimiter} `));
  const cells = rows.map((row) => names.map((_, index) => unquoted(row[index] ?? '')));
  // Cells that need mending are floats then: see `mended`.
  const table = toTable(names, cells, (column) => column.every(isPlain));
  return { ...table, file: { name, delimiter, isSpaced } };
}

function cellsOf(line: string, delimiter: string): string[] {
  return delimiter === ',' ? commaCells(line) : line.split(delimiter);
}

function unquoted(cell: string): string {
  const text = cell.trimStart();
  return /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function toTable(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  mayBeWhole: (cells: readonly string[]) => boolean = () => true,
): Table {
  const columns = names.map((name, index): Column => {
    const cells = rows.map((row) => row[index]!);
    const read = cells.map(numberOf);
    const known = read.filter((number) => number !== undefined);
    if (known.length === 0 || known.length < cells.length / 2) return { name, cells };
    // A column is of one type, as it is when it is converted.
    const isWhole =
      known.length === cells.length &&
      known.every((number) => typeof number === 'bigint') &&
      mayBeWhole(cells);
    return {
      name,
      cells,
      numbers: isWhole ? read : read.map((number) => (number === undefined ? undefined : Number(number))),
    };
  });
  return { columns, size: rows.length };
}

/** The number in a cell, with its currency, percent sign and separators left out. */
function numberOf(cell: string): PythonNumber | undefined {
  const plain = cell.replace(/[^0-9.-]/g, '');
  if (!/^[-+]?[$€£]?\s?\d[\d,]*(?:\.\d+)?(?:\s*[%$€£])?$/.test(cell.trim()) || !NUMBER.test(plain))
    return undefined;
  return /^-?\d+$/.test(plain) ? BigInt(plain) : Number(plain);
}

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)$/;

/** Whether Python converts a cell as it is. */
const isPlain = (cell: string): boolean => NUMBER.test(cell.trim().replace(/^\+/, ''));

const typeOf = ({ numbers }: Column): 'int' | 'float' =>
  numbers!.every((number) => typeof number === 'bigint') ? 'int' : 'float';

/** The rows of a table as code loads them, and what becomes of cells that are no numbers. */
export interface Loaded {
  readonly script: Script;
  /** The rows that have a number in each of the columns that are used, by their place. */
  readonly rows: readonly number[];
  /** Present: the first attempt at the code fails with this in its last line. */
  readonly failing?: { readonly script: Script; readonly error: PythonError };
}

/**
 * Code that puts a table into `rows`, with numbers in the columns named.
 *
 * @param modules that the code behind it needs
 */
export function load(table: Table, used: readonly Column[], modules: readonly string[]): Loaded {
  const places = Array.from({ length: table.size }, (_, place) => place);
  const complete = places.filter((place) => used.every(({ numbers }) => numbers?.[place] !== undefined));
  if (table.file === undefined) return { script: written(table, complete, modules), rows: complete };
  const plain = opened(table.file, modules);
  for (const column of used) {
    const key = `row[${literal(column.name)}]`;
    plain.line('for row in rows:', `    ${key} = ${typeOf(column)}(${key})`);
    const bad = column.cells.find((cell) => !isPlain(cell));
    if (bad === undefined) continue;
    const error = new PythonError('ValueError', `could not convert string to float: ${repr(bad)}`);
    return { script: mended(table.file, used, modules), rows: complete, failing: { script: plain, error } };
  }
  return { script: plain.line(''), rows: complete };
}

function written({ columns }: Table, rows: readonly number[], modules: readonly string[]): Script {
  const lines = rows.map((row) => {
    const fields = columns.map(({ name, cells, numbers }) => {
      const value = numbers?.[row] ?? cells[row]!;
      return `${literal(name)}: ${typeof value === 'string' ? literal(value) : repr(value)}`;
    });
    return `    {${fields.join(', ')}},`;
  });
  return new Script(...imports(modules), 'rows = [', ...lines, ']', '');
}

function opened({ name, delimiter, isSpaced }: CsvFile, modules: readonly string[]): Script {
  const options = [
    ...(delimiter === ',' ? [] : [`delimiter=${literal(delimiter)}`]),
    ...(isSpaced ? ['skipinitialspace=True'] : []),
  ];
  return new Script(
    ...imports(['csv', ...modules]),
    `with open(${literal(pathOf(name))}, newline="") as file:`,
    `    rows = list(csv.DictReader(${['file', ...options].join(', ')}))`,
  );
}

/** Code that leaves out what is no number. */
function mended(file: CsvFile, used: readonly Column[], modules: readonly string[]): Script {
  const script = opened(file, ['re', ...modules]).line(
    '',
    'def number(text):',
    '    text = re.sub(r"[^0-9.-]", "", text or "")',
    '    return float(text) if re.fullmatch(r"-?(\\d+\\.?\\d*|\\.\\d+)", text) else None',
    '',
  );
  for (const column of used) {
    const key = `row[${literal(column.name)}]`;
    const type = typeOf(column) === 'int' ? 'int' : 'number';
    script.line('for row in rows:', `    ${key} = ${type}(${key})`);
  }
  const tests = used.map(({ name }) => `row[${literal(name)}] is not None`);
  return script.line(`rows = [row for row in rows if ${tests.join(' and ')}]`, '');
}

function imports(modules: readonly string[]): string[] {
  if (modules.length === 0) return [];
  return [...[...new Set(modules)].toSorted().map((name) => `import ${name}`), ''];
}

/** Where code finds a file of the container. */
export function pathOf(filename: string): string {
  return `/mnt/data/${filename}`;
}
