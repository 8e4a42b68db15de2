import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LatencyModel } from '../../../engine/latency/model.ts';
import { createNoLatency } from '../../../engine/latency/none.ts';
import type { ContentSource } from '../../../engine/ports/content.ts';
import { textOf } from '../../../engine/request.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { conversations } from '../conversations/noun.ts';
import { responses } from './noun.ts';

/**
 * Any sequence of requests keeps histories and the numbers of events true. The model of the test knows what each response
 * must have heard; the content source answers with what it has heard.
 */

type Said = readonly string[];

const answerTo = (heard: Said): string => `I heard ${heard.length}: ${heard.join(' / ')}`.slice(-200);

const hearing: ContentSource = {
  compose: ({ request }) => ({ text: answerTo(request.turns.map((turn) => textOf([turn]))) }),
};

/** Models: what is made in the background takes time, and time passes only when the test says so. */
const FAST = 'gpt-4o';
const SLOW = 'gpt-4.1';
const slow = fixedLatency(100, 10);
const fast = createNoLatency();
const latencyModel: LatencyModel = {
  plan: (work, random) => (work.model.id === SLOW ? slow : fast).plan(work, random),
};

/** What happens, and to which of the things that there are. */
type Deed =
  | { readonly do: 'create'; readonly on: number; readonly how: 'plain' | 'stream' | 'unstored' }
  | { readonly do: 'chain'; readonly on: number; readonly how: 'plain' | 'stream' | 'background' }
  | { readonly do: 'converse'; readonly on: number; readonly how: 'plain' | 'stream' | 'background' }
  | {
      readonly do: 'wait' | 'cancel' | 'delete' | 'resume' | 'check' | 'remove' | 'restart';
      readonly on: number;
    };

const on = fc.nat(1000);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    on,
    how: fc.constantFrom('plain' as const, 'stream' as const, 'unstored' as const),
  }),
  ...(['chain', 'converse'] as const).map((what) =>
    fc.record({
      do: fc.constant(what),
      on,
      how: fc.constantFrom('plain' as const, 'stream' as const, 'background' as const),
    }),
  ),
  fc.record({
    do: fc.constantFrom(
      'wait' as const,
      'cancel' as const,
      'delete' as const,
      'resume' as const,
      'check' as const,
      'remove' as const,
      'restart' as const,
    ),
    on,
  }),
);

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly error?: { readonly message: string };
  readonly output: readonly { readonly id: string; readonly content: readonly { readonly text: string }[] }[];
}

interface Told {
  readonly type: string;
  readonly sequence_number: number;
  readonly response?: Shown;
}

/** A response as the model knows it. */
interface Known {
  readonly id: string;
  /** All that was said until its end. */
  readonly said: Said;
  readonly isInBackground: boolean;
  state: 'running' | 'ended' | 'cancelled';
  readonly conversation: Talk | undefined;
  /** What its conversation has to hold once it has ended. */
  readonly own: Said;
}

interface Talk {
  readonly id: string;
  said: string[];
  running: Known | undefined;
}

class World {
  readonly #data = mkdtempSync(join(tmpdir(), 'fakeai-sequences-'));
  readonly #clock = createVirtualClock({ automatic: false });
  #starts = 0;
  #rig = this.#open();
  readonly known: Known[] = [];
  readonly talks: Talk[] = [];
  #number = 0;

