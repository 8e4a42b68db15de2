import type { ChatCompletion } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import type { AssistantMessage, Chat, ReadingCase } from './case.ts';
import { says, uses } from './conversation.ts';
import { createFacts } from './facts.ts';
import { known } from './known/index.ts';
import { unseen } from './unseen/index.ts';

const CASES = [...known, ...unseen];
const SEEDS = [1, 2, 3];

type Body = Parameters<Chat>[0];

/** Models that read nothing. */
const POOR: Readonly<Record<string, (body: Body) => AssistantMessage>> = {
  'says the same to everything': () => says('Here is an overview of the topic.'),
  'calls the first tool without arguments': ({ tools, messages }) => {
    const [first] = tools ?? [];
    return first?.type === 'function' && messages.at(-1)?.role !== 'tool'
      ? uses([first.function.name, {}])
      : says('Here is an overview of the topic.');
  },
  'knows nothing': () => says("Sorry, I don't know."),
  'repeats the request': ({ messages }) => says(JSON.stringify(messages.at(-1)?.content ?? '')),
};

describe('the cases of reading', () => {
  it('have names of their own', () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  });

  it.each(CASES)('$name passes with the replies of a good model', async (each) => {
    for (const seed of SEEDS) {
      const replies = [...each.ideal(createFacts(seed))];
      await each.play(createFacts(seed), async () => completion(replies.shift()!));
      expect(replies).toEqual([]);
    }
  });

  it.each(CASES)('$name fails with a model that reads nothing', async (each) => {
    const passing: string[] = [];
    for (const [name, model] of Object.entries(POOR)) if (await passes(each, model)) passing.push(name);
    // Where no tool is to be called, a model that only talks may be right.
    expect(passing.length, passing.join(', ')).toBeLessThan(2);
  });
});

async function passes(each: ReadingCase, model: (body: Body) => AssistantMessage): Promise<boolean> {
  try {
    await each.play(createFacts(1), async (body) => completion(model(body)));
    return true;
  } catch {
    return false;
  }
}

function completion(message: AssistantMessage): ChatCompletion {
  const { tool_calls, ...rest } = message;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [
      {
        index: 0,
        finish_reason: tool_calls ? 'tool_calls' : 'stop',
        logprobs: null,
        message: { refusal: null, ...rest, ...(tool_calls && { tool_calls }) },
      },
    ],
  };
}
