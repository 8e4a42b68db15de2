import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { afterAll, describe, expect, it } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import { fromSchema } from './arbitrary.ts';
import { toEvents } from './events.ts';
import { EXAMPLES, toSend } from './examples.ts';
import { loadOfficialSpec } from './official.ts';

/** Whatever is sent, the answer is a good one or a refusal in the API's envelope. */

const fake = createFakeAI({ fast: true });
const send = toSend(fake);
afterAll(() => fake.close());

const row = fake.operations.find(({ id }) => id === 'createChatCompletion');
const check = Compile(row?.reply ?? {});

interface Outcome {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
}

/** Sends it, and holds the answer to what every answer must be. */
async function outcomeOf(body: unknown): Promise<Outcome> {
  const reply = await send('POST', '/v1/chat/completions', { body });
  const text = await reply.text();
  if (reply.status === 200) {
    if (reply.headers.get('content-type') === 'application/json') {
      const value = JSON.parse(text);
      if (!check.Check(value)) throw new Error(`Not a completion: ${text}`);
    } else {
      toEvents(text);
    }
    return { status: 200, code: null, param: null };
  }
  const { error } = JSON.parse(text);
  expect(error, text).toEqual({
    message: expect.stringMatching(/\S/),
    type: 'invalid_request_error',
    param: error.param === null ? null : expect.any(String),
    code: error.code === null ? null : expect.any(String),
  });
  expect([400, 404], text).toContain(reply.status);
  return { status: reply.status, code: error.code, param: error.param };
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  '0',
  'role',
  'type',
  'content',
  'name',
];

const HOSTILE_VALUES: Json[] = [
  1e308,
  -1e308,
  2 ** 53,
  -0.5,
  '\ud800',
  '\u0000',
  '\u202e\u009b',
  'data:image/png;base64,',
  'https://',
  [],
  {},
  [[]],
  { type: 'text' },
  { role: 'tool', tool_call_id: 'x', content: 'y' },
  { type: 'json_schema', json_schema: { name: 'x', schema: { $ref: '#' } } },
];

/** One change somewhere in a value: another one in its place, a member more, or one less. */
const alteration: fc.Arbitrary<(value: Json) => Json> = fc
  .record({
    place: fc.array(fc.nat(), { maxLength: 6 }),
    kind: fc.constantFrom('replace', 'add', 'remove', 'repeat'),
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom<Json[]>(...HOSTILE_VALUES),
    ) as fc.Arbitrary<Json>,
    name: fc.constantFrom(...NAMES),
  })
  .map(({ place, kind, value, name }) => (body) => {
    // JSON.parse makes members that assignment would not: `__proto__` among them.
    const plain = (text: string): Json => JSON.parse(text);
    const alterAt = (one: Json, [step, ...rest]: number[]): Json => {
      if (one === null || typeof one !== 'object') return value;
      const keys = Object.keys(one);
      const key = keys[(step ?? 0) % Math.max(keys.length, 1)];
      if (key === undefined) return value;
      const members = keys.map((member): [string, Json] => [
        member,
        (one as Record<string, Json>)[member] as Json,
      ]);
      const index = keys.indexOf(key);
      const entry = members[index] as [string, Json];
      if (rest.length > 0) entry[1] = alterAt(entry[1], rest);
      else if (kind === 'replace') entry[1] = value;
      else if (kind === 'remove') members.splice(index, 1);
      else if (kind === 'repeat') members.splice(index, 0, entry);
      else members.push([name, value]);
      if (Array.isArray(one)) return members.map(([, member]) => member);
      return plain(
        `{${members.map(([member, of]) => `${JSON.stringify(member)}:${JSON.stringify(of)}`).join()}}`,
      );
    };
    return alterAt(body, place);
  });

const bodies = (EXAMPLES.createChatCompletion ?? []).map(({ body }) => body as object);

describe('chat completions', () => {
  it('answers or refuses every altered request', async () => {
    let refused = 0;
    const altered = fc.tuple(
      fc.constantFrom(...bodies),
      fc.array(alteration, { minLength: 1, maxLength: 3 }),
    );
    const property = fc.asyncProperty(altered, async ([body, alterations]) => {
      const value = alterations.reduce((from, alter) => alter(from), structuredClone(body) as Json);
      if ((await outcomeOf(JSON.stringify(value))).status !== 200) refused++;
    });
    await fc.assert(property, { seed: 20_250_101, numRuns: 400 });
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(400);
  });

  it('answers or refuses every damaged text', async () => {
    const damaged = fc.tuple(
      fc.constantFrom(...bodies),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.string(),
    );
    const property = fc.asyncProperty(damaged, async ([body, place, inserted]) => {
      const text = JSON.stringify(body);
      const at = Math.floor(place * text.length);
      await outcomeOf(text.slice(0, at) + inserted + text.slice(at + 1));
    });
    await fc.assert(property, { seed: 20_250_102, numRuns: 200 });
  });

  it('answers or refuses any JSON', async () => {
    const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
      expect((await outcomeOf(JSON.stringify(value))).status).toBe(400);
    });
    await fc.assert(property, { seed: 20_250_103, numRuns: 200 });
  });
});

const official = loadOfficialSpec();

describe.runIf(official)(
  official
    ? "OpenAI's specification"
    : "OpenAI's specification (skipped: set OPENAI_OPENAPI_SPEC to its openapi.json)",
  () => {
    it('describes no request that meets an unknown parameter here', async () => {
      const spec = official as NonNullable<typeof official>;
      const body = spec.operations.get('createChatCompletion')?.body as object;
      const request = fromSchema(body, {
        defs: spec.schemas,
        instead: {
          model: fc.constantFrom('gpt-4o', 'gpt-5', 'gpt-4o-audio-preview', 'o3-mini', 'acme/any'),
          'tools[].function.parameters': fc.constantFrom(
            {},
            { type: 'object', properties: { a: { type: 'string' } } },
          ),
          'functions[].parameters': fc.constantFrom({}, { type: 'object' }),
          'response_format.json_schema.schema': fc.constantFrom(
            { type: 'object' },
            { type: 'object', properties: {} },
          ),
          'tools[].function.name': fc.constantFrom('one', 'two'),
          'functions[].name': fc.constantFrom('one', 'two'),
          n: fc.constantFrom(1, 3, null),
        },
      });
      // Half of them with a plain conversation, because a random one seldom makes sense.
      const plain = fc
        .record({ isPlain: fc.boolean(), made: request })
        .map(({ isPlain, made }) =>
          isPlain ? { ...(made as object), messages: [{ role: 'user', content: 'Hello' }] } : made,
        );
      const codes = new Map<string, number>();
      const property = fc.asyncProperty(plain, async (value) => {
        const outcome = await outcomeOf(JSON.stringify(value));
        expect(outcome.code, `${outcome.param} of ${JSON.stringify(value)}`).not.toBe('unknown_parameter');
        const key = outcome.code ?? String(outcome.status);
        codes.set(key, (codes.get(key) ?? 0) + 1);
      });
      await fc.assert(property, { seed: 20_250_104, numRuns: 300 });
      expect(codes.get('200')).toBeGreaterThan(30);
    });
  },
);
