import OpenAI from 'openai';
import { ResponseStream } from 'openai/lib/responses/ResponseStream';
import { describe, expect, it } from 'vitest';
import { ResponseStreamEvent } from '../../src/surfaces/openai/responses/schema/events.ts';
import { expectFit } from '../operations/table.ts';
import { type Played, playStream, type SentEvent } from './play-stream.ts';
import type { StreamExample } from './stream-examples.ts';

const ENDS = ['response.completed', 'response.incomplete', 'response.failed', 'error'];

/**
 * Tests that streams are complete: each event is well-formed and in its place, and what clients assemble is what is kept.
 *
 * @param onEvent is called with the type of each event that was sent
 */
export function testStreams(
  examples: readonly StreamExample[],
  onEvent: (type: string) => void = () => {},
): void {
  describe.each(examples)('the stream of: $name', (example) => {
    const { body, end = 'completed' } = example;
    let played: Promise<Played> | undefined;
    const play = () => (played ??= playStream(example));

    it('has well-formed events with numbers without gaps, and one end', async () => {
      const { sent } = await play();
      for (const event of sent) {
        expectFit(ResponseStreamEvent, event);
        onEvent(event.type);
      }
      expect(sent.map(({ sequence_number: number }) => number)).toEqual(sent.map((_, index) => index));
      const ends = sent.filter(({ type }) => ENDS.includes(type));
      expect(ends).toEqual([sent.at(-1)]);
      const possible = example.end === undefined && body.max_output_tokens ? [end, 'incomplete'] : [end];
      expect(possible).toContain(ends[0]?.type.replace('response.', ''));
    });

    it('opens and closes each item once, under one id', async () => {
      const { sent } = await play();
      const responses = sent.flatMap(({ response }) => (response ? [(response as { id: string }).id] : []));
      expect(new Set(responses).size).toBe(1);
      const ids = new Map<unknown, unknown>();
      const open = new Set<unknown>();
      for (const { type, output_index: at, item, item_id: id } of sent) {
        if (type === 'response.output_item.added') {
          expect(at).toBe(ids.size);
          ids.set(at, idOf(item));
          open.add(at);
        }
        if (at === undefined) continue;
        expect([type, at, open.has(at)]).toEqual([type, at, true]);
        if (item !== undefined) expect(idOf(item)).toBe(ids.get(at));
        if (id !== undefined) expect(id).toBe(ids.get(at));
        if (type === 'response.output_item.done') open.delete(at);
      }
      expect(new Set(ids.values()).size).toBe(ids.size);
      expect(open.size).toBe(0);
    });

    it('has deltas that add up to what is done', async () => {
      const { sent } = await play();
      const written = new Map<string, string>();
      const closed = new Set<string>();
      for (const event of sent) {
        const { type, delta } = event;
        // Sound and its words are no members of an item.
        if (type.startsWith('response.audio.')) continue;
        if (typeof delta === 'string') {
          const key = placeOf(event);
          written.set(key, (written.get(key) ?? '') + delta);
        }
        const whole = type.endsWith('.done') ? wholeOf(event) : undefined;
        if (whole === undefined) continue;
        closed.add(placeOf(event));
        expect([type, written.get(placeOf(event)) ?? whole]).toEqual([type, whole]);
        const done = sent.find(
          (one) => one.type === 'response.output_item.done' && one.output_index === event.output_index,
        );
        expect(textsIn(done?.item)).toContain(whole);
      }
      expect([...written.keys()].filter((key) => !closed.has(key) && end !== 'error')).toEqual([]);
    });

    it('says aloud what it says, if it does', async () => {
      const { sent } = await play();
      const all = (type: string): string => sent.map((one) => (one.type === type ? one.delta : '')).join('');
      const types = new Set(sent.map(({ type }) => type));
      const ends = ['response.audio.done', 'response.audio.transcript.done'];
      const isSpoken = types.has('response.audio.delta');
      expect(ends.filter((type) => types.has(type))).toEqual(isSpoken ? ends : []);
      const words = all('response.output_text.delta') + all('response.refusal.delta');
      expect(all('response.audio.transcript.delta')).toBe(isSpoken ? words : '');
    });

    it('ends with what is retrieved, as the official client understands it', async () => {
      const { sent, final, kept } = await play();
      if (end === 'error') {
        expect(final).toBeInstanceOf(OpenAI.APIError);
        return;
      }
      const last = sent.at(-1)?.response;
      if (end === 'failed' || body.store === false) expect(kept).toBeUndefined();
      else expect(JSON.stringify(last)).toBe(kept);
      expect(JSON.stringify(plain(final))).toBe(JSON.stringify(last));
    });

    if (body.background)
      it('is the same when it is read again', async () => {
        const { sent, again } = await play();
        expect(again?.map(unpadded)).toEqual(sent.map(unpadded));
      });

    if (end !== 'error')
      it('is assembled by the official client from the events before its end', async () => {
        const { sent } = await play();
        const { output, ...rest } = (sent.at(-1) as SentEvent).response as { output: unknown[] };
        const events = [...sent.slice(0, -1), { ...sent.at(-1), response: rest }];
        const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
        const readable = new Blob([lines]).stream();
        const assembled = (await ResponseStream.fromReadableStream(readable).finalResponse()) as {
          output: unknown[];
        };
        expect(plain(assembled.output)).toEqual(output);
      });
  });
}

const idOf = (item: unknown): unknown => (item as { id: unknown }).id;

/** What an event is about: its item, and the part or command of it. */
function placeOf({ type, ...event }: SentEvent): string {
  const kind = type.replace(/\.(delta|done)$/, '');
  return [kind, event.output_index, event.content_index, event.summary_index, event.command_index].join();
}

/** The whole text of which an event tells that it is done. */
function wholeOf(event: SentEvent): string | undefined {
  const members = ['text', 'refusal', 'arguments', 'input', 'code', 'command'].map((name) => event[name]);
  return members.find((member) => typeof member === 'string');
}

/** Padding is made anew for each reader. */
const unpadded = ({ obfuscation: _, ...event }: SentEvent): object => event;

/** All texts in a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Without what the client adds. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, each) =>
      ['parsed', 'parsed_arguments', 'output_parsed', 'output_text'].includes(name) ? undefined : each,
    ),
  );
}
