import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/kernel/operation.ts';
import { toForm } from './example.ts';
import { createSender } from './outcome.ts';
import { openTable } from './table.ts';

/** For any input, the response matches the operation's schema or is a well-formed error of its surface. */

const table = openTable();
const { examplesOf } = table;
const outcomeOf = createSender(table);
afterAll(() => table[Symbol.asyncDispose]());

const rowOf = (id: string): Operation => table.rows.find((one) => one.id === id)?.row as Operation;

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

/** One change somewhere in a value: it is replaced, or a property is added or removed. */
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
    // JSON.parse creates own properties that assignment would not, such as `__proto__`.
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

/** Operations with JSON bodies and their number of runs; slow ones run less often. */
const JSON_ROWS: readonly (readonly [id: string, runs: number])[] = [
  ['createChatCompletion', 400],
  ['createCompletion', 200],
  ['createEmbedding', 200],
  ['createModeration', 200],
  ['createResponse', 200],
  ['Compactconversation', 60],
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

  it('answers or rejects every altered request', async () => {
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

  it('answers or rejects every damaged text', async () => {
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

  it('rejects arbitrary JSON', async () => {
    const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
      expect([400, 422]).toContain((await outcomeOf(row, JSON.stringify(value))).status);
    });
    await fc.assert(property, { seed: 20_250_103, numRuns: runs / 2 });
  });
});

/** Operations that accept forms. */
const FORM_ROWS = ['createTranscription', 'createTranslation', 'createImageEdit', 'createImageVariation'];

describe.each(FORM_ROWS)('%s', (id) => {
  const row = rowOf(id);
  const forms = examplesOf(row).flatMap(({ form }) => (form ? [form] : []));
  const members = Object.keys((row.form as { properties?: object }).properties ?? {});

  it('answers or rejects every altered form', async () => {
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
