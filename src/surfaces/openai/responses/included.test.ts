import { describe, expect, it } from 'vitest';
import { eventsIn, HANDBOOK, type Json, MOON, openSearches } from './tools/search-rig.cases.ts';

const FILES = { type: 'file_search', vector_store_ids: ['vs_1'] };
const QUESTION = 'How many days of vacation do employees have?';

/** What is shown only if it is included: the request that makes it, its value, and what it reads of a response. */
const HELD: Record<string, [body: object, value: string, read: (response: Json) => unknown]> = {
  'results of files': [
    { input: QUESTION, tools: [FILES] },
    'file_search_call.results',
    ({ output }) => output[0].results,
  ],
  'sources of the web': [
    { input: MOON, tools: [{ type: 'web_search' }] },
    'web_search_call.action.sources',
    ({ output }) => output[0].action.sources,
  ],
  'encrypted reasoning': [
    { model: 'o4-mini', input: 'Hi' },
    'reasoning.encrypted_content',
    ({ output }) => output[0].encrypted_content,
  ],
};

async function open() {
  const rig = openSearches();
  await rig.upload('handbook.md', HANDBOOK);
  const get = async (path: string): Promise<Json> => (await rig.call('GET', path)).json;
  return { ...rig, get };
}

describe.each(Object.entries(HELD))('%s', (_, [body, value, read]) => {
  it('are shown from the beginning if the request includes them, and stay', async () => {
    const { respond, stream, get } = await open();
    const { json: made } = await respond({ ...body, include: [value] });
    expect(read(made)).toBeTruthy();
    expect(await get(`/responses/${made.id}`)).toEqual(made);
    const events = await stream({ ...body, include: [value] });
    const { response } = events.at(-1);
    expect(read(response)).toBeTruthy();
    const done = events.filter(({ type }) => type === 'response.output_item.done');
    expect(done.map(({ item }) => item)).toEqual(response.output);
  });

  it('are kept otherwise, and shown when the response is retrieved with them', async () => {
    const { respond, stream, get } = await open();
    const { json: made } = await respond(body);
    const events = await stream(body);
    for (const response of [made, events.at(-1).response]) {
      expect(read(response)).toBeFalsy();
      expect(await get(`/responses/${response.id}`)).toEqual(response);
      const whole = await get(`/responses/${response.id}?include[]=${value}`);
      expect(read(whole)).toBeTruthy();
      expect(whole.output.slice(1)).toEqual(response.output.slice(1));
    }
    const done = events.filter(({ type }) => type === 'response.output_item.done');
    expect(done.map(({ item }) => item)).toEqual(events.at(-1).response.output);
  });

  it('are shown in the stream of a response in the background as its reader asks', async () => {
    const { respond, send, get, clock } = await open();
    const { json } = await respond({ ...body, background: true });
    clock.advance(60_000);
    const path = `/responses/${json.id}?stream=true`;
    const lastOf = async (query: string): Promise<Json> =>
      eventsIn(await (await send('GET', path + query)).text()).at(-1).response;
    expect(read(await lastOf(''))).toBeFalsy();
    expect(await lastOf(`&include[]=${value}`)).toEqual(
      await get(`/responses/${json.id}?include[]=${value}`),
    );
  });
});

it('log probabilities are made only if the request includes them', async () => {
  const { respond, get } = await open();
  const value = 'message.output_text.logprobs';
  const { json: without } = await respond({ input: 'Hello' });
  const logprobs = ({ output }: Json): unknown[] => output[0].content[0].logprobs;
  expect(logprobs(await get(`/responses/${without.id}?include[]=${value}`))).toEqual([]);
  const { json: made } = await respond({ input: 'Hello', include: [value] });
  expect(logprobs(made).length).toBeGreaterThan(0);
  expect(await get(`/responses/${made.id}`)).toEqual(made);
});

it('nothing is kept of what is not stored, and encrypted reasoning is made only if it is included', async () => {
  const { respond } = await open();
  const body = { model: 'o4-mini', input: 'Hi', store: false };
  expect((await respond(body)).json.output[0]).not.toHaveProperty('encrypted_content');
  const { json } = await respond({ ...body, include: ['reasoning.encrypted_content'] });
  expect(json.output[0].encrypted_content).toBeTruthy();
});

it('input items show them if asked', async () => {
  const { respond, get } = await open();
  const [body, value] = HELD['results of files']!;
  const { json: made } = await respond({ ...body, include: [value] });
  const { json: next } = await respond({ input: [...made.output, { role: 'user', content: 'Thanks' }] });
  const path = `/responses/${next.id}/input_items?order=asc`;
  expect((await get(path)).data[0].results).toBeNull();
  expect((await get(`${path}&include[]=${value}`)).data[0]).toEqual(made.output[0]);
});
