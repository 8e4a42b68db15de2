import {
  type Continuation,
  type GenerationRequest,
  type Part,
  type ToolCall,
  type Turn,
  textOf,
} from '../request.ts';
import { audioTokens } from './audio.ts';
import { withEndOfText } from './end-of-text.ts';
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

/** Audio of unknown duration is assumed to be compressed speech with this many bytes per second (32 kbit/s). */
const AUDIO_BYTES_PER_SECOND = 4000;
/** A file that is not text, such as a PDF, costs one token per this many bytes: about 1,300 for a page of 50 KB. */
const FILE_BYTES_PER_TOKEN = 40;

// OpenAI's published overhead of chat prompts; for functions, constants derived from reported usage.
const PER_TURN = 3;
const PER_NAME = 1;
const PRIMING = 3;
const LEGACY_RESULT_DISCOUNT = 2;
const PER_CALL = 3;
const PER_TOOL_LIST = 9;
const TOOLS_WITH_SYSTEM_DISCOUNT = 4;
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
 * Media are counted by their measured size: see {@link imageTokens}, {@link audioTokens}. A file that is not text
 * costs one token per 40 bytes. An image of unknown size is assumed to be 1024 × 1024.
 *
 * @example
 * countPrompt(request, tokenizer).total; // 8 for a single user turn 'hello'
 */
export function countPrompt(request: GenerationRequest, tokenizer: Tokenizer): PromptTokens {
  const { turns, tools, toolChoice, format, model, continuation } = request;
  if (continuation) return countText(continuation, turns, withEndOfText(tokenizer));
  let text = PRIMING;
  let image = 0;
  let audio = 0;

  // Tool definitions follow the first system turn, on a line of their own.
  const padded = tools.length > 0 ? turns.find((turn) => turn.role === 'system') : undefined;
  for (const turn of turns) {
    text += frameTokens(turn, tokenizer);
    const last = turn === padded ? turn.parts.at(-1) : undefined;
    for (const part of turn.parts) {
      switch (part.kind) {
        case 'text':
        case 'refusal':
          text += tokenizer.count(part === last && !part.text.endsWith('\n') ? `${part.text}\n` : part.text);
          break;
        case 'image':
          image += imageTokens(part.size ?? UNKNOWN_IMAGE, part.detail, model.vision);
          break;
        case 'audio':
          audio += audioTokens(part.seconds ?? (part.data.length * 3) / 4 / AUDIO_BYTES_PER_SECOND);
          break;
        case 'file':
          text += fileTokens(part, tokenizer);
          break;
      }
    }
  }

  if (tools.length > 0) {
    text += PER_TOOL_LIST + tokenizer.count(toolNamespace(tools));
    if (padded) text -= TOOLS_WITH_SYSTEM_DISCOUNT;
    if (toolChoice.mode === 'none') text += FORBIDDEN_TOOLS;
    if (toolChoice.mode === 'named') text += NAMED_TOOL + tokenizer.count(toolChoice.name);
  }
  if (format.kind === 'schema') {
    text += PER_SCHEMA + tokenizer.count(format.name) + tokenizer.count(schemaText(format.schema));
  }
  return { total: text + image + audio, image, audio };
}

/** A text to continue, and the suffix after the gap, if any. */
function countText(
  { tokens, suffix = '' }: Continuation,
  turns: readonly Turn[],
  tokenizer: Tokenizer,
): PromptTokens {
  const before = tokens?.length ?? tokenizer.count(textOf(turns));
  return { total: before + tokenizer.count(suffix), image: 0, audio: 0 };
}

/** The tokens of a turn without its parts. */
function frameTokens(turn: Turn, tokenizer: Tokenizer): number {
  let tokens = PER_TURN + tokenizer.count(turn.role);
  if (turn.name) {
    tokens += PER_NAME + tokenizer.count(turn.name);
    if (turn.role === 'tool' && turn.toolCallId === undefined) tokens -= LEGACY_RESULT_DISCOUNT;
  }
  for (const call of turn.toolCalls ?? []) tokens += callTokens(call, tokenizer);
  return tokens;
}

function callTokens(call: ToolCall, tokenizer: Tokenizer): number {
  return PER_CALL + tokenizer.count(call.name) + tokenizer.count(call.input);
}

function fileTokens({ name, content }: Extract<Part, { kind: 'file' }>, tokenizer: Tokenizer): number {
  const tokens = name ? tokenizer.count(name) : 0;
  if ('text' in content) return tokens + tokenizer.count(content.text);
  return tokens + Math.ceil(content.bytes / FILE_BYTES_PER_TOKEN);
}
