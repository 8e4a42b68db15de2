import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { fromSchema } from './arbitrary.ts';
import { toForm } from './example.ts';
import { loadOfficialSpec } from './official.ts';
import { readRefusal } from './refusal.ts';
import { expectFit, openTable, readEvents } from './table.ts';

/** Whatever is sent, the answer is a good one or a refusal in the row's own words. */

const table = openTable();
const { send, anyPath, examplesOf } = table;
afterAll(() => table[Symbol.asyncDispose]());

const rowOf = (id: string): Operation => table.rows.find((one) => one.id === id)?.row as Operation;

interface Outcome {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
}

/** Schemas, things that do not exist or that this caller may not use, files that are too large: never a failure of the server. */
const REFUSED = [400, 403, 404, 413, 422];

/** Sends it, and holds the answer to what every answer must be. */
async function outcomeOf(row: Operation, body: string | FormData): Promise<Outcome> {
  const reply = await send('POST', anyPath(row), { body });
  if (reply.status !== 200) {
    const { code = null, param = null } = await readRefusal(reply, row.surface, REFUSED);
    return { status: reply.status, code, param };
  }
  const bytes = Buffer.from(await reply.arrayBuffer());
  const type = reply.headers.get('content-type');
  if (type === 'application/json' && row.reply) expectFit(row.reply, JSON.parse(bytes.toString()));
  else if (type?.startsWith('text/event-stream')) readEvents(row, bytes.toString());
  else expect(bytes.length).toBeGreaterThan(0);
  return { status: 200, code: null, param: null };
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

/** Rows that take JSON, and how often each is tried: what takes long to answer, less often. */
const JSON_ROWS: readonly (readonly [id: string, runs: number])[] = [
  ['createChatCompletion', 400],
  ['createCompletion', 200],
  ['createEmbedding', 200],
  ['createModeration', 200],
  ['createImage', 60],
  ['createImageEdit', 40],
  ['createSpeech', 60],
  ['createRanking', 150],
  ['createRerank', 150],
  ['createRerankV2', 150],
  ['rerankTexts', 150],
  ['createTextGeneration', 100],
];

describe.each(JSON_ROWS)('%s', (id, runs) => {
  const row = rowOf(id);
  const bodies = examplesOf(row).flatMap(({ body }) => (body ? [body] : []));

  it('answers or refuses every altered request', async () => {
    let refused = 0;
    const altered = fc.tuple(
      fc.constantFrom(...bodies),
      fc.array(alteration, { minLength: 1, maxLength: 3 }),
    );
    const property = fc.asyncProperty(altered, async ([body, alterations]) => {
      const value = alterations.reduce((from, alter) => alter(from), structuredClone(body) as Json);
      if ((await outcomeOf(row, JSON.stringify(value))).status !== 200) refused++;
    });
    await fc.assert(property, { seed: 20_250_101, numRuns: runs });
    expect(refused).toBeGreaterThan(runs / 10);
    expect(refused).toBeLessThan(runs);
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
      await outcomeOf(row, text.slice(0, at) + inserted + text.slice(at + 1));
    });
    await fc.assert(property, { seed: 20_250_102, numRuns: runs / 2 });
  });

  it('refuses any JSON', async () => {
    const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
      expect([400, 422]).toContain((await outcomeOf(row, JSON.stringify(value))).status);
    });
    await fc.assert(property, { seed: 20_250_103, numRuns: runs / 2 });
  });
});

/** Rows that take forms. */
const FORM_ROWS = ['createTranscription', 'createTranslation', 'createImageEdit', 'createImageVariation'];

