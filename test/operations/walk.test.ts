import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, describe, expect, it } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import { toEvents } from './events.ts';
import { EXAMPLES, type Example, toSend } from './examples.ts';
import { loadOfficialSpec } from './official.ts';

/** Walks the operation table: what holds for every row. What a row means is tested beside it. */

const fake = createFakeAI({ fast: true });
const send = toSend(fake);
afterAll(() => fake.close());

const official = loadOfficialSpec();
const rows = fake.operations.map((row) => ({ id: row.id, row }));
const isOpenAI = ({ row }: { row: Operation }): boolean => row.surface.name === 'openai';

interface ErrorAnswer {
  readonly error: { message: string; type: string; param: string | null; code: string | null };
}

/** A refusal in OpenAI's envelope, its `error` member. */
async function refusal(reply: Response, status: number): Promise<ErrorAnswer['error']> {
  expect(reply.headers.get('content-type')).toBe('application/json');
  const { error, ...rest } = (await reply.json()) as ErrorAnswer;
  expect(reply.status, error?.message).toBe(status);
  expect(rest).toEqual({});
  expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
  expect(error.message).not.toBe('');
  expect(error.type).toBe('invalid_request_error');
  return error;
}

const examplesOf = (row: Operation): readonly Example[] => EXAMPLES[row.id] ?? [];

function pathOf(row: Operation, params: Record<string, string>): string {
  return row.path.replace(/\{(\w+)\*?\}/g, (_, name: string) => params[name] ?? 'unknown');
}

/** Any path that the row takes, existing or not. */
const anyPath = (row: Operation): string => pathOf(row, {});

async function run(row: Operation, example: Example, prefix = '/v1', extra: object = {}): Promise<Response> {
  const params = (await example.prepare?.(send)) ?? {};
  const query = example.query === undefined ? '' : `?${example.query}`;
  const body = example.body && { body: { ...example.body, ...extra } };
  return send(row.method, `${prefix}${pathOf(row, params)}${query}`, body);
}

const propertiesOf = (schema: TSchema | undefined): Record<string, Property> =>
  (schema as { properties?: Record<string, TSchema> } | undefined)?.properties ?? {};

type Property = TSchema & { type?: string; enum?: unknown };

describe('the table', () => {
  it('has an example of every operation, and none of another', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  it('tells every operation by its own id, method and path', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ row }) => `${row.method} ${row.path}`)).size).toBe(rows.length);
  });

  it('has nothing at other paths', async () => {
    for (const path of ['/nothing', '/v1/nothing', '/v1', '/v1/chat', '/v1/v1/models', '/v2/models']) {
      const error = await refusal(await send('GET', path), 404);
      expect(error).toMatchObject({ message: `Invalid URL (GET ${path})`, param: null });
    }
  });
});

