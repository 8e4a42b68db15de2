import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Operation } from '../../src/kernel/operation.ts';
import type { Schema } from '../../src/kernel/schema.ts';
import { isUploadField } from '../../src/kernel/upload.ts';
import type { Example, FormValue } from './example.ts';
import { fileFor } from './examples/files.ts';
import { leastOf, statedBy } from './least.ts';
import { STORED } from './stored.ts';

/**
 * The examples of a row: the written ones, with what they leave out derived from the row, or else the least example
 * for each kind of body. Throws if something can be neither found nor derived.
 *
 * A derived call consists of what is required: the documented `example` or the least body of the schema, the least
 * query, and path parameters that are stored (`stored.ts`) or stated in their schema.
 */
export function toExamples(row: Operation, written: readonly Example[] = leastOnes(row)): readonly Example[] {
  return written.map((example) => complete(row, example));
}

type Content = Pick<Example, 'name' | 'body' | 'form' | 'raw'>;

const KINDS = ['body', 'form', 'raw'] as const;

const NAMES = { body: 'JSON', form: 'a form', raw: 'bytes' } as const;

/** One for each kind of body that the row accepts. */
function leastOnes(row: Operation): readonly Content[] {
  const kinds = KINDS.filter((kind) => row[kind]);
  if (kinds.length < 2) return [{}];
  return kinds.map((kind) => ({ name: NAMES[kind], ...toContent(row, kind) }));
}

function toContent(row: Operation, kind: (typeof KINDS)[number]): Content {
  if (kind === 'body') return { body: toBody(row) };
  if (kind === 'form') return { form: toForm(row) };
  return { raw: { type: row.raw?.[0] as string, bytes: new TextEncoder().encode('Some bytes.\n') } };
}

function complete(row: Operation, written: Example): Example {
  const kind = KINDS.find((one) => row[one]);
  const isGiven = KINDS.some((one) => written[one]);
  const query = written.query ?? toQuery(row);
  const prepare = written.prepare ?? toPreparation(row);
  const answer = written.answer ?? (row.reply ? undefined : row.media?.[0]);
  return {
    ...(kind && !isGiven && toContent(row, kind)),
    ...written,
    ...(query !== undefined && { query }),
    ...(prepare && { prepare }),
    ...(answer !== undefined && { answer }),
  };
}

function toBody(row: Operation): Record<string, unknown> {
  const { body, example } = row;
  return fitting(row, 'body', body as TSchema, example ?? leastOf(body as TSchema));
}

function toForm(row: Operation): Record<string, FormValue> {
  const form = row.form as TSchema & Schema;
  const toField = (value: unknown, schema: Schema = {}): FormValue => {
    if (isUploadField(schema)) return fileFor(row.path);
    if (Array.isArray(value)) return value.map((item) => toField(item, schema.items) as string | File);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return Object.fromEntries(
    Object.entries(fitting(row, 'form', form, leastOf(form))).map(([name, value]) => [
      name,
      toField(value, form.properties?.[name]),
    ]),
  );
}

function toQuery(row: Operation): string | undefined {
  if (!row.query) return undefined;
  const pairs = Object.entries(fitting(row, 'query', row.query, leastOf(row.query)));
  if (pairs.length === 0) return undefined;
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
}

function fitting(row: Operation, part: string, schema: TSchema, value: unknown): Record<string, unknown> {
  const check = Compile(schema);
  if (!check.Check(value)) {
    const [first] = check.Errors(value);
    const problem = `${JSON.stringify(value)} is not valid: ${first?.instancePath} ${first?.message}.`;
    throw new Error(needsExample(row, `no ${part} can be derived from its schema. ${problem}`));
  }
  return value as Record<string, unknown>;
}

/** Stores what the path names, and takes other parameters from their schemas; undefined if there is nothing to do. */
function toPreparation(row: Operation): Example['prepare'] {
  const path = storedPath(row);
  const stored = path === undefined ? [] : paramsOf(path);
  const { properties = {} } = (row.params ?? {}) as Schema;
  const stated = paramsOf(row.path)
    .filter((name) => !stored.includes(name))
    .map((name) => {
      const [value] = statedBy(properties[name] ?? {});
      if (value === undefined)
        throw new Error(needsExample(row, `no value of {${name}} is known.${TO_STORE}`));
      return [name, String(value)];
    });
  if (path === undefined && stated.length === 0) return undefined;
  const params = Object.fromEntries(stated) as Record<string, string>;
  return async (send) => ({ ...params, ...(path !== undefined && (await STORED[path]?.(send))) });
}

/** The most specific path in `STORED` that the row's path continues or, for a GET, lists. */
function storedPath({ method, path }: Operation): string | undefined {
  return Object.keys(STORED)
    .filter((stored) => {
      const isInside = path === stored || path.startsWith(`${stored}/`) || path.startsWith(`${stored}:`);
      return isInside || (method === 'GET' && path === stored.slice(0, stored.lastIndexOf('/')));
    })
    .sort((one, other) => other.length - one.length)[0];
}

/** The names of the parameters in a path. */
export function paramsOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => name as string);
}

const TO_STORE =
  " Declare `examples` for it in the row's `params` or, if it names something stored, add to test/operations/stored.ts how to store it.";

/** What to do about a row without a written example if the derived one does not work. */
export function needsExample({ id }: Operation, problem: string): string {
  return `${id} needs an example: ${problem} Write what cannot be derived under the id ${id} in a file in test/operations/examples/, and list it in test/operations/examples.ts.`;
}
