import { type Static, type TSchema, Type } from 'typebox';
import { formatBytes, parseBytes } from './bytes.ts';
import { type Duration, formatDuration, parseDuration } from './duration.ts';

/**
 * A kind of option value: its parsed type and its written form. The schema defines type and bounds. `read`
 * only converts; it returns values it cannot convert unchanged, and the schema then rejects them.
 */
export interface OptionForm<Value = unknown, Written = Value> {
  readonly schema: TSchema;
  /** Placeholder for the value in help, such as `<number>`; empty if the flag takes no value. */
  readonly placeholder: string;
  /** Describes the allowed values; completes the sentence "Allowed: …". */
  readonly allowed: string;
  /** The allowed words, if there is a fixed set. */
  readonly choices?: readonly string[];
  read(written: unknown): unknown;
  /** What is wrong inside of a value with fields of its own, in place of the whole value and of `allowed`. */
  explain?(read: unknown): { readonly shown: string; readonly allowed: string } | undefined;
  /** Returns text that `read` converts back to the same value. */
  write(value: Value): string;
  /** Never set; carries the type that code may pass. */
  readonly written?: Written;
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

export function boolean(): OptionForm<boolean> {
  return form(Type.Boolean(), {
    placeholder: '',
    allowed: 'true or false',
    read: (written) => textual(written, (text) => TRUTHS.get(text.toLowerCase())),
    write: String,
  });
}

export function integer(minimum: number, maximum: number): OptionForm<number> {
  return form(Type.Integer({ minimum, maximum }), {
    placeholder: '<number>',
    allowed: `an integer from ${minimum} to ${maximum}`,
    read: (written) => textual(written, (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined)),
    write: String,
  });
}

export function number(minimum: number, maximum: number): OptionForm<number> {
  return form(Type.Number({ minimum, maximum }), {
    placeholder: '<number>',
    allowed: `a number from ${minimum} to ${maximum}`,
    read: (written) =>
      textual(written, (text) =>
        /^-?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/.test(text) ? Number(text) : undefined,
      ),
    write: String,
  });
}

/** Seconds: a bare number is seconds; `500ms` and `0.5s` are accepted too. */
export function seconds(maximum: number): OptionForm<number, number | string> {
  return form(Type.Number({ minimum: 0, maximum }), {
    placeholder: '<seconds>',
    allowed: `seconds from 0 to ${maximum}, such as 0.5 or 500ms`,
    read: (written) =>
      textual(written, (text) => (/[ms]$/i.test(text) ? unvaried(text, 1000) : unvaried(`${text}s`, 1000))),
    write: String,
  });
}

/** A time without variation; parsed to milliseconds. */
export function span(minimum: number, maximum: number): OptionForm<number, number | string> {
  return form(Type.Number({ minimum, maximum }), {
    placeholder: '<time>',
    allowed: `a time from ${inWords(minimum)} to ${inWords(maximum)}, such as 5s or 500ms (a bare number is milliseconds)`,
    read: (written) => textual(written, (text) => unvaried(text, 1)),
    write: (value) => formatDuration({ mean: value, deviation: 0, shape: 'none' }),
  });
}

/** A time with random variation. */
export function duration(maximum: number): OptionForm<Duration, string | number | Duration> {
  const schema = Type.Object(
    {
      mean: Type.Number({ minimum: 0, maximum }),
      deviation: Type.Number({ minimum: 0, maximum: 1 }),
      shape: Type.Union([
        Type.Literal('none'),
        Type.Literal('gaussian'),
        Type.Literal('lognormal'),
        Type.Literal('uniform'),
      ]),
    },
    { additionalProperties: false },
  );
  return form(schema, {
    placeholder: '<time>',
    allowed: `a time from 0 to ${inWords(maximum)} such as 20ms, 0.5s, 20ms:10% or 20ms:10%:gaussian (deviation 0 to 100%; lognormal, gaussian, uniform or none)`,
    read: (written) =>
      typeof written === 'number' ? parseDuration(written) : textual(written, parseDuration),
    write: formatDuration,
  });
}

export function bytes(minimum: number, maximum: number): OptionForm<number, number | string> {
  return form(Type.Integer({ minimum, maximum }), {
    placeholder: '<bytes>',
    allowed: `bytes from ${formatBytes(minimum)} to ${formatBytes(maximum)}, such as 16mb or 1gib`,
    read: (written) => textual(written, parseBytes),
    write: formatBytes,
  });
}

export function choice<const Choice extends string>(...choices: readonly Choice[]): OptionForm<Choice> {
  return form(Type.Unsafe<Choice>(Type.Union(choices.map((value) => Type.Literal(value)))), {
    placeholder: `<${choices.join('|')}>`,
    allowed: `one of ${choices.join(', ')}`,
    choices,
    read: (written) => textual(written, (text) => text.toLowerCase()),
    write: String,
  });
}

/** One of several HTTP statuses; a number in the config file, too. */
export function status<const Status extends string>(
  ...choices: readonly Status[]
): OptionForm<Status, Status | number> {
  const { read, ...rest } = choice(...choices);
  return { ...rest, read: (written) => read(typeof written === 'number' ? String(written) : written) };
}

/** Probabilities: an array, a JSON array as text, or comma-separated numbers. */
export function shares(
  placeholder: string,
  most: number,
): OptionForm<readonly number[], string | readonly number[]> {
  const item = Type.Number({ minimum: 0, maximum: 1 });
  return form(Type.Array(item, { minItems: 1, maxItems: most }), {
    placeholder,
    allowed: `1 to ${most} numbers from 0 to 1, separated by commas or as a JSON array`,
    read: (written) => (typeof written === 'number' ? [written] : textual(written, numbers)),
    write: (value) => value.join(','),
  });
}

/** Visible ASCII without spaces: safe in headers and host names. */
export function word(placeholder: string, longest: number): OptionForm<string> {
  return form(Type.String({ minLength: 1, maxLength: longest, pattern: '^[!-~]+$' }), {
    placeholder,
    allowed: `1 to ${longest} visible ASCII characters without spaces`,
    read: (written) => textual(written, (text) => text),
    write: String,
  });
}

/** Text in any script, without control characters. */
export function text(placeholder: string, longest: number): OptionForm<string, string | number> {
  return form(Type.String({ minLength: 1, maxLength: longest, pattern: '^[^\\u0000-\\u001f\\u007f]+$' }), {
    placeholder,
    allowed: `1 to ${longest} characters without control characters`,
    read: (written) => (Number.isSafeInteger(written) ? String(written) : written),
    write: String,
  });
}

/** Words without spaces or commas: an array, a JSON array as text, or comma-separated words. */
export function list(
  placeholder: string,
  most: number,
  longest: number,
): OptionForm<readonly string[], string | readonly string[]> {
  const item = Type.String({ minLength: 1, maxLength: longest, pattern: '^[!-+\\--~]+$' });
  return form(Type.Array(item, { maxItems: most }), {
    placeholder,
    allowed: `at most ${most} words of visible ASCII characters, separated by commas or as a JSON array`,
    read: (written) => {
      if (!Array.isArray(written)) return textual(written, words);
      const items = written.flatMap((entry: unknown) => {
        const read = textual(entry, words);
        return Array.isArray(read) ? (read as unknown[]) : [read];
      });
      return [...new Set(items)];
    },
    write: (value) => (value.length === 0 ? '[]' : value.join(',')),
  });
}

/** A list of some of several words. */
export function choices<const Choice extends string>(
  placeholder: string,
  ...all: readonly Choice[]
): OptionForm<readonly Choice[], string | readonly string[]> {
  const words = list(placeholder, all.length, 64);
  return {
    ...words,
    schema: Type.Unsafe<readonly Choice[]>(
      Type.Array(Type.Union(all.map((word) => Type.Literal(word))), { minItems: 1, maxItems: all.length }),
    ),
    allowed: `one or more of ${all.join(', ')}, separated by commas or as a JSON array`,
    write: (value) => words.write(value),
  };
}

/** A list of HTTP URLs. */
export function urls(most: number): OptionForm<readonly string[], string | readonly string[]> {
  const item = Type.String({ maxLength: 2048, pattern: '^https?://(?![^/]*@)[!-+\\--~]+$' });
  return {
    ...list('<urls>', most, 2048),
    schema: Type.Array(item, { maxItems: most }),
    allowed: `at most ${most} URLs that start with http:// or https:// and contain no password, separated by commas or as a JSON array`,
  };
}

/** A secret in the format of the Standard Webhooks specification: 24 to 64 bytes. */
export function webhookSecret(): OptionForm<string> {
  return form(Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' }), {
    placeholder: '<secret>',
    allowed: 'whsec_ followed by 24 to 64 bytes in base64',
    read: (written) => textual(written, (text) => text),
    write: String,
  });
}

function form<Schema extends TSchema, Written>(
  schema: Schema,
  rest: Omit<OptionForm<Static<Schema>, Written>, 'schema'>,
): OptionForm<Static<Schema>, Written> {
  return { schema, ...rest };
}

/** Trims and converts text. Values that are not text or cannot be converted are returned unchanged. */
function textual(written: unknown, translate: (text: string) => unknown): unknown {
  return typeof written === 'string' ? (translate(written.trim()) ?? written) : written;
}

function unvaried(text: string, milliseconds: number): number | undefined {
  const read = text.includes(':') ? undefined : parseDuration(text);
  return read && read.mean / milliseconds;
}

function numbers(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('[') ? text : `[${text}]`) as unknown;
  } catch {
    return undefined;
  }
}

function words(text: string): unknown {
  if (text.startsWith('[')) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  }
  const found = text.split(',').map((entry) => entry.trim());
  return [...new Set(found.filter((entry) => entry !== ''))];
}

function inWords(milliseconds: number): string {
  return formatDuration({ mean: milliseconds, deviation: 0, shape: 'none' });
}