describe.each(rows)('$id', ({ row }) => {
  const { method, surface } = row;

  it('is found with and without the version, and with a slash behind it', async () => {
    const [example] = examplesOf(row);
    for (const prefix of ['/v1', '']) {
      const reply = await run(row, example as Example, prefix);
      expect(reply.status, await reply.text()).toBe(200);
    }
    if (row.path === '/' || row.path.endsWith('*}')) return;
    const reply = await send(method, `/v1${anyPath(row)}/`, { key: null });
    expect(reply.status).toBe(row.access === 'project' ? 401 : row.path.includes('{') ? 404 : 200);
  });

  it(`${row.access === 'project' ? 'needs' : 'does not need'} a key`, async () => {
    const missing = await send(method, `/v1${anyPath(row)}`, { key: null });
    const wrong = await send(method, `/v1${anyPath(row)}`, { key: 'sk-nobody-knows-this-key-9876' });
    if (row.access === 'public') {
      expect([200, 404]).toContain(missing.status);
      expect(wrong.status).toBe(missing.status);
      return;
    }
    expect((await refusal(missing, 401)).message).toMatch(/^You didn't provide an API key/);
    const error = await refusal(wrong, 401);
    expect(error.code).toBe('invalid_api_key');
    expect(error.message).toMatch(/^Incorrect API key provided: sk-nobod\*+9876\./);
    expect(error.message).not.toContain('knows-this-key');
  });

  it('refuses other methods, naming its own', async () => {
    const path = `/v1${anyPath(row)}`;
    const there = fake.operations
      .filter((other) => anyPath(other) === anyPath(row))
      .map((other) => other.method);
    const allow = [...new Set(there)];
    for (const other of ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'].filter(
      (one) => !allow.includes(one as never),
    )) {
      const reply = await send(other, path);
      const named = reply.headers.get('allow')?.split(', ').sort();
      expect(named).toEqual([...allow, ...(allow.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort());
      await refusal(reply, 405);
    }
    const options = await send('OPTIONS', path, { key: null });
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')).toContain(method);
  });

  it('names its call and its version in the headers', async () => {
    const reply = await run(row, examplesOf(row)[0] as Example);
    expect(reply.headers.get('x-request-id')).toMatch(/^req_\w{32}$/);
    if (surface.name !== 'openai') return;
    expect(reply.headers.get('openai-version')).toBe('2020-10-01');
    expect(reply.headers.get('openai-organization')).toBe('org-fakeai');
    expect(reply.headers.get('openai-processing-ms')).toMatch(/^\d+$/);
  });

  if (method === 'GET')
    describe('asked for its headers alone', () => {
      it('answers those of a GET and no body', async () => {
        const example = examplesOf(row)[0] as Example;
        const params = (await example.prepare?.(send)) ?? {};
        const path = `/v1${pathOf(row, params)}`;
        const [whole, head] = [await send('GET', path), await send('HEAD', path)];
        expect(head.status).toBe(200);
        expect(await head.text()).toBe('');
        expect(head.headers.get('content-type')).toBe(whole.headers.get('content-type'));
        expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
      });
    });

  if (row.query)
    describe('its query', () => {
      const query = propertiesOf(row.query);
      const example = examplesOf(row)[0] as Example;
      const withQuery = (text: string): Promise<Response> => run(row, { ...example, query: text });

      it('takes no parameter it does not know', async () => {
        const error = await refusal(await withQuery('no_such_parameter=1'), 400);
        expect(error).toMatchObject({ param: 'no_such_parameter', code: 'unknown_parameter' });
      });

      it.each(Object.entries(query).filter(([, schema]) => schema.type !== 'string' || schema.enum))(
        'refuses a wrong %s',
        async (name) => {
          const error = await refusal(await withQuery(`${name}=@@`), 400);
          expect(error.param).toBe(name);
          expect(['invalid_type', 'invalid_value']).toContain(error.code);
        },
      );

      if (query.limit)
        it('keeps to the bounds of a page', async () => {
          for (const [limit, code] of [
            [0, 'integer_below_min_value'],
            [101, 'integer_above_max_value'],
            [1.5, 'invalid_type'],
          ]) {
            expect(await refusal(await withQuery(`limit=${limit}`), 400)).toMatchObject({
              param: 'limit',
              code,
            });
          }
        });

      if (query.after)
        it('says when a cursor leads nowhere', async () => {
          expect(await refusal(await withQuery('after=nowhere'), 404)).toMatchObject({ param: 'after' });
        });
    });

  if (row.body)
    describe('its body', () => {
      const example = examplesOf(row)[0] as Example;
      const properties = Object.entries(propertiesOf(row.body));
      const required = (row.body as { required?: string[] } | undefined)?.required ?? [];
      const withBody = (body: unknown, headers = {}): Promise<Response> =>
        send(method, `/v1${anyPath(row)}`, { body, headers });

      it('is JSON', async () => {
        expect((await refusal(await withBody('{"a":'), 400)).message).toMatch(
          /^We could not parse the JSON body/,
        );
        const other = await withBody('a=1', { 'content-type': 'application/x-www-form-urlencoded' });
        expect((await refusal(other, 400)).message).toContain('application/x-www-form-urlencoded');
      });

      it.each([[[]], ['text'], [1], [null], [true]])('is an object, not %j', async (body) => {
        const error = await refusal(await withBody(JSON.stringify(body)), 400);
        expect(error).toMatchObject({ param: null, code: 'invalid_type' });
      });

      it('takes no parameter it does not know', async () => {
        const error = await refusal(await run(row, example, '/v1', { no_such_parameter: 1 }), 400);
        expect(error).toMatchObject({
          message: "Unknown parameter: 'no_such_parameter'.",
          param: 'no_such_parameter',
          code: 'unknown_parameter',
        });
      });

      it.each(required)('needs %s', async (name) => {
        const { [name]: _, ...rest } = example.body as Record<string, unknown>;
        const error = await refusal(await run(row, { ...example, body: rest }), 400);
        expect(error).toMatchObject({
          message: `Missing required parameter: '${name}'.`,
          param: name,
          code: 'missing_required_parameter',
        });
      });

      it.each(properties.filter(([, schema]) => unfit(schema).length > 0))(
        'refuses every wrong %s',
        async (name, schema) => {
          for (const value of unfit(schema)) {
            const error = await refusal(await run(row, example, '/v1', { [name]: value }), 400);
            expect(error.param, JSON.stringify(value)).toMatch(new RegExp(`^${name}([.[]|$)`));
            expect(error.code, JSON.stringify(value)).not.toBeNull();
          }
        },
      );
    });

  describe.each(examplesOf(row).map((example) => ({ name: example.name ?? 'its example', example })))(
    'answering $name',
    ({ example }) => {
      it('keeps to its own schema', async () => {
        const reply = await run(row, example);
        const text = await reply.text();
        expect(reply.status, text).toBe(200);
        expect(text).not.toBe('');
        if (row.reply) expectFit(row.reply, JSON.parse(text));
      });

      if (row.event)
        it('keeps to it in every event of a stream', async () => {
          const reply = await run(row, example, '/v1', { stream: true });
          expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
          const events = toEvents(await reply.text());
          expect(events.length).toBeGreaterThan(1);
          for (const event of events) expectFit(row.event as TSchema, event);
        });
    },
  );
});

/** Values of all types, those that `schema` does not take. */
function unfit(schema: TSchema): unknown[] {
  const check = Compile(schema);
  return [-0.5, 'no such value \u0000', true, [], {}, [[1]], [{}], [null]].filter(
    (value) => !check.Check(value),
  );
}

function expectFit(schema: TSchema, value: unknown): void {
  const check = Compile(schema);
  expect(check.Check(value) ? [] : check.Errors(value), JSON.stringify(value).slice(0, 2000)).toEqual([]);
}

/** Where the API answers more than its specification says, as the official clients' types and its guides show. */
const BEYOND_SPECIFICATION: Readonly<Record<string, RegExp>> = {
  // Prompts hold every role; the specification describes them by the answer's message.
  getChatCompletionMessages: /^\/data\/\d+\/role must be equal to one of the allowed values$/,
  // Calls of custom tools stream too; the specification describes those of functions alone.
  createChatCompletion:
    /^\/choices\/\d+\/delta\/tool_calls\/\d+\/type must be equal to one of the allowed values$/,
};

function beyondKnown(row: Operation, problems: readonly string[]): string[] {
  return problems.filter((problem) => !BEYOND_SPECIFICATION[row.id]?.test(problem));
}

const SPECIFICATION = official
  ? "OpenAI's specification"
  : "OpenAI's specification (skipped: set OPENAI_OPENAPI_SPEC to its openapi.json)";

describe.runIf(official)(SPECIFICATION, () => {
  const spec = official as NonNullable<typeof official>;
  const ours = rows.filter(isOpenAI);

  it.each(ours)('has $id at the same method and path', ({ row }) => {
    const theirs = spec.operations.get(row.id);
    expect(theirs).toBeDefined();
    expect(`${row.method} ${row.path.replace('*}', '}')}`).toBe(`${theirs?.method} ${theirs?.path}`);
  });

  it.each(ours)('has no query parameter that $id does not take', ({ row }) => {
    expect(Object.keys(propertiesOf(row.query))).toEqual(
      expect.arrayContaining([...(spec.operations.get(row.id)?.query ?? [])]),
    );
  });

  it('has no parameter of a chat completion that ours does not know', () => {
    const theirs = spec.propertiesOf('CreateChatCompletionRequest');
    expect(theirs.length).toBeGreaterThan(30);
    const row = fake.operations.find(({ id }) => id === 'createChatCompletion');
    expect(Object.keys(propertiesOf(row?.body))).toEqual(expect.arrayContaining(theirs));
  });

  const cases = ours.flatMap(({ id, row }) =>
    examplesOf(row).map((example) => ({ call: `${id}, ${example.name ?? 'its example'}`, row, example })),
  );

  it.each(cases)('describes the request and the reply of $call', async ({ row, example }) => {
    const theirs = spec.operations.get(row.id);
    if (example.body && theirs?.body) expect(spec.problems(theirs.body, example.body)).toEqual([]);
    const reply = await run(row, example);
    expect(theirs?.reply).toBeDefined();
    expect(beyondKnown(row, spec.problems(theirs?.reply as object, await reply.json()))).toEqual([]);
  });

  it.each(cases.filter(({ row }) => row.event))(
    'describes every event of $call',
    async ({ row, example }) => {
      const { event } = spec.operations.get(row.id) as { event?: object };
      expect(event).toBeDefined();
      const reply = await run(row, example, '/v1', { stream: true, stream_options: { include_usage: true } });
      for (const one of toEvents(await reply.text())) {
        expect(beyondKnown(row, spec.problems(event as object, one))).toEqual([]);
      }
    },
  );

  it('describes the errors', async () => {
    for (const reply of [
      await send('GET', '/v1/nothing'),
      await send('PUT', '/v1/models'),
      await send('GET', '/v1/models', { key: null }),
      await send('POST', '/v1/chat/completions', { body: {} }),
      await send('GET', '/v1/chat/completions/none'),
    ]) {
      expect(spec.problems({ $ref: '#/$defs/ErrorResponse' }, await reply.json())).toEqual([]);
    }
  });
});
