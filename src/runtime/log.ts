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
  const render = options.format === 'json' ? toJsonLine : toPrettyLine(options.colour ? PAINT : PLAIN);
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

const toPrettyLine =
  (palette: Palette): Render =>
  (level, message, fields, epoch) => {
    const dim = (text: string): string => `${palette.debug}${text}${palette.end}`;
    const time = new Date(epoch).toISOString().slice(11, 23);
    const rest = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${printable(value)}`)
      .join(' ');
    return `${dim(time)} ${palette[level]}${level.padEnd(5)}${palette.end} ${message} ${dim(rest)}\n`;
  };

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
