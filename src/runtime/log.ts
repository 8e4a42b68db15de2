import { type Cell, fitCells } from './cells.ts';
import type { Clock } from './clock.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Structured logging: one line an event, fields beside the message. Values of secrets never reach it. */
export interface Log {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** Whether lines of that level are written: lets a caller skip gathering fields. */
  writes(level: LogLevel): boolean;
}

export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };

export interface LogOptions {
  readonly level: LogLevel;
  /** `json`: one object a line. `pretty`: for a person at a terminal. */
  readonly format: 'json' | 'pretty';
  /** Whether pretty lines are coloured. Default false. */
  readonly colour?: boolean;
  /** How pretty lines with a certain message look. Default: the message, then the fields as `name=value`. */
  readonly rows?: { readonly [message: string]: (fields: LogFields) => readonly Cell[] };
  /** Characters in a row of the terminal, so that `rows` take one each. Default: no limit. */
  readonly width?: () => number | undefined;
  readonly clock: Clock;
  readonly write: (line: string) => void;
}

const RANK = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 } as const;

/**
 * @example
 * const log = createLog({ level: 'info', format: 'json', clock, write: (line) => process.stderr.write(line) });
 * log.info('request', { method: 'GET', path: '/health', status: 200 });
 */
export function createLog(options: LogOptions): Log {
  const { clock, write } = options;
  const threshold = RANK[options.level];
  const render = options.format === 'json' ? toJsonLine : toPrettyLine(options);
  const at =
    (level: Exclude<LogLevel, 'silent'>) =>
    (message: string, fields: LogFields = {}) => {
      if (RANK[level] <= threshold) write(render(level, message, fields, clock.epoch()));
    };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    writes: (level) => RANK[level] <= threshold,
  };
}

type Render = (level: LogLevel, message: string, fields: LogFields, epoch: number) => string;

const toJsonLine: Render = (level, message, fields, epoch) =>
  `${quoted({ time: new Date(epoch).toISOString(), level, message, ...fields })}\n`;

type Palette = { readonly [Role in LogLevel | 'end']: string };
const PAINT: Palette = {
  silent: '',
  error: '\u001b[31m',
  warn: '\u001b[33m',
  info: '\u001b[32m',
  debug: '\u001b[90m',
  end: '\u001b[0m',
};
const PLAIN: Palette = { silent: '', error: '', warn: '', info: '', debug: '', end: '' };

function toPrettyLine({ colour, rows = {}, width }: LogOptions): Render {
  const palette = colour ? PAINT : PLAIN;
  const paint = (role: LogLevel, text: string): string => `${palette[role]}${text}${palette.end}`;
  return (level, message, fields, epoch) => {
    const head: readonly Cell[] = [
      { text: new Date(epoch).toISOString().slice(11, 23), tone: 'dim' },
      { text: level.padEnd(5), tone: 'level' },
    ];
    const row = Object.hasOwn(rows, message) ? rows[message] : undefined;
    const cells = row
      ? fitCells([...head, ...row(fields).map(harmless)], width?.() ?? Number.POSITIVE_INFINITY)
      : [...head, { text: message }, ...pairs(fields)];
    const texts = cells.map(({ text, tone }) =>
      tone === undefined ? text : paint(tone === 'dim' ? 'debug' : level, text),
    );
    return `${texts.join(' ')}\n`;
  };
}

function pairs(fields: LogFields): Cell[] {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ text: `${name}=${printable(value)}`, tone: 'dim' }));
}

function harmless(cell: Cell): Cell {
  return { ...cell, text: quoted(cell.text).slice(1, -1) };
}

function printable(value: LogFields[string]): string {
  const text = String(value);
  return /^[\w./:@+-]*$/.test(text) ? text : quoted(text);
}

/** What JSON leaves as it is though a terminal or an editor obeys it: controls beyond ASCII, line ends, changes of direction. */
const OBEYED = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON without a character that does anything but stand there: what a request says must not command who reads the log. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    OBEYED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
