import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { queryPairsOf } from '../../src/kernel/query-pairs.ts';
import type { Example } from '../operations/example.ts';
import { type ObjectSchema, openTable, readEvents } from '../operations/table.ts';
import { loadOfficialSpec } from './official.ts';

/** Compares OpenAI's operations with OpenAI's specification: parameters, responses and stream events. */

const table = openTable();
const { send, run, examplesOf } = table;
afterAll(() => table[Symbol.asyncDispose]());

/** Operations in OpenAI's dialect that OpenAI does not have. */
const OURS_ALONE = [
  'createHostedEmbedding',
  'createTextGeneration',
  'listWebhookDeliveries',
  // The Agents SDKs send traces, although the specification has no operation for that.
  'ingestTraces',
  'listTraces',
  'getTrace',
  'listSpans',
  'getSpan',
];

/** Events that the official client knows and the specification does not. */
const NEWER_EVENTS: ReadonlySet<unknown> = new Set(['response.compaction.compacting']);

/** Batch fields that do not apply (yet) are null, as in the specification's example, although its schema forbids it. */
const NOT_YET =
  /^(\/data\/\d+)?\/(model|errors|output_file_id|error_file_id|\w+_at) must be (string|integer|object)$/;

/** Responses that go beyond the specification, as the official clients' types and the guides show. */
const BEYOND_SPECIFICATION: Readonly<Record<string, RegExp>> = {
  // Prompts contain every role; the specification uses the schema of response messages.
  getChatCompletionMessages: /^\/data\/\d+\/role must be equal to one of the allowed values$/,
  // The first token of an echoed prompt has no log probability, because nothing precedes it.
  createCompletion:
    /^\/choices\/\d+\/logprobs(\/(token_logprobs\/0 must be number|top_logprobs\/0 must be object)| must be null| must match a schema in anyOf)$/,
  // With base64, the official client's default, a vector is a string; the specification describes only lists.
  createEmbedding: /^\/data\/\d+\/embedding must be array$/,
  // Custom tool calls stream too; the specification describes only function calls.
  createChatCompletion:
    /^\/choices\/\d+\/delta\/tool_calls\/\d+\/type must be equal to one of the allowed values$/,
  createBatch: NOT_YET,
  retrieveBatch: NOT_YET,
  listBatches: NOT_YET,
  cancelBatch: NOT_YET,
};

const spec = loadOfficialSpec();

describe("OpenAI's specification", () => {
  const theirsOf = ({ id }: Operation) => spec.operations.get(id);
  const ours = table.rows.filter(({ id, row }) => row.surface.name === 'openai' && !OURS_ALONE.includes(id));
  const problemsOf = (row: Operation, schema: object, value: unknown): string[] =>
    spec
      .problems(schema, withoutUsage(value))
      .filter((problem) => !BEYOND_SPECIFICATION[row.id]?.test(problem));

  it.each(ours)('has $id at the same method and path', ({ row }) => {
    const theirs = theirsOf(row);
    expect(theirs).toBeDefined();
    const query = queryPairsOf(row).map((pair) => `?${pair.join('=')}`);
    expect(`${row.method} ${row.path.replace('*}', '}')}${query.join()}`).toBe(
      `${theirs?.method} ${theirs?.path}`,
    );
  });

  it('has other operations, all of which FakeAI reports as not served', async () => {
    const others = [...spec.operations.values()].filter(({ id }) => !ours.some((own) => own.id === id));
    expect(others.length).toBeGreaterThan(100);
    for (const { method, path } of others) {
      const reply = await send(method, `/v1${path.replace(/\{\w+\}/g, 'x')}`);
      const { error } = (await reply.json()) as { error: { message: string } };
      expect([reply.status, error.message], path).toEqual([
        404,
        expect.stringContaining('does not serve this'),
      ]);
    }
  });

  it.each(ours)('has no parameter that $id lacks', ({ row }) => {
    const theirs = theirsOf(row);
    const known = (schema: unknown): string[] => Object.keys((schema as ObjectSchema)?.properties ?? {});
    expect(known(row.query)).toEqual(expect.arrayContaining([...(theirs?.query ?? [])]));
    for (const kind of ['body', 'form'] as const) {
      const schema = theirs?.[kind];
      if (!schema) continue;
      const members = spec.membersOf(schema);
      expect(members.length).toBeGreaterThan(0);
      // Lists are named `name[]` in forms and `name` in JSON.
      expect(known(row[kind])).toEqual(expect.arrayContaining(members.map((name) => name.replace('[]', ''))));
    }
  });

  const cases = ours.flatMap(({ id, row }) =>
    examplesOf(row).map((example) => ({ call: `${id}, ${example.name ?? 'its example'}`, row, example })),
  );

  it.each(cases)('describes the request of $call', ({ row, example }) => {
    const { body, form } = theirsOf(row) ?? {};
    if (example.body) expect(spec.problems(body as object, example.body)).toEqual([]);
    if (example.form) expect(spec.problems(form as object, toValues(example.form))).toEqual([]);
  });

  it.each(cases.filter(({ example }) => example.answer === undefined))(
    'describes the reply of $call',
    async ({ row, example }) => {
      const reply = await run(row, example);
      expect(problemsOf(row, theirsOf(row)?.reply as object, await reply.json())).toEqual([]);
    },
  );

  // The specification describes no events for completion streams.
  const streamed = cases.filter(
    ({ row, example }) => row.event && theirsOf(row)?.event && example.stream !== null,
  );
  it.each(streamed)('describes every event of $call', async ({ row, example }) => {
    const { event } = theirsOf(row) as { event: object };
    const withUsage = row.id === 'createChatCompletion' && { stream_options: { include_usage: true } };
    const asked = { ...example, stream: { ...(example.stream ?? { stream: true }), ...withUsage } };
    for (const one of readEvents(row, await (await table.stream(row, asked)).text())) {
      if (NEWER_EVENTS.has((one as { readonly type?: string }).type)) continue;
      expect(problemsOf(row, event, one)).toEqual([]);
    }
  });

  it('describes the errors', async () => {
    const wrong = { body: { no_such_parameter: true } };
    const form = { body: new FormData() };
    for (const reply of [
      await send('GET', '/v1/nothing'),
      await send('PUT', '/v1/models'),
      await send('GET', '/v1/models', { key: null }),
      await send('GET', '/v1/chat/completions/none'),
      await send('GET', '/v1/images/files/none'),
      await send('POST', '/v1/embeddings', { body: { model: 'gpt-4o', input: 'a' } }),
      ...(await Promise.all(
        ours
          .filter(({ row }) => row.body ?? row.form)
          .map(({ row }) => send('POST', table.anyPath(row), row.body ? wrong : form)),
      )),
    ]) {
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(spec.problems({ $ref: '#/$defs/ErrorResponse' }, await reply.json())).toEqual([]);
    }
  });
});

/** The value without a usage of null, which OpenAI sends until a response has ended; the specification only leaves it out. */
function withoutUsage(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { usage, response, ...rest } = value as { readonly usage?: unknown; readonly response?: unknown };
  return {
    ...rest,
    ...(usage !== null && usage !== undefined && { usage }),
    ...(response !== undefined && { response: withoutUsage(response) }),
  };
}

/** The values of a form as the specification sees them: files as strings, numeric text as numbers. */
function toValues(form: NonNullable<Example['form']>): object {
  const toValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(toValue);
    if (value instanceof File) return value.name;
    return /^-?\d+(?:\.\d+)?$/.test(String(value)) ? Number(value) : value;
  };
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, toValue(value)]));
}
