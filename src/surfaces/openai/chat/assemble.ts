import { type ChoiceEvent, type FinishReason, NO_USAGE, type TokenLogprob } from '../../../engine/event.ts';
import type { Generation } from '../../../engine/generation.ts';
import type { ToolCall } from '../../../engine/request.ts';
import type { Logprobs } from '../../../engine/sampling/logprobs.ts';
import { isPage } from '../../../engine/source.ts';
import { LazyArray } from '../../../kernel/wire/lazy-json.ts';
import type { Assembler } from '../../../serving/assembler.ts';
import { type CompletionUsage, toUsage } from '../completion-usage.ts';
import {
  lazyPromptLogprobs,
  namedBy,
  type ToldTokens,
  toPromptLogprobs,
} from '../engine-extras/told-tokens.ts';
import { tokenName } from '../token-name.ts';
import type { Annotation, AnswerMessage, ChatCompletion, ChoiceLogprobs, ToolCalled } from './schema.ts';

/** Fields shared by every chunk and the complete response. */
export interface ChatHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly serviceTier: ChatCompletion['service_tier'];
  readonly fingerprint: string;
  /** The request used the deprecated `functions`, so a call is reported as `function_call`. */
  readonly isLegacy: boolean;
  /** Absent: nothing about tokens. */
  readonly told?: ToldTokens | undefined;
}

export function createAssembler(head: ChatHead, choices: number): Assembler<ChatCompletion> {
  const drafts = Array.from({ length: choices }, createDraft);
  let usage: CompletionUsage = toUsage(NO_USAGE);
  return {
    add(events) {
      for (const event of events) {
        if (event.type === 'usage') usage = toUsage(event.usage);
        else addTo(drafts[event.choice] as Draft, event);
      }
    },
    whole: () =>
      toCompletion(
        head,
        drafts.map((draft, index) => toChoice(draft, index, head)),
        usage,
        head.told?.promptScores?.map(toPromptLogprobs)[0],
      ),
  };
}

/** Size of a log probability in JSON, its token and bytes included; measured over answers in English. */
export const BYTES_PER_LOGPROB = 66;

/** The completion as {@link createAssembler} makes it, for `jsonParts`. */
export function toLazyCompletion(head: ChatHead, generation: Generation): object {
  const [scores] = head.told?.promptScores ?? [];
  return toCompletion(
    head,
    new LazyArray(lazyChoices(generation, head)),
    toUsage(generation.usage),
    scores && lazyPromptLogprobs(scores),
  );
}

function* lazyChoices(generation: Generation, head: ChatHead): Generator<object> {
  for (let index = 0; index < generation.choices; index++) {
    const draft = createDraft();
    for (const event of generation.eventsOf(index)) addTo(draft, event);
    const logprobs = generation.logprobsOf(index);
    const list =
      logprobs && logprobs.length > 0 ? new LazyArray(lazyLogprobs(logprobs, head.told)) : undefined;
    const isRefusal = draft.refusal !== undefined;
    yield {
      ...toChoice(draft, index, head),
      ...(list && {
        logprobs: isRefusal ? { content: null, refusal: list } : { content: list, refusal: null },
      }),
    };
  }
}

function* lazyLogprobs(logprobs: Logprobs, told: ToldTokens | undefined): Generator<object> {
  const next = logprobs.start();
  for (let index = 0; index < logprobs.length; index++) yield toLogprob(namedBy(told, next()));
}

/** In the order in which the API sends the members. */
function toCompletion<Choices, Scores>(
  head: ChatHead,
  choices: Choices,
  usage: CompletionUsage,
  promptLogprobs: Scores | undefined,
) {
  const [promptIds] = head.told?.promptIds ?? [];
  return {
    id: head.id,
    object: 'chat.completion' as const,
    created: head.created,
    model: head.model,
    choices,
    usage,
    service_tier: head.serviceTier,
    system_fingerprint: head.fingerprint,
    ...(promptIds && { prompt_token_ids: promptIds }),
    ...(promptLogprobs !== undefined && { prompt_logprobs: promptLogprobs }),
  };
}

