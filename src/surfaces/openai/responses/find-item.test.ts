import { describe, expect, it, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { fixedLatency, KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { conversations } from '../conversations/noun.ts';
import { responses } from './noun.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are read like by a client without types
type Json = any;

const QUESTION = { role: 'user', content: 'What is the weather in Oslo?' };
const TOOL = {
  type: 'function',
  name: 'get_weather',
  description: 'Get the weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

function open() {
  const clock = createVirtualClock({ automatic: false });
  const { fetch, platform } = openRig([only(responses, conversations)], {
    clock,
    latencyModel: fixedLatency(0, 0),
    seed: 1,
  });
  onTestFinished(() => platform.close());
  const send = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    fetch(`http://localhost/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  const call = async (...args: Parameters<typeof send>) => {
    const reply = await send(...args);
    return { status: reply.status, json: (await reply.json()) as Json };
  };
  const respond = (input: unknown, more: object = {}) =>
    call('POST', '/responses', { model: 'gpt-5', input, tools: [TOOL], ...more });
  return { clock, send, call, respond };
}

const refer = ({ id }: Json) => ({ type: 'item_reference', id });

/** A response to the question, made in one of the ways there are. */
const WAYS: Record<string, (rig: ReturnType<typeof open>) => Promise<Json>> = {
  whole: async ({ respond }) => (await respond([QUESTION])).json,
  streamed: async ({ send }) => {
    const body = { model: 'gpt-5', input: [QUESTION], tools: [TOOL], stream: true };
    const text = await (await send('POST', '/responses', body)).text();
    const last = text.trim().split('\n').at(-1) ?? '';
    return JSON.parse(last.slice('data: '.length)).response;
  },
  'in the background': async ({ clock, call, respond }) => {
    const { json } = await respond([QUESTION], { background: true });
    clock.advance(60_000);
    return (await call('GET', `/responses/${json.id}`)).json;
  },
};

describe('a reference to an item of a response', () => {
  it.each(Object.keys(WAYS))('stands for what was made: %s', async (way) => {
    const rig = open();
    const made = await WAYS[way]?.(rig);
    expect(made.output.map(({ type }: Json) => type)).toEqual(['reasoning', 'function_call']);
    const output = { type: 'function_call_output', call_id: made.output[1].call_id, output: '12 degrees' };
    const { status, json } = await rig.respond([QUESTION, ...made.output.map(refer), output]);
    expect(status).toBe(200);
    expect(json.output.at(-1).content[0].text).toContain('12 degrees');
  });

  it('stands for what was given, and for what references in it stood for', async () => {
    const { call, respond } = open();
    const { json: first } = await respond('My name is Ada.');
    const { json: given } = await call('GET', `/responses/${first.id}/input_items`);
    const { json: second } = await respond([...given.data.map(refer), ...first.output.map(refer), QUESTION]);
    const { json: kept } = await call('GET', `/responses/${second.id}/input_items?order=asc`);
    const idsOf = (items: Json[]): string[] => items.map(({ id }) => id);
    expect(idsOf(kept.data.slice(0, -1))).toEqual(idsOf([...given.data, ...first.output]));
    const { json } = await respond([refer(kept.data[0]), { role: 'user', content: 'What is my name?' }]);
    expect(json.output.at(-1).content[0].text).toContain('Ada');
  });

  it('stands for it in conversations, too', async () => {
    const { call, respond } = open();
    const { json: made } = await respond('Hello');
    const { json } = await call('POST', '/conversations', { items: made.output.map(refer) });
    const { json: items } = await call('GET', `/conversations/${json.id}/items?order=asc`);
    expect(items.data).toEqual(made.output);
  });

  it('is refused if there is no such item, or no longer', async () => {
    const { call, respond } = open();
    const { json: made } = await respond('Hello');
    const { json: unstored } = await respond('Hello', { store: false });
    const [gone, never] = [made.output.at(-1), unstored.output.at(-1)];
    await call('DELETE', `/responses/${made.id}`);
    for (const item of [gone, never, { id: 'msg_unknown' }, { id: `msg_${made.id.slice(5)}` }, { id: '' }]) {
      const { status, json } = await respond([refer(item)]);
      const message = `Item with id '${item.id}' not found.`;
      expect([status, json.error]).toEqual([
        404,
        { message, type: 'invalid_request_error', param: 'input', code: null },
      ]);
    }
    const { json } = await respond([refer(never)], { store: false });
    expect(json.error.message).toBe(
      `Item with id '${never.id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
    );
  });

  it('is refused for an item of another project', async () => {
    const { send, respond } = open();
    const { json: made } = await respond('Hello');
    const body = { model: 'gpt-5', input: made.output.map(refer) };
    const reply = await send('POST', '/responses', body, { 'openai-project': 'proj_other' });
    expect(reply.status).toBe(404);
  });
});
