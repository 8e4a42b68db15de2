import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { fromSchema } from '../operations/arbitrary.ts';
import { createSender } from '../operations/outcome.ts';
import { openTable } from '../operations/table.ts';
import { loadOfficialSpec } from './official.ts';

/** Requests made from OpenAI's own description of them use no parameter that FakeAI does not know. */

const spec = loadOfficialSpec();
const table = openTable();
const outcomeOf = createSender(table);
afterAll(() => table[Symbol.asyncDispose]());

const rowOf = (id: string): Operation => table.rows.find((one) => one.id === id)?.row as Operation;

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

describe("OpenAI's specification", () => {
  it.each(DESCRIBED)('describes no request of $id that meets an unknown parameter', async (described) => {
    const { id, instead, plain, runs } = described;
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
});