interface Draft {
  text: string | undefined;
  refusal: string | undefined;
  reasoning: string;
  readonly calls: ToolCall[];
  readonly annotations: Annotation[];
  readonly logprobs: TokenLogprob[];
  finish: FinishReason;
}

function createDraft(): Draft {
  return {
    text: undefined,
    refusal: undefined,
    reasoning: '',
    calls: [],
    annotations: [],
    logprobs: [],
    finish: 'stop',
  };
}

function addTo(draft: Draft, event: ChoiceEvent): void {
  switch (event.type) {
    case 'text':
      draft.text = (draft.text ?? '') + event.pieces.join('');
      if (event.logprob) draft.logprobs.push(event.logprob);
      break;
    case 'refusal':
      draft.refusal = (draft.refusal ?? '') + event.text;
      if (event.logprob) draft.logprobs.push(event.logprob);
      break;
    case 'reasoning':
      draft.reasoning += event.text;
      break;
    case 'item-open':
      if (event.opened.kind === 'call') draft.calls.push({ ...event.opened.call, input: '' });
      break;
    case 'call-input': {
      const call = draft.calls.pop() as ToolCall;
      draft.calls.push({ ...call, input: call.input + event.text });
      break;
    }
    case 'citations':
      draft.annotations.push(...toAnnotations(event));
      break;
    case 'finished':
      draft.finish = event.reason;
      break;
  }
}

function toChoice(
  draft: Draft,
  index: number,
  { isLegacy, told }: ChatHead,
): ChatCompletion['choices'][number] {
  const logprobs =
    draft.logprobs.length === 0 ? null : toLogprobs(draft.logprobs, draft.refusal !== undefined, told);
  return {
    index,
    message: toMessage(draft, isLegacy),
    logprobs,
    finish_reason: toFinishReason(draft.finish, isLegacy),
    ...(told?.idsOf && { token_ids: [...told.idsOf(index)] }),
  };
}

function toMessage(draft: Draft, isLegacy: boolean): AnswerMessage {
  const saysNothing = draft.calls.length > 0 || draft.refusal !== undefined || draft.reasoning !== '';
  const call = draft.calls[0];
  return {
    role: 'assistant',
    content: draft.text ?? (saysNothing ? null : ''),
    refusal: draft.refusal ?? null,
    ...(draft.reasoning !== '' && { reasoning_content: draft.reasoning }),
    annotations: draft.annotations,
    ...(call && !isLegacy && { tool_calls: draft.calls.map(toToolCalled) }),
    ...(call && isLegacy && { function_call: { name: call.name, arguments: call.input } }),
  };
}

function toToolCalled({ id, kind, name, input }: ToolCall): ToolCalled {
  return kind === 'function'
    ? { id, type: 'function', function: { name, arguments: input } }
    : { id, type: 'custom', custom: { name, input } };
}

/** With offsets in the whole content of the message. */
export function toAnnotations({
  citations,
  before,
}: Extract<ChoiceEvent, { type: 'citations' }>): Annotation[] {
  return citations.filter(isPage).map(({ start, end, url, title }) => ({
    type: 'url_citation',
    url_citation: { start_index: before + start, end_index: before + end, url, title },
  }));
}

export function toLogprobs(
  tokens: readonly TokenLogprob[],
  isRefusal: boolean,
  told?: ToldTokens,
): ChoiceLogprobs {
  const list = tokens.map((token) => toLogprob(namedBy(told, token)));
  return isRefusal ? { content: null, refusal: list } : { content: list, refusal: null };
}

function toLogprob(token: TokenLogprob) {
  return { ...toNamed(token), top_logprobs: token.top.map(toNamed) };
}

function toNamed(one: Omit<TokenLogprob, 'top'>): { token: string; logprob: number; bytes: number[] } {
  return { token: tokenName(one), logprob: one.logprob, bytes: [...one.bytes] };
}

export function toFinishReason(
  reason: FinishReason,
  isLegacy: boolean,
): ChatCompletion['choices'][number]['finish_reason'] {
  switch (reason) {
    case 'tool-calls':
      return isLegacy ? 'function_call' : 'tool_calls';
    case 'content-filter':
      return 'content_filter';
    default:
      return reason;
  }
}
