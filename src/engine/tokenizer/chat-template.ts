import type { Steps } from '../../runtime/steps.ts';
import { ContextExceeded } from '../errors.ts';
import type { ModelCard } from '../models/card.ts';
import {
  type Continuation,
  type GenerationRequest,
  type HostedRun,
  type Part,
  type Turn,
  textOf,
  textOfParts,
} from '../request.ts';
import { audioTokens } from './audio.ts';
import { withEndOfText } from './end-of-text.ts';
import type { PromptIds } from './prompt-ids.ts';
import { schemaText } from './schema-text.ts';
import type { Tokenizer } from './tokenizer.ts';
import { toolNamespace } from './tool-namespace.ts';
import { type ImageSize, imageTokens } from './vision.ts';

/** Tokens of a prompt, and how many of them are of a kind that usage reports separately. */
export interface PromptTokens {
  readonly total: number;
  readonly image: number;
  readonly audio: number;
}

/** The size assumed for an image that cannot be measured. */
const UNKNOWN_IMAGE: ImageSize = { width: 1024, height: 1024 };

/** A video that cannot be measured is assumed to be this long, and this large. */
const UNKNOWN_VIDEO_SECONDS = 10;
const UNKNOWN_FRAME: ImageSize = { width: 640, height: 360 };
const MOST_FRAMES = 32;

/** Audio of unknown duration is assumed to be compressed speech with this many bytes per second (32 kbit/s). */
const AUDIO_BYTES_PER_SECOND = 4000;
/** A file that is not text, such as a PDF, costs one token per this many bytes: about 1,300 for a page of 50 KB. */
const FILE_BYTES_PER_TOKEN = 40;

// OpenAI's published overhead of chat prompts; for functions, constants derived from reported usage.
const PER_NAME = 1;
/** Tokens that begin an answer: as a turn begins, with its role. */
export const PRIMING = 3;
const PER_CALL = 3;
const PER_TOOL_LIST = 9;
const PER_TOOL_LIST_IN_SYSTEM = 5;
const FORBIDDEN_TOOLS = 1;
const NAMED_TOOL = 4;
const PER_SCHEMA = 9;

/**
 * The prompt tokens of a request: every turn with its role, name, content and calls, the tool definitions, the
 * response schema, and OpenAI's overhead for each. A text to continue has no template: only its own tokens count.
 * Every part is counted separately through the tokenizer's cache, so a conversation sent again with one more turn
 * costs one lookup per part plus the new turn.
 *
 * Text is exact. The overhead is the one OpenAI's cookbook publishes (3 per turn, 1 per name, 3 to prime the
 * answer); for tools it is an estimate based on their rendering as a TypeScript namespace, which is not published.
 * Media are counted by their measured size: see {@link mediaTokens}. A file that is not text
 * costs one token per 40 bytes. An image of unknown size is assumed to be 1024 × 1024.
 *
 * Counting stops at twice the context window; what cannot fit by its length alone is not counted at all.
 *
 * @param ids receives the ids of the tokens, of which there are then as many as are counted
 * @throws ContextExceeded for prompts that are not counted to their end
 * @example
 * finish(countPrompt(request, tokenizer)).total; // 8 for a single user turn 'hello'
 */
