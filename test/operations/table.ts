import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect } from 'vitest';
import { createFakeAI, type FakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import { toAzureExamples, toOriginalId } from './azure-examples.ts';
import { needsExample, toExamples } from './derived.ts';
import { toEvents } from './events.ts';
import { type Example, type Send, toForm, toSend } from './example.ts';
import { EXAMPLES } from './examples.ts';

/** The operation table of an instance without latency, and helpers to call its operations. */
export interface Table extends Calls, AsyncDisposable {
  readonly fake: FakeAI;
}

/** The betas that rows need. Others ignore them. */
const BETAS = { 'openai-beta': 'responses_multi_agent=v1' };

export function openTable(options: FakeAIOptions = {}): Table {
  const fake = createFakeAI({ fast: true, ...options });
  return {
    fake,
    ...toCalls(fake.operations, toSend(fake, BETAS)),
    [Symbol.asyncDispose]: () => fake.close(),
  };
}

/** The rows of a table, and helpers to call their operations. */
export interface Calls {
  readonly send: Send;
  /** Those that are called by requests; `sockets` are opened. */
  readonly rows: readonly { readonly id: string; readonly row: Operation }[];
  readonly sockets: readonly { readonly id: string; readonly row: Operation }[];
  examplesOf(row: Operation): readonly Example[];
  /** The first example, which is the fastest. */
  exampleOf(row: Operation): Example;
  /** A path that matches the operation; its objects need not exist. */
  anyPath(row: Operation): string;
  /** Like {@link anyPath}, with the required query parameters. */
  anyCall(row: Operation): string;
  /** The path of an example, whose objects exist. */
  pathOf(row: Operation, example: Example, prefix?: string): Promise<string>;
  /** Sends an example; `extra` adds or replaces parameters. */
  run(row: Operation, example: Example, options?: { prefix?: string; extra?: object }): Promise<Response>;
  /** Sends an example as a streaming request. */
  stream(row: Operation, example: Example): Promise<Response>;
}

/** The given rows, called with `send`. */
export function toCalls(operations: readonly Operation[], send: Send): Calls {
  const all = operations.map((row) => ({ id: row.id, row }));
  const rows = all.filter(({ row }) => !row.socket);
  const byId = new Map(rows.map(({ id, row }) => [id, row]));
  const known = new Map<Operation, readonly Example[]>();
  const examplesOf = (row: Operation): readonly Example[] => {
    const examples = known.get(row) ?? derive(row);
    known.set(row, examples);
    return examples;
  };
  const derive = (row: Operation): readonly Example[] => {
    const original = EXAMPLES[row.id] ? undefined : byId.get(toOriginalId(row.id) ?? '');
    return original ? toAzureExamples(row.id, examplesOf(original)) : toExamples(row, EXAMPLES[row.id]);
  };
  const anyPath: Calls['anyPath'] = (row) => fill(row, {}, '/v1');
  const pathOf: Calls['pathOf'] = async (row, { prepare, query }, prefix = '/v1') =>
    fill(row, (await prepare?.(send)) ?? {}, prefix) + (query === undefined ? '' : `?${query}`);
  const run: Calls['run'] = async (row, example, { prefix, extra = {} } = {}) => {
    const { body, form, raw } = example;
    const path = await pathOf(row, example, prefix);
    if (form) return send(row.method, path, { body: toForm({ ...form, ...extra }) });
    if (raw) return send(row.method, path, { body: raw.bytes, headers: { 'content-type': raw.type } });
    return send(row.method, path, body && { body: { ...body, ...extra } });
  };
  return {
    send,
    rows,
    sockets: all.filter(({ row }) => row.socket),
    examplesOf,
    exampleOf: (row) => examplesOf(row)[0] as Example,
    anyPath,
    anyCall(row) {
      const query = examplesOf(row)[0]?.query;
      return query === undefined ? anyPath(row) : `${anyPath(row)}?${query}`;
    },
    pathOf,
    run,
    stream(row, example) {
      if (row.body || row.form) return run(row, example, { extra: example.stream ?? { stream: true } });
      const query = example.query === undefined ? 'stream=true' : `${example.query}&stream=true`;
      return run(row, { ...example, query });
    },
  };
}

function fill({ path, absolute }: Operation, params: Record<string, string>, prefix: string): string {
  const filled = path.replace(/\{(\w+)\*?\}/g, (_, name: string) => params[name] ?? 'unknown');
  return absolute ? filled : prefix + filled;
}

/**
 * The events of an operation's stream; throws if the stream does not end as expected: with a sentinel, or with an event whose
 * type says so.
 */
export function readEvents(row: Operation, text: string): unknown[] {
  const sentinel = row.sentinel !== undefined;
  const events = toEvents(text, { sentinel });
  if (!sentinel) expect((events.at(-1) as { type?: string }).type).toMatch(/\.(?:completed|done)$/);
  return events;
}

/** An object schema, limited to the keywords that these suites read. */
export type ObjectSchema = TSchema & {
  readonly properties?: Readonly<Record<string, MemberSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly ObjectSchema[];
};

export type MemberSchema = TSchema & { readonly type?: string; readonly enum?: unknown };

/** The schema itself or, for a union, the branch that accepts the value. */
export function branchFor(schema: TSchema, value: unknown): ObjectSchema {
  const { anyOf } = schema as ObjectSchema;
  if (!anyOf) return schema as ObjectSchema;
  const branch = anyOf.find((one) => Compile(one).Check(value));
  if (!branch) throw new Error('No branch accepts this example');
  return branch;
}

/** Checks of schemas, each compiled once: those of streams have hundreds of parts. */
const checks = new WeakMap<TSchema, ReturnType<typeof Compile>>();

export function expectFit(schema: TSchema, value: unknown): void {
  const check = checks.get(schema) ?? Compile(schema);
  checks.set(schema, check);
  expect(check.Check(value) ? [] : check.Errors(value), JSON.stringify(value).slice(0, 2000)).toEqual([]);
}

/** Expects the reply to an example to be a success; says what to do about the row if its example was derived. */
export async function expectSuccess(row: Operation, reply: Response): Promise<void> {
  const text = await reply.text();
  const refused = `its derived call is answered with ${reply.status}: ${text.slice(0, 500)}`;
  expect(reply.status, row.id in EXAMPLES ? text : needsExample(row, refused)).toBe(successOf(row));
}

/** The status of a successful reply. */
export function successOf({ statuses = [200] }: Operation): number {
  return statuses[0] as number;
}