describe.each(FORM_ROWS)('%s', (id) => {
  const row = rowOf(id);
  const forms = examplesOf(row).flatMap(({ form }) => (form ? [form] : []));
  const members = Object.keys((row.form as { properties?: object }).properties ?? {});

  it('answers or refuses every altered form', async () => {
    let refused = 0;
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', '0', '-1', '1e9', 'true', 'null', '[]', '{}', '__proto__', '\u0000'),
    );
    const value = fc.oneof(
      text,
      fc.array(text, { maxLength: 3 }),
      fc.uint8Array({ maxLength: 64 }).map((bytes) => new File([new Uint8Array(bytes)], 'file')),
    );
    const name = fc.oneof(
      fc.constantFrom(...members),
      fc.constantFrom(...members).map((member) => `${member}[a]`),
      fc.constantFrom(...NAMES),
    );
    const altered = fc.tuple(
      fc.constantFrom(...forms),
      fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 2 }),
    );
    const property = fc.asyncProperty(altered, async ([form, changes]) => {
      const outcome = await outcomeOf(row, toForm({ ...form, ...Object.fromEntries(changes) }));
      if (outcome.status !== 200) refused++;
    });
    await fc.assert(property, { seed: 20_250_105, numRuns: 60 });
    expect(refused).toBeGreaterThan(10);
    expect(refused).toBeLessThan(60);
  });
});

const official = loadOfficialSpec();

const tools = {
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
};
const few = fc.constantFrom(1, 3, null);
const texts = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
);

interface Described {
  readonly id: string;
  /** Better values than a schema can ask for. */
  readonly instead: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Members of half of the requests, because random ones seldom make sense. */
  readonly plain: object;
  readonly runs: number;
}

const DESCRIBED: readonly Described[] = [
  {
    id: 'createChatCompletion',
    instead: {
      ...tools,
      model: fc.constantFrom('gpt-4o', 'gpt-5', 'gpt-4o-audio-preview', 'o3-mini', 'acme/any'),
      n: few,
    },
    plain: { messages: [{ role: 'user', content: 'Hello' }] },
    runs: 300,
  },
  {
    id: 'createCompletion',
    instead: {
      model: fc.constantFrom('gpt-3.5-turbo-instruct', 'davinci-002', 'acme/any'),
      n: few,
      best_of: few,
    },
    plain: { prompt: 'Hello' },
    runs: 150,
  },
  {
    id: 'createEmbedding',
    instead: { model: fc.constantFrom('text-embedding-3-small', 'acme/any'), input: texts },
    plain: { input: 'Hello' },
    runs: 100,
  },
  {
    id: 'createModeration',
    instead: { model: fc.constantFrom('omni-moderation-latest', 'text-moderation-latest'), input: texts },
    plain: { input: 'Hello' },
    runs: 100,
  },
  {
    id: 'createSpeech',
    instead: { model: fc.constantFrom('gpt-4o-mini-tts', 'tts-1', 'acme/any') },
    plain: { voice: 'alloy' },
    runs: 60,
  },
];

describe.runIf(official)(
  official
    ? "OpenAI's specification"
    : "OpenAI's specification (skipped: set OPENAI_OPENAPI_SPEC to its openapi.json)",
  () => {
    it.each(DESCRIBED)('describes no request of $id that meets an unknown parameter', async (described) => {
      const { id, instead, plain, runs } = described;
      const spec = official as NonNullable<typeof official>;
      const row = rowOf(id);
      const request = fromSchema(spec.operations.get(id)?.body as object, { defs: spec.schemas, instead });
      const made = fc
        .record({ isPlain: fc.boolean(), any: request })
        .map(({ isPlain, any }) => (isPlain ? { ...(any as object), ...plain } : any));
      const codes = new Map<string, number>();
      const property = fc.asyncProperty(made, async (value) => {
        const outcome = await outcomeOf(row, JSON.stringify(value));
        expect(outcome.code, `${outcome.param} of ${JSON.stringify(value)}`).not.toBe('unknown_parameter');
        const key = outcome.code ?? String(outcome.status);
        codes.set(key, (codes.get(key) ?? 0) + 1);
      });
      await fc.assert(property, { seed: 20_250_104, numRuns: runs });
      expect(codes.get('200')).toBeGreaterThan(runs / 10);
    });
  },
);
