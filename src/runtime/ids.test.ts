import { describe, expect, it } from 'vitest';
import { createIds, createSeededIds, type Ids } from './ids.ts';

const UUID_4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const kinds: [name: string, create: () => Ids][] = [
  ['from entropy', createIds],
  ['seeded', () => createSeededIds('seed')],
];

describe.each(kinds)('identifiers %s', (_, create) => {
  it('have the given prefix and length and contain only letters and digits', () => {
    const ids = create();
    expect(ids.next('chatcmpl-', 29)).toMatch(/^chatcmpl-[A-Za-z0-9]{29}$/);
    expect(ids.next('req_')).toMatch(/^req_[A-Za-z0-9]{24}$/);
    expect(ids.next('', 1)).toMatch(/^[A-Za-z0-9]$/);
    expect(ids.next('none', 0)).toBe('none');
  });

  it('use the whole alphabet', () => {
    const ids = create();
    const seen = new Set<string>();
    for (let index = 0; index < 500; index++) for (const character of ids.next('', 24)) seen.add(character);
    expect(seen.size).toBe(62);
  });

  it('never repeat', () => {
    const ids = create();
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index++) seen.add(ids.next('', 24));
    expect(seen.size).toBe(100_000);
  });

  it('never repeat as hexadecimal digits, whatever their length', () => {
    const ids = create();
    const seen = new Set<string>();
    for (let index = 0; index < 20_000; index++) {
      const id = ids.hex('resp_', 16 + 2 * (index % 20));
      expect(id).toHaveLength(5 + 16 + 2 * (index % 20));
      seen.add(id.slice(5, 21));
    }
    expect(seen.size).toBe(20_000);
    expect(ids.hex('', 10_000)).toMatch(/^[\da-f]{10000}$/);
  });

  it('are version 4 UUIDs on request', () => {
    const ids = create();
    const seen = new Set(Array.from({ length: 2000 }, () => ids.uuid()));
    expect(seen.size).toBe(2000);
    for (const uuid of seen) expect(uuid).toMatch(UUID_4);
    expect(ids.uuid('evt_').slice(4)).toMatch(UUID_4);
  });

  it('are hexadecimal digits on request', () => {
    const ids = create();
    const seen = new Set(Array.from({ length: 2000 }, () => ids.hex('conv_')));
    expect(seen.size).toBe(2000);
    for (const id of seen) expect(id).toMatch(/^conv_[0-9a-f]{48}$/);
    expect(ids.hex('', 8)).toMatch(/^[0-9a-f]{8}$/);
  });

  it('may be long', () => {
    expect(create().next('', 4096)).toHaveLength(4096);
  });
});

describe('seeded identifiers', () => {
  it('repeat in the same order for the same seed', () => {
    const take = (seed: string | number) => {
      const ids = createSeededIds(seed);
      return [ids.next('a'), ids.uuid(), ids.next('b', 5)];
    };
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });
});

describe('identifiers from entropy', () => {
  it('differ between instances', () => {
    expect(createIds().next('')).not.toBe(createIds().next(''));
  });
});