export function* countPrompt(
  request: GenerationRequest,
  tokenizer: Tokenizer,
  ids?: PromptIds,
): Steps<PromptTokens> {
  const { turns, tools, toolChoice, format, model, continuation } = request;
  const least = Math.ceil(charactersOf(turns) / tokenizer.longest);
  if (least >= model.contextWindow) {
    throw new ContextExceeded(model.contextWindow, least, { isAtLeast: true });
  }
  const count = new Count(continuation ? withEndOfText(tokenizer) : tokenizer, model.contextWindow, ids);
  if (continuation) return yield* countText(continuation, turns, count);
  let image = 0;
  let audio = 0;

  // Tool definitions follow the first system turn, on a line of their own.
  const padded = tools.length > 0 ? turns.find((turn) => turn.role === 'system') : undefined;
  // What all turns of a conversation have in common comes first, so that a cache finds it again.
  if (tools.length > 0) {
    count.unknown(padded ? PER_TOOL_LIST_IN_SYSTEM : PER_TOOL_LIST);
    yield* count.addLong(yield* toolNamespace(tools));
  }
  if (format.kind === 'schema' && !format.unprompted) {
    count.unknown(PER_SCHEMA);
    yield* count.addLong(format.name);
    yield* count.addLong(yield* schemaText(format.schema));
  }
  for (const turn of turns) {
    const isFramed = !isLegacyResult(turn);
    const beginning = countBeginning(turn, isFramed, count);
    if (beginning) yield* beginning;
    const last = turn === padded ? turn.parts.at(-1) : undefined;
    for (const part of turn.parts) {
      switch (part.kind) {
        case 'text':
        case 'refusal':
        case 'reasoning': {
          const rest = count.add(part === last && !part.text.endsWith('\n') ? `${part.text}\n` : part.text);
          if (rest) yield* rest;
          break;
        }
        case 'image':
        case 'video':
          image += count.media(part.url, mediaTokens(part, model));
          yield;
          break;
        case 'audio':
          audio += count.media(part.data, mediaTokens(part, model));
          yield;
          break;
        case 'file':
          yield* countFile(part, model, count);
          break;
      }
      if (count.isDue()) yield;
    }
    if (isFramed) count.frame('end');
  }

  if (tools.length > 0) {
    if (toolChoice.mode === 'none') count.unknown(FORBIDDEN_TOOLS);
    if (toolChoice.mode === 'named') {
      count.unknown(NAMED_TOOL);
      yield* count.addLong(toolChoice.name);
    }
  }
  count.frame('start');
  count.addShort('assistant');
  count.frame('message');
  return { total: count.tokens + image + audio, image, audio };
}

/**
 * The tokens that the model reads of what a hosted tool has found: words and images, and the definitions of the tools that are
 * loaded.
 *
 * @example
 * finish(countResult({ read: [{ kind: 'text', text: 'hello' }] }, model, tokenizer)); // 1
 */
export function* countResult(
  { read, loaded = [] }: Pick<HostedRun, 'read' | 'loaded'>,
  model: ModelCard,
  tokenizer: Tokenizer,
): Steps<number> {
  let tokens = yield* tokenizer.countInSteps(textOfParts(read));
  for (const part of read) if (part.kind === 'image') tokens += mediaTokens(part, model);
  if (loaded.length > 0) tokens += yield* tokenizer.countInSteps(yield* toolNamespace(loaded));
  return tokens;
}

/**
 * The prompt tokens of a part that is not text: of an image or a sound by its measured size; of a video those of its
 * frames, one a second and at most 32, each an image of its size; of a file those of its bytes.
 *
 * @example
 * mediaTokens({ kind: 'audio', data: '', format: 'wav', seconds: 2.35 }, model); // 24
 */
export function mediaTokens(part: Part, { vision }: ModelCard): number {
  switch (part.kind) {
    case 'image':
      return imageTokens(part.size ?? UNKNOWN_IMAGE, part.detail, vision);
    case 'video':
      return (
        videoFrames(part.seconds ?? UNKNOWN_VIDEO_SECONDS) *
        imageTokens(part.size ?? UNKNOWN_FRAME, 'auto', vision)
      );
    case 'audio':
      return audioTokens(part.seconds ?? (part.data.length * 3) / 4 / AUDIO_BYTES_PER_SECOND);
    case 'file':
      return 'bytes' in part.content ? Math.ceil(part.content.bytes / FILE_BYTES_PER_TOKEN) : 0;
    default:
      return 0;
  }
}

/** Frames that a model sees of a video: vLLM samples 32 by default. */
function videoFrames(seconds: number): number {
  return Math.min(MOST_FRAMES, Math.max(1, Math.ceil(seconds)));
}

/** A text to continue, and the suffix after the gap, if any. */
function* countText(
  { tokens, suffix = '' }: Continuation,
  turns: readonly Turn[],
  count: Count,
): Steps<PromptTokens> {
  if (tokens) count.given(tokens);
  else yield* count.addLong(textOf(turns));
  yield* count.addLong(suffix);
  return { total: count.tokens, image: 0, audio: 0 };
}

/** The result of a legacy function. It is billed two tokens less than other turns, as if its frame were open. */
const isLegacyResult = ({ role, toolCallId, name }: Turn): boolean =>
  role === 'tool' && toolCallId === undefined && Boolean(name);

