import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { incoming, openRig, row } from '../../src/kernel/dispatch.cases.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Operation, operation } from '../../src/kernel/operation.ts';
import { content, json } from '../../src/kernel/reply.ts';
import { UploadField } from '../../src/kernel/upload.ts';
import { KEY, toSend } from './example.ts';
import { leastOf } from './least.ts';
import { type Calls, expectSuccess, toCalls } from './table.ts';

/** Rows that nobody has written an example for: the call is derived, or the error says what is missing. */

const { id: _, path: __, handle: ___, ...base } = row({ id: '', path: '', handle: () => json(null) });
const made = { ...base, method: 'POST', path: '/things' } as const;

/** The calls of invented rows, whose handlers answer with what they receive. */
function open(...rows: Operation[]): Calls {
  const { dispatch } = openRig(rows, { apiKeys: [KEY] });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname: path, search } = new URL(request.url);
    const { status, body } = await dispatch(
      incoming({
        method: request.method,
        path,
        query: search.slice(1),
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer()),
      }),
    );
    return new Response(String(body), { status });
  };
  return toCalls(rows, toSend({ fetch }));
}

/** What the handlers of a row receive from its derived examples. */
async function received(calls: Calls, row: Operation): Promise<unknown[]> {
  const replies = calls.examplesOf(row).map(async (example) => {
    const reply = await calls.run(row, example);
    expect(reply.status).toBe(200);
    return reply.json();
  });
  return Promise.all(replies);
}

describe('a row without a written example', () => {
  it('is called with the least body, query and path', async () => {
    const thing = operation({
      ...made,
      id: 'createThing',
      path: '/things/{kind}',
      params: Type.Object({ kind: Type.String({ examples: ['round'] }) }),
      query: Type.Object({ beta: Type.Literal(true), page: Type.Optional(Type.Integer()) }),
      body: Type.Object({
        name: Type.String({ minLength: 3 }),
        size: Type.Union([Type.Literal('auto'), Type.Integer({ minimum: 4 })]),
        parts: Type.Array(Type.Object({ at: Type.String({ format: 'date-time' }) }), { minItems: 1 }),
        user: Type.Optional(Type.String()),
      }),
      handle: ({ params, query, body }) => json({ params, query, body }),
    }) as Operation;
    expect(await received(open(thing), thing)).toEqual([
      {
        params: { kind: 'round' },
        query: { beta: true },
        body: { name: 'aaa', size: 'auto', parts: [{ at: '2026-01-01T00:00:00Z' }] },
      },
    ]);
  });

  it('is called with its documented body', async () => {
    const thing = operation({
      ...made,
      id: 'createThing',
      body: Type.Object({ name: Type.String({ pattern: '^\\d+$' }), user: Type.Optional(Type.String()) }),
      example: { name: '12', user: 'ada' },
      handle: ({ body }) => json(body),
    }) as Operation;
    expect(await received(open(thing), thing)).toEqual([{ name: '12', user: 'ada' }]);
  });

  it('is called with each kind of body that it accepts', async () => {
    const thing = operation({
      ...made,
      id: 'createThing',
      body: Type.Object({ text: Type.String() }),
      form: Type.Object({ files: Type.Array(UploadField, { minItems: 1 }), n: Type.Integer() }),
      raw: ['application/octet-stream'],
      handle: ({ body }) => {
        if (body instanceof Uint8Array) return json(Buffer.from(body).toString());
        return json('files' in body ? [body.files.map(({ filename }) => filename), body.n] : body);
      },
    }) as Operation;
    const calls = open(thing);
    expect(calls.examplesOf(thing).map(({ name }) => name)).toEqual(['JSON', 'a form', 'bytes']);
    expect(await received(calls, thing)).toEqual([{ text: 'a' }, [['notes.txt'], 1], 'Some bytes.\n']);
  });

  it('is called for an object that is stored first', async () => {
    const createFile = operation({
      ...made,
      id: 'createFile',
      path: '/files',
      form: Type.Object({ file: UploadField, purpose: Type.String() }),
      handle: () => json({ id: 'file-1' }),
    }) as Operation;
    const read = [
      ['listFiles', '/files'],
      ['retrieveFile', '/files/{file_id}'],
      ['listWords', '/files/{file_id}/words'],
      ['countWords', '/files/{file_id}:count'],
    ].map(([id = '', path = '']) => row({ id, path, handle: ({ params }) => json(params) }));
    const calls = open(createFile, ...read);
    const [first, ...others] = read as [Operation, ...Operation[]];
    expect(await calls.exampleOf(first).prepare?.(calls.send)).toEqual({ file_id: 'file-1' });
    for (const one of others) expect(await received(calls, one)).toEqual([{ file_id: 'file-1' }]);
  });

  it('is expected to answer with its media type', () => {
    const [sound, both] = [row, row].map((make, index) =>
      make({
        id: `get${index}`,
        path: `/${index}`,
        media: ['audio/wav'],
        ...(index === 1 && { reply: Type.Object({}) }),
        handle: () => content('audio/wav', ''),
      }),
    ) as [Operation, Operation];
    const calls = open(sound, both);
    expect([sound, both].map((one) => calls.exampleOf(one).answer)).toEqual(['audio/wav', undefined]);
  });
});

