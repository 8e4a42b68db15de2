import { describe, expect, it } from 'vitest';
import { Effort } from '../../engine/effort.ts';
import type { Brief } from '../../engine/ports/content.ts';
import { createRandom } from '../../runtime/random.ts';
import { readRequest } from '../reading/reading.ts';
import { composeFreeJson } from './free-json.ts';

function compose(prompt: string, options: { system?: string; maximum?: number; seed?: number } = {}) {
  const { system, maximum = 1_000, seed = 1 } = options;
  const turn = (role: string, text: string) => ({ role, parts: [{ kind: 'text', text }] });
  const turns = [...(system === undefined ? [] : [turn('system', system)]), turn('user', prompt)];
  const request = { turns, tools: [], format: { kind: 'json' } };
  const brief = {
    request,
    choice: 0,
    random: createRandom(seed),
    budget: { minimum: 0, maximum },
    effort: new Effort(),
  } as unknown as Brief;
  return JSON.parse(composeFreeJson(brief, readRequest(brief.request))) as Record<string, unknown>;
}

describe('JSON without a schema', () => {
  it.each([
    ['John is 30 years old. Reply in JSON with keys name and age.', { name: 'John', age: 30 }],
    ['Ana lives in Lima. JSON with the fields "name", "city"', { name: 'Ana', city: 'Lima' }],
    [
      'Extract the person from: John is 30. Use this format: {"name": "...", "age": 0}',
      { name: 'John', age: 30 },
    ],
    ['Give JSON like {name: string, age: number} for: John is 30 years old', { name: 'John', age: 30 }],
    ['Classify "I love it" as {"sentiment": "positive|negative|neutral"}', { sentiment: 'positive' }],
  ])('%s', (prompt, value) => expect(compose(prompt)).toEqual(value));

  it('reads keys from the system turn', () => {
    expect(compose('John is 30', { system: 'Answer in JSON with keys name, age.' })).toEqual({
      name: 'John',
      age: 30,
    });
  });

  it('keeps the shape of an example with lists and objects', () => {
    const value = compose('Reply as {"user": {"email": "a@b.c"}, "tags": ["x"], "ok": true, "score": 0.5}');
    expect(value).toEqual({
      user: { email: expect.any(String) },
      tags: expect.any(Array),
      ok: expect.any(Boolean),
      score: expect.any(Number),
    });
  });

  it('solves arithmetic', () => {
    expect(compose('Solve 8x + 7 = -23 and answer in JSON')).toMatchObject({ answer: -3.75 });
  });

  it('is otherwise small and on topic', () => {
    const value = compose('Tell me about volcanoes in JSON');
    expect(JSON.stringify(value).toLowerCase()).toContain('volcano');
    expect(Object.keys(value).length).toBeGreaterThan(1);
  });

  it('has fewer keys if the budget is small', () => {
    expect(Object.keys(compose('JSON with keys name, age, city and email', { maximum: 20 }))).toEqual([
      'name',
    ]);
  });

  it('treats names as data and does not stall', () => {
    const hostile = [
      '{"__proto__": {"polluted": true}, "constructor": 1}',
      '{'.repeat(100_000),
      'keys '.repeat(100_000),
      `keys: ${'a, '.repeat(100_000)}`,
      '{"a":'.repeat(50_000),
    ];
    for (const prompt of hostile) expect(() => compose(prompt)).not.toThrow();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
