import { describe, expect, it } from 'vitest';
import { builtInApis } from '../../src/built-in-apis.ts';
import type { Step } from '../../src/kernel/step.ts';
import { fixedLatency, KEY, openRig } from '../../src/surfaces/rig.cases.ts';

/** The two stages of every encoder give the same bytes as both at once: a filter that changes nothing changes no byte. */

const messages = [{ role: 'user', content: 'Name three colours and say why.' }];
const tools = [
  { type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: {} } } },
];
const audio = { voice: 'alloy', format: 'pcm16' };
const CHAT = '/v1/chat/completions';
const COMPLETIONS = '/v1/completions';
const RESPONSES = '/v1/responses';
const INSTRUCT = 'gpt-3.5-turbo-instruct';

const CASES: readonly (readonly [string, string, object])[] = [
  ['chat', CHAT, { messages }],
  ['chat with several choices and usage', CHAT, { messages, n: 2, stream_options: { include_usage: true } }],
  ['chat that is stored', CHAT, { messages, store: true }],
  ['chat with running usage', CHAT, { messages, stream_options: { continuous_usage_stats: true } }],
  ['chat that is padded', CHAT, { messages, stream_options: { include_obfuscation: true } }],
  ['chat with log probabilities', CHAT, { messages, logprobs: true, top_logprobs: 2 }],
  ['chat with calls', CHAT, { messages, tools, tool_choice: 'required' }],
  ['chat with reasoning', CHAT, { model: 'gpt-oss-120b', messages }],
  ['speech', CHAT, { model: 'gpt-audio', messages, modalities: ['text', 'audio'], audio, max_tokens: 5 }],
  ['completions', COMPLETIONS, { model: INSTRUCT, prompt: ['One', 'Two'], n: 2, echo: true }],
  [
    'completions with a long echo',
    COMPLETIONS,
    { model: INSTRUCT, prompt: 'word '.repeat(900), echo: true, logprobs: 5 },
  ],
  ['responses', RESPONSES, { input: 'Name three colours.' }],
  ['responses that are not stored', RESPONSES, { input: 'Name three colours.', store: false }],
  ['responses of much text', RESPONSES, { input: 'Colours.', instructions: 'word '.repeat(15_000) }],
  [
    'responses with reasoning',
    RESPONSES,
    { model: 'o3-mini', input: 'Why?', reasoning: { summary: 'auto' } },
  ],
];

async function bytesOf(path: string, body: object, steps: readonly Step[]): Promise<string> {
  const rig = openRig(builtInApis, { seed: 1, latencyModel: fixedLatency(100, 10), steps });
  const reply = await rig.fetch(`http://fakeai.test${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-4o', stream: true, ...body }),
  });
  expect([reply.status, rig.lines]).toEqual([200, []]);
  const text = await reply.text();
  await rig.platform.close();
  return text;
}

describe('a filter between the stages', () => {
  it.each(CASES)(
    'of %s sees every event, and changes no byte if it changes no event',
    async (_, path, body) => {
      let seen = 0;
      const look: Step = {
        name: 'look at events',
        on: () => ({
          answer(_call, reply) {
            if (reply.kind === 'stream') {
              reply.addFilter?.((events) => {
                seen += events.length;
                return events.map((event) => ({ ...event }));
              });
            }
            return reply;
          },
        }),
      };
      const bytes = await bytesOf(path, body, [look]);
      expect(bytes).toBe(await bytesOf(path, body, []));
      expect(seen).toBe(bytes.match(/^data: \{/gm)?.length);
    },
  );
});