describe('a row that needs a written example', () => {
  const PLACE =
    /^createThing needs an example: .* under the id createThing in a file in test\/operations\/examples\/, and list it in test\/operations\/examples\.ts\.$/s;

  const lacking: Readonly<Record<string, Partial<Operation>>> = {
    'a body that fits its schema': { body: Type.Object({ name: Type.String({ pattern: '^\\d+$' }) }) },
    'a form that fits its schema': { form: Type.Object({ name: Type.String({ pattern: '^\\d+$' }) }) },
    'a query that fits its schema': { query: Type.Object({ name: Type.String({ pattern: '^\\d+$' }) }) },
    'a value of a path parameter': { path: '/things/{thing_id}' },
  };

  it.each(Object.entries(lacking))('is named if it lacks %s', (_, part) => {
    const thing: Operation = { ...made, id: 'createThing', handle: () => json(null), ...part };
    expect(() => open(thing).examplesOf(thing)).toThrow(PLACE);
  });

  it('is told how to store what its path names', () => {
    const thing: Operation = {
      ...made,
      ...lacking['a value of a path parameter'],
      id: 'createThing',
      handle,
    };
    expect(() => open(thing).examplesOf(thing)).toThrow(/\{thing_id\}.* test\/operations\/stored\.ts /);
  });

  it('is named if its derived call is refused', async () => {
    const thing: Operation = { ...made, id: 'createThing', handle };
    const calls = open(thing);
    const reply = await calls.run(thing, calls.exampleOf(thing));
    const failed = expectSuccess(thing, reply);
    await expect(failed).rejects.toThrow(
      /^createThing needs an example: .* 404: .*nowhere.* test\/operations\/examples\.ts\./s,
    );
  });

  function handle(): never {
    throw new Fault({ kind: 'not_found', noun: 'thing', id: 'nowhere' });
  }
});

describe('the least value of a schema', () => {
  it.each([
    [Type.Union([Type.Null(), Type.Literal('on')]), 'on'],
    [
      Type.Intersect([Type.Object({ a: Type.Boolean() }), Type.Object({ b: Type.Integer() })]),
      { a: false, b: 1 },
    ],
    [Type.Integer({ minimum: -2, maximum: 0 }), 0],
    [Type.Integer({ exclusiveMinimum: 3 }), 4],
    [Type.Number({ minimum: 0, exclusiveMaximum: 1 }), 0.5],
    [Type.Array(Type.String()), []],
    [Type.String({ default: 'usual' }), 'usual'],
    [Type.String({ default: 'usual', examples: ['shown'] }), 'shown'],
  ])('of %j fits it', (schema, value) => {
    expect(leastOf(schema)).toEqual(value);
    expect(Compile(schema).Check(value)).toBe(true);
  });
});
