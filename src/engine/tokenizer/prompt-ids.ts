import type { Steps } from '../../runtime/steps.ts';
import type { GenerationRequest, Part, Turn } from '../request.ts';
import { textOf } from '../request.ts';
import { mediaTokens } from './chat-template.ts';
import { withEndOfText } from './end-of-text.ts';
import { schemaText } from './schema-text.ts';
import { type FrameTokens, frameTokensOf } from './special-tokens.ts';
import type { Tokenizer } from './tokenizer.ts';
import { toolNamespace } from './tool-namespace.ts';

/**
 * The token ids of a prompt: as many as `countPrompt` counts, and each text as the ids that it counts. Turns are framed by
 * special tokens, images and sounds are repeated placeholders. What OpenAI bills for tools beyond their text is not
 * published as tokens; those ids are placeholders too. Call it only for a prompt that `countPrompt` has counted to its end.
 *
 * @example
 * const { total } = yield* countPrompt(request, tokenizer);
 * (yield* promptIds(request, tokenizer)).length === total; // true
 */
export function* promptIds(request: GenerationRequest, tokenizer: Tokenizer): Steps<number[]> {
  const { turns, continuation, tools, toolChoice, format } = request;
  const ids = new Ids(continuation ? withEndOfText(tokenizer) : tokenizer);
  if (continuation) {
    if (continuation.tokens) ids.list.push(...continuation.tokens);
    else yield* ids.text(textOf(turns));
    yield* ids.text(continuation.suffix ?? '');
    return ids.list;
  }
  const padded = tools.length > 0 ? turns.find(({ role }) => role === 'system') : undefined;
  const { start, message, end } = ids.frame;
  for (const turn of turns) {
    const isLegacyResult = turn.role === 'tool' && turn.toolCallId === undefined && Boolean(turn.name);
    if (!isLegacyResult) ids.list.push(start);
    yield* ids.text(turn.role);
    yield* nameAndCalls(turn, ids);
    ids.list.push(message);
    const last = turn === padded ? turn.parts.at(-1) : undefined;
    for (const part of turn.parts) yield* partIds(part, part === last, request, ids);
    // A legacy result of a function is billed two tokens less.
    if (!isLegacyResult) ids.list.push(end);
    yield;
  }
  if (tools.length > 0) {
    ids.fill(padded ? TOOL_LIST_IN_SYSTEM : TOOL_LIST);
    yield* ids.text(yield* toolNamespace(tools));
    if (toolChoice.mode === 'none') ids.fill(FORBIDDEN_TOOLS);
    if (toolChoice.mode === 'named') {
      ids.fill(NAMED_TOOL);
      yield* ids.text(toolChoice.name);
    }
  }
  if (format.kind === 'schema' && !format.unprompted) {
    ids.fill(SCHEMA);
    yield* ids.text(format.name);
    yield* ids.text(yield* schemaText(format.schema));
  }
  ids.list.push(start);
  yield* ids.text('assistant');
  ids.list.push(message);
  return ids.list;
}

// As in `chat-template.ts`; a property test compares the two.
const TOOL_LIST = 9;
const TOOL_LIST_IN_SYSTEM = 5;
const FORBIDDEN_TOOLS = 1;
const NAMED_TOOL = 4;
const SCHEMA = 9;
const CALL = 3;
const NAME = 1;

function* nameAndCalls({ name, toolCalls = [] }: Turn, ids: Ids): Steps<void> {
  if (name) {
    ids.fill(NAME);
    yield* ids.text(name);
  }
  for (const call of toolCalls) {
    ids.fill(CALL);
    yield* ids.text(call.name);
    yield* ids.text(call.input);
  }
}

function* partIds(part: Part, isLast: boolean, { model }: GenerationRequest, ids: Ids): Steps<void> {
  switch (part.kind) {
    case 'text':
    case 'refusal':
    case 'reasoning':
      yield* ids.text(isLast && !part.text.endsWith('\n') ? `${part.text}\n` : part.text);
      break;
    case 'file':
      if (part.name) yield* ids.text(part.name);
      if ('text' in part.content) yield* ids.text(part.content.text);
      else ids.fill(mediaTokens(part, model), ids.frame.media);
      break;
    default:
      ids.fill(mediaTokens(part, model), ids.frame.media);
  }
}

/** Collects ids. */
class Ids {
  readonly list: number[] = [];
  readonly frame: FrameTokens;
  readonly #tokenizer: Tokenizer;

  constructor(tokenizer: Tokenizer) {
    this.frame = frameTokensOf(tokenizer);
    this.#tokenizer = tokenizer;
  }

  *text(text: string): Steps<void> {
    if (text === '') return;
    for (const id of yield* this.#tokenizer.encodeInSteps(text)) this.list.push(id);
  }

  fill(count: number, id = this.frame.start): void {
    for (let index = 0; index < count; index++) this.list.push(id);
  }
}