  #open() {
    const rig = openRig([only(responses), only(conversations)], {
      clock: this.#clock,
      latencyModel,
      content: hearing,
      data: this.#data,
      // Ids are not to repeat.
      seed: this.#starts++,
    });
    rig.platform.jobs.start();
    return rig;
  }

  async restart(): Promise<void> {
    await this.#rig.platform.close();
    this.#rig = this.#open();
  }

  async close(): Promise<void> {
    await this.#rig.platform.close();
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #text(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<string> {
    const reply = await this.#rig.fetch(`http://x/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return reply.text();
  }

  async call<T = Shown>(path: string, body?: object, method?: string): Promise<T> {
    return JSON.parse(await this.#text(path, body, method)) as T;
  }

  async stream(path: string, body?: object): Promise<Told[]> {
    const text = await this.#text(path, body);
    const frames = text.split('\n\n').filter((frame) => frame !== '');
    return frames.map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as Told);
  }

  /** Creates a response that must have heard `before`, and its input. */
  async create(how: string, before: Said, more: object, conversation?: Talk): Promise<void> {
    const input = `word ${this.#number++}`;
    const heard = [...before, input];
    const answer = answerTo(heard);
    const body = { model: how === 'background' ? SLOW : FAST, input, ...more };
    let shown: Shown;
    if (how === 'stream') {
      const events = await this.stream('/responses', { ...body, stream: true });
      expectNumbered(events, 0);
      shown = events.at(-1)?.response as Shown;
    } else {
      shown = await this.call('/responses', {
        ...body,
        ...(how === 'background' && { background: true }),
        ...(how === 'unstored' && { store: false }),
      });
    }
    const isInBackground = how === 'background';
    expect(shown).toMatchObject({ status: isInBackground ? 'queued' : 'completed' });
    if (!isInBackground) expect(saidBy(shown)).toEqual([answer]);
    if (how === 'unstored') {
      expect(await this.call(`/responses/${shown.id}`)).toHaveProperty('error');
      return;
    }
    const one: Known = {
      id: shown.id,
      said: [...heard, answer],
      own: [input, answer],
      isInBackground,
      state: isInBackground ? 'running' : 'ended',
      conversation,
    };
    this.known.push(one);
    if (conversation && isInBackground) conversation.running = one;
    else conversation?.said.push(...one.own);
  }

  /** Everything that runs comes to its end. */
  async wait(): Promise<void> {
    this.#clock.advance(60_000);
    for (const one of this.known.filter(({ state }) => state === 'running')) {
      const events = await this.stream(`/responses/${one.id}?stream=true`);
      expect(events.at(-1)).toMatchObject({ type: 'response.completed' });
      // The job that appends to the conversation follows the last event.
      for (let tries = 0; one.conversation && tries < 50; tries++) {
        const { data } = await this.call<{ data: unknown[] }>(`/conversations/${one.conversation.id}/items`);
        if (data.length > one.conversation.said.length) break;
        await new Promise((resolve) => setImmediate(resolve));
      }
      one.state = 'ended';
      if (one.conversation) {
        one.conversation.said.push(...one.own);
        one.conversation.running = undefined;
      }
    }
  }

  /** What is stored agrees with what the model knows. */
  async check(one: Known): Promise<void> {
    const shown = await this.call(`/responses/${one.id}`);
    if (one.state === 'ended') expect(saidBy(shown)).toEqual(one.own.slice(1));
    if (one.state === 'cancelled') expect(shown.status).toBe('cancelled');
    const { data } = await this.call<{ data: Shown['output'] }>(`/responses/${one.id}/input_items`);
    expect(data.map(({ content }) => content[0]?.text)).toEqual(one.own.slice(0, 1));
  }

  async checkTalk(talk: Talk): Promise<void> {
    const { data } = await this.call<{ data: Shown['output'] }>(
      `/conversations/${talk.id}/items?order=asc&limit=100`,
    );
    expect(data.map(({ content }) => content[0]?.text)).toEqual(talk.said);
  }

  async resume(one: Known, after: number): Promise<void> {
    const path = `/responses/${one.id}?stream=true`;
    if (!one.isInBackground) {
      expect(await this.call(path)).toMatchObject({
        error: { message: expect.stringContaining('not found') },
      });
      return;
    }
    if (one.state === 'running') await this.wait();
    const all = await this.stream(path);
    expectNumbered(all, 0);
    const from = after % (all.length + 2);
    expect(await this.stream(`${path}&starting_after=${from}`)).toEqual(all.slice(from + 1));
    expect(all.at(-1)?.response).toEqual(await this.call(`/responses/${one.id}`));
  }

  async cancel(one: Known): Promise<void> {
    const shown = await this.call(`/responses/${one.id}/cancel`, {});
    if (!one.isInBackground) expect(shown).toHaveProperty('error');
    else if (one.state === 'running') {
      expect(shown.status).toBe('cancelled');
      one.state = 'cancelled';
      if (one.conversation) one.conversation.running = undefined;
    } else expect(shown.status).toBe(one.state === 'ended' ? 'completed' : 'cancelled');
  }

  async delete(one: Known): Promise<void> {
    if (one.state === 'running') return;
    expect(await this.call(`/responses/${one.id}`, undefined, 'DELETE')).toMatchObject({ deleted: true });
    expect(await this.call(`/responses/${one.id}`)).toHaveProperty('error');
    expect(
      await this.call('/responses', { model: FAST, input: 'x', previous_response_id: one.id }),
    ).toMatchObject({ error: { code: 'previous_response_not_found' } });
    this.known.splice(this.known.indexOf(one), 1);
    // What continues it has lost its beginning.
    for (const other of [...this.known]) {
      const isDescendant =
        other.said.length > one.said.length && one.said.every((said, index) => other.said[index] === said);
      if (isDescendant && other.conversation === undefined) this.known.splice(this.known.indexOf(other), 1);
    }
  }
}

