import type { ModelRegistry } from '../../engine/models/registry.ts';
import type { Tokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import type { Call } from '../../kernel/operation.ts';
import { requestedModel } from '../../serving/requested-model.ts';

/** Where the content filter finds text in one kind of request and its responses. */
export interface FilteredContent {
  /**
   * The texts of each prompt.
   *
   * @throws Fault `unknown_model` if the texts depend on a model that does not exist
   */
  readonly prompts: (call: BodyCall<never>, vocabularies: Vocabularies) => Prompts | Promise<Prompts>;
  /** The text of a choice or of a streamed chunk of one; '' if there is none. */
  readonly said: (choice: Choice) => string;
  /** Returns the choice with its content removed. */
  readonly withhold: (choice: Choice) => Choice;
}

type BodyCall<Body> = Pick<Call<unknown, unknown, Body>, 'body' | 'principal' | 'observation'>;

type Prompts = readonly (readonly string[])[];

/** Needed to decode prompts given as token ids. */
export interface Vocabularies {
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
}

/** A choice of a response, or a streamed chunk of one. */
export interface Choice {
  readonly index: number;
  readonly [member: string]: unknown;
}

/** By how Azure serves a row. */
export const filteredContents: Readonly<Record<string, FilteredContent>> = {
  chat: {
    prompts: ({ body: { messages } }: BodyCall<ChatBody>) => [
      messages.flatMap(({ content }) => textsOf(content)),
    ],
    said: (choice) => {
      const { content, refusal, audio } = (choice.message ?? choice.delta ?? {}) as ChatText;
      return content || refusal || audio?.transcript || '';
    },
    withhold: ({ message, delta: _, ...choice }) => ({
      ...choice,
      ...(message ? { message: { role: 'assistant', content: null, refusal: null } } : { delta: {} }),
      ...WITHHELD,
    }),
  },
  completion: {
    prompts: async (call: BodyCall<CompletionBody>, { models, tokenizers }) => {
      const { prompt = '', model } = call.body;
      const prompts = toPrompts(prompt);
      if (prompts.every((one) => typeof one === 'string')) return prompts.map((one) => [one]);
      const card = await requestedModel(call, model, models);
      const tokenizer = tokenizers.get(card.tokenizer) ?? (await tokenizers.load(card.tokenizer));
      const known = (id: number): boolean => tokenizer.bytes(id) !== undefined;
      return prompts.map((one) => [typeof one === 'string' ? one : tokenizer.decode(one.filter(known))]);
    },
    said: ({ text }) => (typeof text === 'string' ? text : ''),
    withhold: (choice) => ({ ...choice, text: '', ...WITHHELD }),
  },
};

const WITHHELD = { logprobs: null, finish_reason: 'content_filter' };

interface ChatBody {
  readonly messages: readonly { readonly content?: unknown }[];
}

interface ChatText {
  readonly content?: string | null;
  readonly refusal?: string | null;
  readonly audio?: { readonly transcript?: string } | null;
}

/** Images, audio and files are not filtered. */
function textsOf(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  if (!Array.isArray(content)) return [];
  return content.flatMap(({ text }: { text?: unknown }) => (typeof text === 'string' ? [text] : []));
}

type Prompt = string | readonly number[];

interface CompletionBody {
  readonly model: string;
  readonly prompt?: Prompt | readonly Prompt[];
}

function toPrompts(prompt: CompletionBody['prompt']): readonly Prompt[] {
  if (prompt === undefined || typeof prompt === 'string') return [prompt ?? ''];
  return typeof prompt[0] === 'number' ? [prompt as readonly number[]] : (prompt as readonly Prompt[]);
}
