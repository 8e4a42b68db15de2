import { describe, expect, it } from 'vitest';
import { RecentMap } from '../../../../runtime/recent-map.ts';
import type { Past } from '../history.ts';
import { ConnectionMemory } from './memory.ts';
import { type FakeSocket, LONG, ofType, openWorld, type Told } from './rig.cases.ts';

const pastOf = (text: string): Past => ({
  turns: [{ role: 'user', parts: [{ kind: 'text', text }] }],
  known: [],
});

describe('the memory of a connection', () => {
  it('is of the latest response of each lane', () => {
    const memory = new ConnectionMemory(new RecentMap(100_000));
    memory.keep('a', 'r1', pastOf('1'));
    memory.keep('b', 'r2', pastOf('2'));
    memory.keep('a', 'r3', pastOf('3'));
    expect([memory.get('r1'), memory.get('r2'), memory.get('r3')]).toEqual([
      undefined,
      pastOf('2'),
      pastOf('3'),
    ]);
    memory.evict('r2', 'a');
    expect(memory.get('r2')).toBeDefined();
    memory.evict('r2', 'b');
    expect(memory.get('r2')).toBeUndefined();
  });

  it('is not shared, but bounded together', () => {
    const kept = new RecentMap<never>(10_000);
    const [one, other] = [new ConnectionMemory(kept), new ConnectionMemory(kept)];
    one.keep(undefined, 'r1', pastOf('x'.repeat(1000)));
    expect(other.get('r1')).toBeUndefined();
    other.evict('r1', undefined);
    expect(one.get('r1')).toBeDefined();
    for (let index = 0; index < 20; index++) other.keep(`${index}`, `o${index}`, pastOf('x'.repeat(1000)));
    expect([one.get('r1'), other.get('o0')]).toEqual([undefined, undefined]);
    expect(other.get('o19')).toBeDefined();
    other.clear();
    expect(other.get('o19')).toBeUndefined();
    other.keep('a', 'large', pastOf('x'.repeat(10_000)));
    expect(other.get('large')).toBeUndefined();
  });
});

const create = { type: 'response.create', model: 'gpt-4o', store: false };

describe('a chain of responses that are not stored', () => {
  /** Says something and returns the response, or the error. */
  async function ask(
    { pass }: { pass: (time?: number) => Promise<void> },
    socket: FakeSocket,
    more: object,
  ): Promise<Told> {
    const before = socket.told.length;
    socket.say({ ...create, ...more });
    await pass(LONG);
    return socket.told.slice(before).at(-1) as Told;
  }

  const idOf = ({ response }: Told): string => response?.id as string;

  it('knows what was said, on its connection alone', async () => {
    const world = await openWorld();
    const { socket } = await world.connect();
    const first = await ask(world, socket, { input: 'My name is Ada and I live in Oslo.' });
    const second = await ask(world, socket, { input: 'Thanks.', previous_response_id: idOf(first) });
    const third = await ask(world, socket, { input: 'Where do I live?', previous_response_id: idOf(second) });
    expect(JSON.stringify(third.response?.output)).toContain('Oslo');
    const other = await world.connect();
    const lost = await ask(world, other.socket, { input: 'Hi', previous_response_id: idOf(third) });
    expect(lost).toMatchObject({
      type: 'error',
      status: 400,
      error: { code: 'previous_response_not_found', param: 'previous_response_id' },
    });
    const stale = await ask(world, socket, { input: 'Hi', previous_response_id: idOf(first) });
    expect(stale.error?.code).toBe('previous_response_not_found');
    const stillThere = await ask(world, socket, { input: 'Hi', previous_response_id: idOf(third) });
    expect(stillThere).toMatchObject({ type: 'response.completed' });
  });

  it('is forgotten if its continuation fails, but not by a fork', async () => {
    const world = await openWorld();
    const { socket } = await world.connect();
    const first = await ask(world, socket, { input: 'Hello', stream_id: 'main' });
    const previous_response_id = idOf(first);
    const wrong = { input: 'Hi', temperature: 9, previous_response_id };
    expect((await ask(world, socket, { ...wrong, stream_id: 'fork' })).status).toBe(400);
    const fork = await ask(world, socket, { input: 'Hi', previous_response_id, stream_id: 'fork' });
    expect(fork).toMatchObject({ type: 'response.completed', stream_id: 'fork' });
    expect((await ask(world, socket, { ...wrong, stream_id: 'main' })).status).toBe(400);
    const gone = await ask(world, socket, { input: 'Hi', previous_response_id, stream_id: 'main' });
    expect(gone.error?.code).toBe('previous_response_not_found');
    const forked = { input: 'Hi', previous_response_id: idOf(fork), stream_id: 'fork' };
    expect((await ask(world, socket, forked)).type).toBe('response.completed');
  });

  it('can be mixed with stored responses', async () => {
    const world = await openWorld();
    const { socket } = await world.connect();
    const stored = await ask(world, socket, { input: 'My name is Ada and I live in Oslo.', store: true });
    const other = await world.connect();
    const second = await ask(world, other.socket, { input: 'Thanks.', previous_response_id: idOf(stored) });
    const third = await ask(world, other.socket, {
      input: 'Fine.',
      store: true,
      previous_response_id: idOf(second),
    });
    const fourth = await ask(world, other.socket, {
      input: 'Where do I live?',
      previous_response_id: idOf(third),
    });
    expect(JSON.stringify(fourth.response?.output)).toContain('Oslo');
    // What it continues was never stored.
    const elsewhere = await ask(world, socket, {
      input: 'Where do I live?',
      previous_response_id: idOf(third),
    });
    expect(elsewhere.error?.code).toBe('previous_response_not_found');
    expect(ofType(other.socket.told, 'error')).toEqual([]);
  });
});