const saidBy = ({ output }: Shown): string[] => output.map(({ content }) => content[0]?.text ?? '');

function expectNumbered(events: readonly Told[], first: number): void {
  expect(events.map(({ sequence_number: number }) => number)).toEqual(
    events.map((_, index) => first + index),
  );
}

async function perform(world: World, { on: number, ...deed }: Deed): Promise<void> {
  const one = world.known[number % Math.max(1, world.known.length)];
  const talk = world.talks[number % Math.max(1, world.talks.length)];
  switch (deed.do) {
    case 'create':
      return world.create(deed.how, [], {});
    case 'chain': {
      if (!one) return;
      const more = { previous_response_id: one.id };
      if (one.state === 'ended') return world.create(deed.how, one.said, more);
      if (one.state === 'cancelled') return;
      expect(await world.call('/responses', { model: FAST, input: 'x', ...more })).toHaveProperty('error');
      return;
    }
    case 'converse': {
      if (!talk || number % 5 === 0) {
        const { id } = await world.call('/conversations', {});
        world.talks.push({ id, said: [], running: undefined });
        return;
      }
      if (talk.running === undefined)
        return world.create(deed.how, talk.said, { conversation: talk.id }, talk);
      expect(
        await world.call('/responses', { model: FAST, input: 'x', conversation: talk.id }),
      ).toMatchObject({ error: { code: 'conversation_locked' } });
      return;
    }
    case 'wait':
      return world.wait();
    case 'restart':
      return world.restart();
    case 'remove': {
      if (!talk?.said.length || talk.running) return;
      const path = `/conversations/${talk.id}/items`;
      const { data } = await world.call<{ data: { id: string }[] }>(`${path}?order=asc&limit=100`);
      const index = number % data.length;
      await world.call(`${path}/${data[index]?.id}`, undefined, 'DELETE');
      talk.said = talk.said.filter((_, other) => other !== index);
      // What was said in it has another history now.
      for (const other of [...world.known]) {
        if (other.conversation === talk) world.known.splice(world.known.indexOf(other), 1);
      }
      return;
    }
    default:
      if (!one) return;
      if (deed.do === 'resume') return world.resume(one, number);
      return world[deed.do](one);
  }
}

it('any sequence of requests keeps histories and numbers true', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      const world = new World();
      try {
        for (const each of deeds) await perform(world, each);
        await world.wait();
        for (const one of world.known) await world.check(one);
        for (const talk of world.talks) await world.checkTalk(talk);
      } finally {
        await world.close();
      }
    }),
    { numRuns: 25, seed: 1, endOnFailure: true },
  );
});
