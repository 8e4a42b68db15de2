import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, describe, expect, it } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import { toAzureExamples } from './azure-examples.ts';
import { toEvents } from './events.ts';
import { EXAMPLES as BASE, type Example, toForm, toSend } from './examples.ts';
import { loadOfficialSpec } from './official.ts';

/** Walks the operation table: what holds for every row. What a row means is tested beside it. */

const fake = createFakeAI({ fast: true });
const send = toSend(fake);
afterAll(() => fake.close());

const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  ...BASE,
  ...Object.fromEntries(
    fake.operations.flatMap(({ id }) => {
      const examples = toAzureExamples(id, BASE);
      return examples && id.startsWith('azure') ? [[id, examples]] : [];
    }),
  ),
};

const official = loadOfficialSpec();
const rows = fake.operations.map((row) => ({ id: row.id, row }));
/** A row that OpenAI itself has. */
const isOpenAI = ({ row }: { row: Operation }): boolean =>
  row.surface.name === 'openai' && row.id !== 'createTextGeneration';
/** Whether a row words its refusals as OpenAI does; others have forms of their own, tested beside them. */
const speaksOpenAI = ({ surface }: Operation): boolean => /^(openai|azure|system)/.test(surface.name);

interface ErrorAnswer {
  readonly error: { message: string; type: string; param: string | null; code: string | null };
}

