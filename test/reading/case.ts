import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import type { Facts } from './facts.ts';

export type Chat = (
  body: Omit<ChatCompletionCreateParamsNonStreaming, 'model'> & { model?: string },
) => Promise<ChatCompletion>;

export interface AssistantMessage {
  readonly role: 'assistant';
  readonly content: string | null;
  readonly tool_calls?: ChatCompletionMessageToolCall[];
}

export interface ReadingCase {
  readonly kind: 'retrieval' | 'json' | 'tools' | 'arguments';
  /** Unique, in kebab case, says the situation. */
  readonly name: string;
  /** Plays the conversation through `chat` and asserts what a user would expect; throws otherwise. */
  readonly play: (facts: Facts, chat: Chat) => Promise<void>;
  /** The replies, in order, of a good model for the same facts: proof that the case can pass. */
  readonly ideal: (facts: Facts) => readonly AssistantMessage[];
}

export interface Situation<S> {
  /** Draws every fact of the case, always in the same order. */
  readonly draw: (facts: Facts) => S;
  readonly play: (situation: S, chat: Chat) => Promise<void>;
  readonly ideal: (situation: S) => readonly AssistantMessage[];
}

export const defineCase = <S>(
  kind: ReadingCase['kind'],
  name: string,
  situation: Situation<S>,
): ReadingCase => ({
  kind,
  name,
  play: (facts, chat) => situation.play(situation.draw(facts), chat),
  ideal: (facts) => situation.ideal(situation.draw(facts)),
});
