import assert from 'node:assert/strict';
import type {
  ChatCompletion,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import type { AssistantMessage, Chat } from './case.ts';

export type Arguments = Record<string, unknown>;

export interface ToolUse {
  readonly name: string;
  readonly args: Arguments;
  /** The number of the request, from 1, whose reply made the call. */
  readonly turn: number;
}

export interface Loop {
  readonly uses: readonly ToolUse[];
  readonly turns: number;
  /** The closing text; empty if a terminal tool ended the loop. */
  readonly answer: string;
  readonly messages: readonly ChatCompletionMessageParam[];
}

export const system = (content: string): ChatCompletionMessageParam => ({ role: 'system', content });
export const user = (content: string): ChatCompletionMessageParam => ({ role: 'user', content });
export const assistant = (content: string): ChatCompletionMessageParam => ({ role: 'assistant', content });

/** A tool call made earlier in the conversation, with its result. */
export const pastCall = (name: string, args: Arguments, result: unknown): ChatCompletionMessageParam[] => {
  const call = toolCall(name, args);
  return [
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: call.id, content: asText(result) },
  ];
};

export const says = (content: string): AssistantMessage => ({ role: 'assistant', content });
export const saysJson = (value: unknown): AssistantMessage => says(JSON.stringify(value));
export const uses = (...calls: readonly (readonly [name: string, args: Arguments])[]): AssistantMessage => ({
  role: 'assistant',
  content: null,
  tool_calls: calls.map(([name, args]) => toolCall(name, args)),
});

export const tool = (
  name: string,
  description: string,
  properties: Record<string, unknown>,
  required: readonly string[] = Object.keys(properties),
): ChatCompletionTool => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties, required: [...required], additionalProperties: false },
  },
});

export const text = (description?: string): Record<string, unknown> => ({
  type: 'string',
  ...(description && { description }),
});
export const number = (description?: string): Record<string, unknown> => ({
  type: 'number',
  ...(description && { description }),
});
export const whole = (description?: string): Record<string, unknown> => ({
  type: 'integer',
  ...(description && { description }),
});
export const oneOf = (values: readonly string[], description?: string): Record<string, unknown> => ({
  type: 'string',
  enum: [...values],
  ...(description && { description }),
});

/** The text of a reply which must not call tools. */
export const textOf = (completion: ChatCompletion): string => {
  const message = messageOf(completion);
  assert.equal(
    message.tool_calls?.length ?? 0,
    0,
    `expected text, got calls ${JSON.stringify(message.tool_calls)}`,
  );
  assert.ok(message.content, 'expected text, got an empty reply');
  return message.content;
};

/** The calls of a reply which must call tools. */
export const callsOf = (completion: ChatCompletion, turn = 1): ToolUse[] => {
  const message = messageOf(completion);
  assert.ok(
    message.tool_calls && message.tool_calls.length > 0,
    `expected a tool call, got text ${JSON.stringify(message.content)}`,
  );
  return message.tool_calls.map((call) => readCall(call, turn));
};

/** The one call of a reply which must make exactly one. */
export const onlyCallOf = (completion: ChatCompletion): ToolUse => only(callsOf(completion));

export const only = <T>(list: readonly T[]): T => {
  assert.equal(list.length, 1, `expected exactly one, got ${JSON.stringify(list)}`);
  return list[0] as T;
};

export const ask = async (chat: Chat, ...messages: ChatCompletionMessageParam[]): Promise<string> =>
  textOf(await chat({ messages }));

export interface LoopRequest {
  readonly messages: readonly ChatCompletionMessageParam[];
  readonly tools: ChatCompletionTool[];
  readonly choice?: 'auto' | 'required';
  /** A tool whose call ends the loop, as agent frameworks have it. */
  readonly terminal?: string;
  /** The most requests a sensible model needs. */
  readonly limit: number;
  readonly run: (use: ToolUse) => unknown;
}

/** Plays an agent loop: runs every call, appends the result, and ends with text or the terminal tool. */
export const runLoop = async (chat: Chat, request: LoopRequest): Promise<Loop> => {
  const messages = [...request.messages];
  const made: ToolUse[] = [];
  for (let turn = 1; turn <= request.limit; turn += 1) {
    const completion = await chat({
      messages: [...messages],
      tools: request.tools,
      ...(request.choice && { tool_choice: request.choice }),
    });
    const message = messageOf(completion);
    const calls = message.tool_calls ?? [];
    if (calls.length === 0) {
      assert.equal(
        request.terminal,
        undefined,
        `expected the loop to end with a call to ${request.terminal}, got text`,
      );
      assert.ok(message.content, 'expected text, got an empty reply');
      return { uses: made, turns: turn, answer: message.content, messages };
    }
    messages.push({ role: 'assistant', content: message.content ?? null, tool_calls: calls });
    for (const call of calls) {
      const use = readCall(call, turn);
      assertKnownTool(request.tools, use.name);
      made.push(use);
      if (use.name !== request.terminal)
        messages.push({ role: 'tool', tool_call_id: call.id, content: asText(request.run(use)) });
    }
    if (made.some((use) => use.name === request.terminal))
      return { uses: made, turns: turn, answer: '', messages };
  }
  assert.fail(`the loop did not end within ${request.limit} turns: ${JSON.stringify(made)}`);
};

export const namesOf = (uses_: readonly ToolUse[]): string[] => uses_.map((use) => use.name);

/** Arguments without those left empty, since models fill optional ones with null. */
export const given = (args: Arguments): Arguments =>
  Object.fromEntries(
    Object.entries(args).filter(
      ([, value]) =>
        value !== null &&
        value !== undefined &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );

const messageOf = (completion: ChatCompletion): ChatCompletion.Choice['message'] => {
  const choice = completion.choices[0];
  assert.ok(choice, 'expected a choice');
  return choice.message;
};

const assertKnownTool = (tools: readonly ChatCompletionTool[], name: string): void => {
  assert.ok(
    tools.some((entry) => entry.type === 'function' && entry.function.name === name),
    `called ${name}, which was not offered`,
  );
};

const readCall = (call: ChatCompletionMessageToolCall, turn: number): ToolUse => {
  assert.ok(call.type === 'function', `expected a function call, got ${call.type}`);
  const args: unknown = JSON.parse(call.function.arguments);
  assert.ok(
    typeof args === 'object' && args !== null && !Array.isArray(args),
    'expected the arguments to be an object',
  );
  return { name: call.function.name, args: args as Arguments, turn };
};

const toolCall = (name: string, args: Arguments): ChatCompletionMessageToolCall & { type: 'function' } => {
  const text_ = JSON.stringify(args);
  return { id: `call_${hash(name + text_)}`, type: 'function', function: { name, arguments: text_ } };
};

const asText = (result: unknown): string => (typeof result === 'string' ? result : JSON.stringify(result));

const hash = (value: string): string => {
  let sum = 7;
  for (const character of value) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36).padStart(7, '0');
};
