import type OpenAI from 'openai';
import { afterAll, expect, it } from 'vitest';
import { createRandom } from '../../src/runtime/random.ts';
import { KilledInstance } from './killed-instance.ts';

const MOST_KILLS = 8;

const instance = new KilledInstance('40ms');
afterAll(() => instance.dispose());

type Event = OpenAI.Responses.ResponseStreamEvent;

it('resumes a response in the background, even if the process is killed repeatedly', {
  timeout: 120_000,
}, async () => {
  const random = createRandom('kills of responses');
  let client = await instance.start();
  const events: Event[] = [];
  let id = '';
  let kills = 0;
  for (;;) {
    const stream: AsyncIterable<Event> =
      id === ''
        ? await client.responses.create({
            model: 'gpt-4o',
            input: 'Tell me the whole story of the lighthouse.',
            background: true,
            stream: true,
          })
        : await client.responses.retrieve(id, {
            stream: true,
            starting_after: events.at(-1)?.sequence_number ?? -1,
          });
    const most = kills < MOST_KILLS ? 1 + random.int(20) : Number.POSITIVE_INFINITY;
    try {
      let read = 0;
      for await (const event of stream) {
        events.push(event);
        if (event.type === 'response.created') id = event.response.id;
        if (++read === most) await instance.kill();
      }
    } catch {
      // The connection ends with the process.
    }
    if (events.at(-1)?.type === 'response.completed' || events.at(-1)?.type === 'response.incomplete') break;
    kills++;
    await instance.kill();
    client = await instance.start();
  }

  expect(kills).toBeGreaterThan(3);
  expect(events.map(({ sequence_number: number }) => number)).toEqual([...events.keys()]);
  const response = await client.responses.retrieve(id);
  expect(events.at(-1)).toMatchObject({ response: { id, status: response.status, output: response.output } });
  const said = events.flatMap((event) => (event.type === 'response.output_text.delta' ? [event.delta] : []));
  expect(said.join('')).toBe(response.output_text);
});