/** A refusal in OpenAI's envelope, its `error` member. */
async function refusal(reply: Response, status: number): Promise<ErrorAnswer['error']> {
  expect(reply.headers.get('content-type')).toBe('application/json');
  const { error, ...rest } = (await reply.json()) as ErrorAnswer;
  expect(reply.status, error?.message).toBe(status);
  if (GATEWAY.includes(error.code ?? '')) {
    expect(Object.keys(error)).toEqual(['code', 'message']);
    return error;
  }
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
const anyPath = (row: Operation): string => `${row.absolute ? '' : '/v1'}${pathOf(row, {})}`;

/** The same, with what its query must have. */
const anyCall = (row: Operation): string => {
  const query = examplesOf(row)[0]?.query;
  return query === undefined ? anyPath(row) : `${anyPath(row)}?${query}`;
};

async function run(row: Operation, example: Example, prefix = '/v1', extra: object = {}): Promise<Response> {
  const params = (await example.prepare?.(send)) ?? {};
  const query = example.query === undefined ? '' : `?${example.query}`;
  const sent = example.form
    ? { body: toForm({ ...example.form, ...extra }) }
    : example.body && { body: { ...example.body, ...extra } };
  return send(row.method, `${row.absolute ? '' : prefix}${pathOf(row, params)}${query}`, sent);
}

/** An example as a stream. */
const stream = (row: Operation, example: Example): Promise<Response> =>
  run(row, example, '/v1', example.stream ?? { stream: true });

/** Events of text are closed by a sentinel; those that name themselves are not. */
const readEvents = (row: Operation, text: string): unknown[] =>
  toEvents(text, { sentinel: /completion/i.test(row.id) });

/** What Azure's gateway says by itself. */
const GATEWAY = ['401', '404', '405', 'BadRequest'];

const propertiesOf = (schema: TSchema | undefined): Record<string, Property> =>
  (schema as { properties?: Record<string, TSchema> } | undefined)?.properties ?? {};

type Property = TSchema & { type?: string; enum?: unknown };

describe('the table', () => {
  it('has an example of every operation, and none of another', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  it('tells every operation by its own id, method and path', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ row }) => `${row.method} ${anyPath(row)}`)).size).toBe(rows.length);
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
    for (const prefix of row.id === 'createRerank' ? ['/v1'] : ['/v1', '']) {
      const reply = await run(row, example as Example, prefix);
      expect(reply.status, await reply.text()).toBe(200);
    }
    if (row.path === '/' || row.path.endsWith('*}')) return;
    const reply = await send(method, `${anyPath(row)}/`, { key: null });
    const there = row.access === 'project' ? [401, 403] : row.path.includes('{') ? [404] : [200];
    expect(there).toContain(reply.status);
  });

  it(`${row.access === 'project' ? 'needs' : 'does not need'} a key`, async () => {
    const missing = await send(method, anyCall(row), { key: null });
    const wrong = await send(method, anyCall(row), { key: 'sk-nobody-knows-this-key-9876' });
    if (row.access === 'public') {
      expect([200, 404]).toContain(missing.status);
      expect(wrong.status).toBe(missing.status);
      return;
    }
    if (!speaksOpenAI(row)) {
      for (const reply of [missing, wrong]) {
        expect([401, 403]).toContain(reply.status);
        const text = await reply.text();
        expect(() => JSON.parse(text)).not.toThrow();
        expect(text).not.toContain('knows-this-key');
      }
      return;
    }
    if (surface.name.startsWith('azure')) {
      expect((await refusal(missing, 401)).code).toBe('401');
      expect((await refusal(wrong, 401)).code).toBe('401');
      return;
    }
    expect((await refusal(missing, 401)).message).toMatch(/^You didn't provide an API key/);
    const error = await refusal(wrong, 401);
    expect(error.code).toBe('invalid_api_key');
    expect(error.message).toMatch(/^Incorrect API key provided: sk-nobod\*+9876\./);
    expect(error.message).not.toContain('knows-this-key');
  });

  it('refuses other methods, naming its own', async () => {
    const path = anyPath(row);
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
      if (speaksOpenAI(row)) await refusal(reply, 405);
      else expect(reply.status).toBe(405);
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
        const path = `${row.absolute ? '' : '/v1'}${pathOf(row, params)}${example.query === undefined ? '' : `?${example.query}`}`;
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
      const withQuery = (text: string): Promise<Response> =>
        run(row, { ...example, query: [example.query, text].filter(Boolean).join('&') });

      const isClosed = (row.query as { additionalProperties?: boolean }).additionalProperties === false;
      it.runIf(isClosed)('takes no parameter it does not know', async () => {
        const error = await refusal(await withQuery('no_such_parameter=1'), 400);
        expect(error).toMatchObject({ param: 'no_such_parameter', code: 'unknown_parameter' });
      });

      it.each(Object.entries(query).filter(([, schema]) => schema.type !== 'string' || schema.enum))(
        'refuses a wrong %s',
        async (name) => {
          const error = await refusal(await withQuery(`${name}=@@`), 400);
          if (GATEWAY.includes(error.code ?? '')) return;
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

  if (row.body && !speaksOpenAI(row))
    describe('its body', () => {
      it.each(['{"a":', '[]', '1', '{"no_such_parameter":1}', '{}'])('is not %s', async (body) => {
        const reply = await send(method, anyCall(row), { body });
        expect([400, 422]).toContain(reply.status);
        expect(JSON.parse(await reply.text())).toBeTypeOf('object');
      });
    });

  if (row.form)
    describe('its form', () => {
      const example = examplesOf(row).find(({ form }) => form) as Example;
      const { required = [], properties = {} } = row.form as {
        required?: string[];
        properties?: Record<string, Property>;
      };
      const isFile = (schema: Property | undefined): boolean =>
        JSON.stringify(schema ?? {}).includes('contentMediaType');

      it('is multipart, or nothing that is read', async () => {
        const reply = await send(method, anyCall(row), {
          body: 'a=1',
          headers: { 'content-type': 'text/plain' },
        });
        expect((await refusal(reply, 400)).code).toBe('unsupported_content_type');
        const broken = await send(method, anyCall(row), {
          body: '--x\r\n',
          headers: { 'content-type': 'multipart/form-data; boundary=x' },
        });
        expect((await refusal(broken, 400)).message).toMatch(/^Could not parse multipart form/);
      });

      it('takes no member it does not know', async () => {
        const error = await refusal(await run(row, example, '/v1', { no_such_member: '1' }), 400);
        expect(error).toMatchObject({ param: 'no_such_member', code: 'unknown_parameter' });
      });

      it.each(required.filter((name) => example.form?.[name] !== undefined))('needs %s', async (name) => {
        const { [name]: _, ...rest } = example.form ?? {};
        const error = await refusal(await run(row, { ...example, form: rest }), 400);
        expect(error).toMatchObject({ param: name, code: 'missing_required_parameter' });
      });

      it.each(Object.entries(properties).filter(([, schema]) => isFile(schema)))(
        'refuses a text in place of the file %s',
        async (name) => {
          const error = await refusal(await run(row, example, '/v1', { [name]: 'text' }), 400);
          expect(error).toMatchObject({ param: name, code: 'invalid_type' });
        },
      );

      it.each(Object.entries(properties).filter(([, schema]) => !isFile(schema)))(
        'refuses a file in place of %s',
        async (name) => {
          const error = await refusal(await run(row, example, '/v1', { [name]: new File(['x'], 'x') }), 400);
          expect(error.param).toMatch(new RegExp(`^${name}`));
        },
      );
    });

  if (row.body && speaksOpenAI(row))
    describe('its body', () => {
      const example = examplesOf(row).find(({ body }) => body) as Example;
      const properties = Object.entries(propertiesOf(row.body));
      const required = (row.body as { required?: string[] } | undefined)?.required ?? [];
      const withBody = (body: unknown, headers = {}): Promise<Response> =>
        send(method, anyCall(row), { body, headers });

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
        const isJson = reply.headers.get('content-type') === 'application/json';
        if (row.reply && isJson) expectFit(row.reply, JSON.parse(text));
      });

      if (row.event && example.stream !== null)
        it('keeps to it in every event of a stream', async () => {
          const reply = await stream(row, example);
          expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
          const events = readEvents(row, await reply.text());
          expect(events.length).toBeGreaterThan(0);
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
  // Nothing precedes the first token of an echoed prompt, so nothing made it likely.
  createCompletion:
    /^\/choices\/\d+\/logprobs(\/(token_logprobs\/0 must be number|top_logprobs\/0 must be object)| must be null| must match a schema in anyOf)$/,
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
    // Of files and of streams there is nothing to compare as one object.
    if (reply.headers.get('content-type') !== 'application/json') return;
    expect(theirs?.reply).toBeDefined();
    expect(beyondKnown(row, spec.problems(theirs?.reply as object, await reply.json()))).toEqual([]);
  });

  // Of a stream of completions it describes no event.
  const isDescribed = ({ id }: Operation): boolean => spec.operations.get(id)?.event !== undefined;

  it.each(cases.filter(({ row, example }) => isDescribed(row) && row.event && example.stream !== null))(
    'describes every event of $call',
    async ({ row, example }) => {
      const { event } = spec.operations.get(row.id) as { event?: object };
      const withUsage = row.id === 'createChatCompletion' ? { stream_options: { include_usage: true } } : {};
      const streamed = { ...example, stream: { ...(example.stream ?? { stream: true }), ...withUsage } };
      for (const one of readEvents(row, await (await stream(row, streamed)).text())) {
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