/** Adds what precedes the parts of a turn. Returns the rest of the work if it takes long. */
function countBeginning(turn: Turn, isFramed: boolean, count: Count): Steps<void> | undefined {
  if (isFramed) count.frame('start');
  count.addShort(turn.role);
  if (turn.name !== undefined || turn.toolCalls) return countNames(turn, count);
  count.frame('message');
  return undefined;
}

function* countNames({ name, toolCalls = [] }: Turn, count: Count): Steps<void> {
  if (name) {
    count.unknown(PER_NAME);
    yield* count.addLong(name);
  }
  for (const call of toolCalls) {
    count.unknown(PER_CALL);
    yield* count.addLong(call.name);
    yield* count.addLong(call.input);
    if (count.isDue()) yield;
  }
  count.frame('message');
}

function* countFile(part: Extract<Part, { kind: 'file' }>, model: ModelCard, count: Count): Steps<void> {
  const { name, content, digest } = part;
  if (name) yield* count.addLong(name);
  if ('text' in content) yield* count.addLong(content.text);
  else count.tokens += count.media(digest, mediaTokens(part, model));
}

function charactersOf(turns: readonly Turn[]): number {
  let characters = 0;
  for (const { parts, toolCalls } of turns) {
    for (const part of parts) if ('text' in part) characters += part.text.length;
    if (toolCalls) for (const { input } of toolCalls) characters += input.length;
  }
  return characters;
}

/** Adds up tokens, but not far beyond the window: an exact number helps only a caller who can shorten the prompt. */
class Count {
  tokens = 0;
  readonly #tokenizer: Tokenizer;
  readonly #window: number;
  /** Receives the ids of all tokens, also of those of media. */
  readonly #ids: PromptIds | undefined;
  #work = 0;

  constructor(tokenizer: Tokenizer, window: number, ids: PromptIds | undefined) {
    this.#tokenizer = tokenizer;
    this.#window = window;
    this.#ids = ids;
  }

  /** Adds a token that frames a turn. */
  frame(kind: 'start' | 'message' | 'end'): void {
    this.tokens++;
    this.#ids?.frame(kind);
  }

  /** Adds tokens of which only the number is known. */
  unknown(tokens: number): void {
    this.tokens += tokens;
    this.#ids?.unknown(tokens);
  }

  /** Adds tokens that the caller has sent as such. */
  given(ids: readonly number[]): void {
    this.tokens += ids.length;
    this.#ids?.text(ids);
  }

  /** Notes and returns the tokens of media, which the caller counts. */
  media(content: string, tokens: number): number {
    this.#ids?.media(content, tokens);
    return tokens;
  }

  addShort(text: string): void {
    this.tokens += this.#ids ? this.#note(this.#tokenizer.ids(text)) : this.#tokenizer.count(text);
    this.#work += text.length + LOOKUP_CHARACTERS;
    this.#check();
  }

  *addLong(text: string): Steps<void> {
    if (text.length <= SHORT_CHARACTERS) return this.addShort(text);
    const most = WINDOWS_COUNTED * this.#window;
    const limit = Math.max(0, most - this.tokens);
    this.tokens += this.#ids
      ? this.#note(yield* this.#tokenizer.idsInSteps(text, limit))
      : yield* this.#tokenizer.countInSteps(text, limit);
    this.#check();
  }

  #note(ids: ArrayLike<number>): number {
    this.#ids?.text(ids);
    return ids.length;
  }

  /** Adds a text of any length. Returns the rest of the work if it takes long. */
  add(text: string): Steps<void> | undefined {
    if (text.length > SHORT_CHARACTERS) return this.addLong(text);
    this.addShort(text);
    return undefined;
  }

  /** Whether many short texts have been counted since the last yield. */
  isDue(): boolean {
    if (this.#work < SHORT_CHARACTERS) return false;
    this.#work = 0;
    return true;
  }

  #check(): void {
    if (this.tokens > WINDOWS_COUNTED * this.#window) {
      throw new ContextExceeded(this.#window, this.tokens, { isAtLeast: true });
    }
  }
}

/** A prompt is counted to its end up to this many times the context window. */
const WINDOWS_COUNTED = 2;
/** Texts up to this length are counted in one step. */
const SHORT_CHARACTERS = 4096;
/** Looking up the count of a text that is already known takes as long as counting this many characters. */
const LOOKUP_CHARACTERS = 16;
