import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { expect } from 'vitest';
import { createFakeAI, type FakeAI, type FakeAIOptions } from '../../src/fakeai.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import { toAzureExamples } from './azure-examples.ts';
import { toEvents } from './events.ts';
import { type Example, type Send, toForm, toSend } from './example.ts';
import { EXAMPLES } from './examples.ts';

/** The operation table of an instance without latency, and the way to call its rows. */
export interface Table extends AsyncDisposable {
  readonly fake: FakeAI;
  readonly send: Send;
  readonly rows: readonly { readonly id: string; readonly row: Operation }[];
  readonly examples: Readonly<Record<string, readonly Example[]>>;
  examplesOf(row: Operation): readonly Example[];
  /** The first one, which takes the least time. */
  exampleOf(row: Operation): Example;
  /** Any path that the row takes, existing or not. */
  anyPath(row: Operation): string;
  /** The same, with what its query must have. */
  anyCall(row: Operation): string;
  /** The path of an example, whose parameters exist. */
  pathOf(row: Operation, example: Example, prefix?: string): Promise<string>;
  /** Sends an example; `extra` stands beside or in place of its members. */
  run(row: Operation, example: Example, options?: { prefix?: string; extra?: object }): Promise<Response>;
  /** Sends an example so that it is answered by events. */
  stream(row: Operation, example: Example): Promise<Response>;
}

export function openTable(options: FakeAIOptions = {}): Table {
  const fake = createFakeAI({ fast: true, ...options });
  const send = toSend(fake);
  const rows = fake.operations.map((row) => ({ id: row.id, row }));
  const azure = rows.flatMap(({ id }) => {
    const examples = toAzureExamples(id, EXAMPLES);
    return examples ? [[id, examples]] : [];
  });
  const examples: Table['examples'] = { ...EXAMPLES, ...Object.fromEntries(azure) };
  const examplesOf = (row: Operation): readonly Example[] => examples[row.id] ?? [];
  const anyPath: Table['anyPath'] = (row) => fill(row, {}, '/v1');
  const pathOf: Table['pathOf'] = async (row, { prepare, query }, prefix = '/v1') =>
    fill(row, (await prepare?.(send)) ?? {}, prefix) + (query === undefined ? '' : `?${query}`);
  const run: Table['run'] = async (row, example, { prefix, extra = {} } = {}) => {
    const { body, form } = example;
    const path = await pathOf(row, example, prefix);
    if (form) return send(row.method, path, { body: toForm({ ...form, ...extra }) });
    return send(row.method, path, body && { body: { ...body, ...extra } });
  };
  return {
    fake,
    send,
    rows,
    examples,
    examplesOf,
    exampleOf: (row) => examplesOf(row)[0] as Example,
    anyPath,
    anyCall(row) {
      const query = examplesOf(row)[0]?.query;
      return query === undefined ? anyPath(row) : `${anyPath(row)}?${query}`;
    },
    pathOf,
    run,
    stream: (row, example) => run(row, example, { extra: example.stream ?? { stream: true } }),
    [Symbol.asyncDispose]: () => fake.close(),
  };
}

function fill({ path, absolute }: Operation, params: Record<string, string>, prefix: string): string {
  const filled = path.replace(/\{(\w+)\*?\}/g, (_, name: string) => params[name] ?? 'unknown');
  return absolute ? filled : prefix + filled;
}

/** What is answered by a sentinel at the end: the events of texts. Others tell by their type that they are the last. */
const HAS_SENTINEL = /completion/i;

/** The events of a row's stream, which must end as its streams do. */
export function readEvents({ id }: Operation, text: string): unknown[] {
  const sentinel = HAS_SENTINEL.test(id);
  const events = toEvents(text, { sentinel });
  if (!sentinel) expect((events.at(-1) as { type?: string }).type).toMatch(/\.(?:completed|done)$/);
  return events;
}

/** A schema of an object, as far as these suites look into it. */
export type ObjectSchema = TSchema & {
  readonly properties?: Readonly<Record<string, MemberSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly ObjectSchema[];
};

export type MemberSchema = TSchema & { readonly type?: string; readonly enum?: unknown };

/** The schema itself, or of several the branch that takes the value. */
export function branchFor(schema: TSchema, value: unknown): ObjectSchema {
  const { anyOf } = schema as ObjectSchema;
  if (!anyOf) return schema as ObjectSchema;
  const branch = anyOf.find((one) => Compile(one).Check(value));
  if (!branch) throw new Error('No branch takes this example');
  return branch;
}

export function expectFit(schema: TSchema, value: unknown): void {
  const check = Compile(schema);
  expect(check.Check(value) ? [] : check.Errors(value), JSON.stringify(value).slice(0, 2000)).toEqual([]);
}
