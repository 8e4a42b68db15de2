import Type, { type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { createTurns, type Turns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { bytes, incoming } from '../dispatch.cases.ts';
import { Fault } from '../fault.ts';
import { type Body, createBodyReader } from './body.ts';
import { type Validate, validate } from './validate.ts';

const schema = Type.Object({ name: Type.String() }, { additionalProperties: true });
const OPTIONS = { bodyLimit: 10_000_000, maxDepth: 10, turns: createTurns(createVirtualClock()) };

function openReader() {
  let checks = 0;
  const counting: Validate = Object.assign((one: TSchema, value: unknown) => validate(one, value), {
    inSteps(one: TSchema, value: unknown) {
      checks++;
      return validate.inSteps(one, value);
    },
  });
  const read = createBodyReader(counting, OPTIONS);
  return {
    /** Reads a small body, which takes no turns. */
    read: (json: unknown, one = schema, more = {}) => read(incoming({ json, ...more }), one) as Body,
    checks: () => checks,
  };
}

describe('a body', () => {
  it('is cached when it is repeated', () => {
    const { read, checks } = openReader();
    const first = read({ name: 'a' });
    const second = read({ name: 'a' });
    const third = read({ name: 'a' });
    expect([first.memo, second.memo]).toEqual([undefined, new Map()]);
    expect(third.memo).toBe(second.memo);
    expect(third.value).toBe(second.value);
    expect(second.value).toEqual(first.value);
    expect(checks()).toBe(2);
  });

  it('is cached immediately if it is long', () => {
    const { read } = openReader();
    const body = { name: 'x'.repeat(50_000) };
    expect(read(body).value).toBe(read(body).value);
  });

  it('is cached without the nulls that mean "not given"', () => {
    const { read } = openReader();
    const optional = Type.Object({ name: Type.String(), n: Type.Optional(Type.Integer()) });
    const bodies = [1, 2, 3].map(() => read({ name: 'a', n: null }, optional as never));
    for (const { value } of bodies) expect(value).toEqual({ name: 'a' });
    expect(bodies.map(({ memo }) => memo !== undefined)).toEqual([false, true, true]);
    expect(bodies[2]?.value).toBe(bodies[1]?.value);
  });

  it('is not reported as cached if it is too large for the cache', async () => {
    const { read } = openReader();
    const body = { name: 'x'.repeat(5_000_000) };
    expect([(await read(body)).memo, (await read(body)).memo]).toEqual([undefined, undefined]);
  });

  it('is not confused with similar bodies', () => {
    const { read } = openReader();
    for (let round = 0; round < 3; round++) {
      for (const name of ['a', 'b', 'ä', '\u00c3\u00a4', '']) {
        expect(read({ name }).value).toEqual({ name });
      }
    }
  });

  it('is parsed again for a different schema', () => {
    const { read } = openReader();
    read({ name: 'a' });
    read({ name: 'a' });
    const stricter = Type.Object({ name: Type.String({ minLength: 2 }) });
    expect(() => read({ name: 'a' }, stricter)).toThrow(Fault);
  });

  it('is rejected every time if it is invalid, cached or not', () => {
    const { read } = openReader();
    for (let round = 0; round < 3; round++) expect(() => read({ name: 1 })).toThrow(Fault);
    read({ name: 'a' });
    read({ name: 'a' });
    const headers = { 'content-type': 'text/plain' };
    expect(() => read({ name: 'a' }, schema, { headers })).toThrow(Fault);
  });

  it('that never repeats is never cached, whatever came before', () => {
    const { read } = openReader();
    const memos = Array.from({ length: 2000 }, (_, index) => read({ name: `number ${index}` }).memo);
    expect(memos.filter(Boolean).length).toBeLessThan(5);
  });

  describe('of more than 64 KiB', () => {
    /** Turns that end at each look, and how often they ended. */
    function countTurns() {
      let count = 0;
      const turns: Turns = {
        isOver: true,
        next: (resume) => setImmediate(resume),
        pause(abort) {
          count++;
          return abort?.aborted
            ? Promise.reject(abort.reason)
            : new Promise((resolve) => setImmediate(resolve));
        },
      };
      return { read: createBodyReader(validate, { ...OPTIONS, turns }), turns: () => count };
    }

    const SIZE = 2_000_000;
    it.each([
      ['one text', JSON.stringify({ name: 'x'.repeat(SIZE) })],
      ['escaped quotes', JSON.stringify({ name: '"'.repeat(SIZE / 2) })],
      ['token ids', `{"name":"a","ids":[${'1,'.repeat(SIZE / 2)}1]}`],
      ['spaces', `${' '.repeat(SIZE)}{"name":"a"}`],
    ])('gives way while it reads %s', async (_, text) => {
      const { read, turns } = countTurns();
      const { value } = await read(incoming({ body: bytes(text) }), schema);
      expect(value).toEqual(JSON.parse(text));
      expect(turns()).toBeGreaterThan(SIZE / 65_536);
    });

    it.each([
      ['a fault at its end', `{"ids":[${'1,'.repeat(SIZE / 2)}1],"name":1}`, 'invalid_type'],
      ['a missing name', `{"ids":[${'1,'.repeat(SIZE / 2)}1]}`, 'missing_parameter'],
      ['text after its end', `{"name":"${'x'.repeat(SIZE)}"}x`, 'malformed_body'],
      ['too many objects', `{"name":[${'{},'.repeat(SIZE / 3)}{}]}`, 'too_many_members'],
    ])('is refused for %s', async (_, text, kind) => {
      const { read } = countTurns();
      await expect(read(incoming({ body: bytes(text) }), schema)).rejects.toMatchObject({ detail: { kind } });
    });

    it('is dropped once its sender has left', async () => {
      const { read, turns } = countTurns();
      const request = incoming({ body: bytes(JSON.stringify({ name: 'x'.repeat(SIZE) })) });
      const reading = read(request, schema);
      request.abort.abort();
      await expect(reading).rejects.toBe(request.abort.reason);
      expect(turns()).toBeLessThan(4);
    });
  });
});
