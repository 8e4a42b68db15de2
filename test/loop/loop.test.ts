import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeAI } from '../../src/fakeai.ts';
import type { Turns } from '../../src/runtime/turns.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { openSqliteStore } from '../../src/storage/sqlite/store.ts';
import { KEY } from '../operations/example.ts';
import { type Call, KINDS } from './kinds.ts';
import { NOW, STORE_KINDS } from './store-kinds.ts';

/**
 * No request holds the event loop: the work for the worst requests is divided into turns. Each look at the time
 * finds that a millisecond has passed, so work gives way wherever it can, and the number of turns does not
 * depend on the machine.
 */

/** Of the full size, so that the suite takes seconds. */
const SHARE = 0.1;

const counted = vi.hoisted(() => ({ turns: 0 }));

vi.mock(import('../../src/runtime/turns.ts'), async (original) => {
  const { createTurns } = await original();
  return {
    createTurns: (clock): Turns => {
      const turns = createTurns(clock);
      return {
        pause(abort) {
          const pause = turns.pause(abort);
          if (pause) counted.turns++;
          return pause;
        },
        get isOver() {
          return turns.isOver;
        },
        next(resume) {
          counted.turns++;
          turns.next(resume);
        },
      };
    },
  };
});

const fake = createFakeAI({ fast: true, clock: createVirtualClock() });

const call = (headers?: Readonly<Record<string, string>>): Call => {
  return (method, path, body) =>
    fake.fetch(`http://fakeai.test${path}`, {
      method,
      headers: {
        authorization: `Bearer ${KEY}`,
        ...(body !== undefined && !(body instanceof FormData) && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
};

// Not restarted with each test: a turn that ends after its test must not end in the future of the next one.
let now = Math.ceil(performance.now());
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => fake.close());

describe('work is divided into turns of the event loop', () => {
  for (const kind of KINDS) {
    const size = Math.max(1, Math.round(kind.size * SHARE));
    it(`${kind.name}: ${size.toLocaleString('en')}`, async () => {
      const id = (await kind.prepare?.(call(), size)) ?? '';
      const path = kind.path.replace('{id}', id);
      const body = kind.body?.(size, id);
      counted.turns = 0;
      const answer = await call(kind.headers)(kind.method ?? 'POST', path, body);
      if (kind.after) await kind.after(call(), answer);
      else await answer.arrayBuffer();
      expect(kind.statuses).toContain(answer.status);
      if (answer.ok && kind.turns) expect(counted.turns).toBeGreaterThanOrEqual(Math.floor(kind.turns(size)));
    });
  }
});

describe('work of the store is divided into turns of the event loop', () => {
  for (const kind of STORE_KINDS) {
    const size = kind.size * SHARE;
    it(`${kind.name}: ${size.toLocaleString('en')}`, async () => {
      const store = openSqliteStore({ now: () => NOW });
      const work = await kind.prepare(store, size);
      counted.turns = 0;
      await work();
      await expect.poll(() => counted.turns).toBeGreaterThanOrEqual(Math.floor(kind.turns(size)));
      await store.close();
    });
  }
});
