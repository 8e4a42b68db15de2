import type { ModelRegistry } from '../../engine/models/registry.ts';
import type { Tokenizers } from '../../engine/tokenizer/create-tokenizers.ts';

/** Where the texts stand that the content filter looks through, in one kind of request and its answers. */
export interface FilteredContent {
  /** The texts of each prompt. */
  readonly prompts: (body: never, vocabularies: Vocabularies) => Prompts | Promise<Prompts>;
  /** What a choice says, or a chunk of one adds; '' when it says nothing. */
  readonly said: (choice: Choice) => string;
  /** The choice without what was to be said. */
  readonly withhold: (choice: Choice) => Choice;
}

type Prompts = readonly (readonly string[])[];

/** What turns token ids back into text. */
export interface Vocabularies {
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
}

/** A choice as it is sent: whole, or a chunk of one. */
export interface Choice {
  readonly index: number;
  readonly [member: string]: unknown;
}

/** By the id of the operation. */
export const filteredContents: Readonly<Record<string, FilteredContent>> = {
  createChatCompletion: {
    prompts: ({ messages }: ChatBody) => [messages.flatMap(({ content }) => textsOf(content))],
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
  createCompletion: {
    prompts: async ({ prompt = '', model }: CompletionBody, { models, tokenizers }) => {
      const prompts = toPrompts(prompt);
      if (prompts.every((one) => typeof one === 'string')) return prompts.map((one) => [one]);
      const card = models.find(model);
      if (!card) return [];
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

/** Pictures, sounds and files are not looked at. */
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
