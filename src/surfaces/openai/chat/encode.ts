import type { ChoiceEvent, GenerationEvent, Usage } from '../../../engine/event.ts';
import type { ToolCall } from '../../../engine/request.ts';
import { DONE } from '../../../kernel/wire/sse.ts';
import type { StagedEncoder } from '../../../serving/staged-encoder.ts';
import { ChunkForm, type TextMember } from '../chunk-form.ts';
import type { ChunkOptions } from '../chunk-options.ts';
import { type ChatHead, toAnnotations, toFinishReason, toLogprobs } from './assemble.ts';
import type { ChatCompletionChunk } from './schema.ts';

/** Encodes events as frames of a `chat.completion.chunk` stream. */
export interface ChunkEncoder extends StagedEncoder {
  /**
   * The chunks of a spoken answer, which has only one choice. `soFar` is the usage up to this chunk, if it is
   * reported.
   */
  toAudioChunks(delta: AudioDelta, soFar: Usage | undefined): readonly object[];
}

type Choice = ChatCompletionChunk['choices'][number];
type Delta = Choice['delta'];

/** What a chunk adds to a spoken answer: transcript text, base64 audio, or the expiry time. */
export type AudioDelta = NonNullable<Delta['audio']>;

/** The wire events are chunks. */
export function createChunkEncoder(head: ChatHead, choices: number, options: ChunkOptions): ChunkEncoder {
  const form = new ChunkForm({
    shared: {
      id: head.id,
      object: 'chat.completion.chunk',
      created: head.created,
      model: head.model,
      service_tier: head.serviceTier,
      system_fingerprint: head.fingerprint,
    },
    text: DELTA,
    choices,
    options,
  });
  const hasStarted = new Array<boolean>(choices).fill(false);
  const told = head.told;
  /** Ids of tokens without a chunk of their own, by choice: they are told with the next chunk. */
  const untold = new Map<number, readonly number[]>();

  const chunk = (
    index: number,
    delta: Delta,
    text = '',
    logprobs: Choice['logprobs'] = null,
    finish: Choice['finish_reason'] = null,
  ): object => form.toChunk({ index, delta, logprobs, finish_reason: finish } satisfies Choice, text);

  const start = (event: ChoiceEvent): object => {
    hasStarted[event.choice] = true;
    const content = event.type === 'text' || event.type === 'finished' ? '' : null;
    return chunk(event.choice, { role: 'assistant', content, refusal: null });
  };

  const toChunks = (event: ChunkEvent): readonly object[] => {
    const { choice } = event;
    switch (event.type) {
      case 'text': {
        const logprobs = event.logprob ? toLogprobs([event.logprob], false, told) : null;
        return event.pieces.map((content) => chunk(choice, { content }, content, logprobs));
      }
      case 'refusal': {
        const logprobs = event.logprob ? toLogprobs([event.logprob], true, told) : null;
        return [chunk(choice, { refusal: event.text }, event.text, logprobs)];
      }
      case 'reasoning':
        return [chunk(choice, { reasoning_content: event.text }, event.text)];
      case 'item-open':
        return [chunk(choice, toCallStart(choice, event.opened.call))];
      case 'call-input':
        return [chunk(choice, toCallInput(choice, event.text), event.text)];
      case 'citations':
        return [chunk(choice, { annotations: toAnnotations(event) })];
      case 'finished':
        return [chunk(choice, {}, '', null, toFinishReason(event.reason, head.isLegacy))];
    }
  };

  /** The latest call of each choice. Its kind decides how its input is encoded. */
  const calls = new Map<number, { readonly index: number; readonly kind: 'function' | 'custom' }>();
  const toCallStart = (choice: number, { kind, id, name }: Omit<ToolCall, 'input'>): Delta => {
    if (head.isLegacy) return { function_call: { name, arguments: '' } };
    const index = (calls.get(choice)?.index ?? -1) + 1;
    calls.set(choice, { index, kind });
    const call =
      kind === 'function' ? { function: { name, arguments: '' } } : { custom: { name, input: '' } };
    return { tool_calls: [{ index, id, type: kind, ...call }] };
  };
  const toCallInput = (choice: number, text: string): Delta => {
    const call = calls.get(choice);
    if (call === undefined) return { function_call: { arguments: text } };
    const { index, kind } = call;
    return {
      tool_calls: [
        kind === 'custom' ? { index, custom: { input: text } } : { index, function: { arguments: text } },
      ],
    };
  };

  const toWire = (event: GenerationEvent): readonly object[] => {
    if (event.type === 'usage') return form.toUsageChunks(event.usage);
    if (event.ids) untold.set(event.choice, [...(untold.get(event.choice) ?? []), ...event.ids]);
    if (!hasChunk(event)) return [];
    const opened = hasStarted[event.choice] ? [] : [withPrompt(start(event), event.choice)];
    form.report(event.soFar);
    return [...opened, ...withIds(toChunks(event), event.choice)];
  };

  /** The first chunk tells the ids of the prompt. */
  const withPrompt = (first: object, choice: number): object => {
    const [ids] = told?.promptIds ?? [];
    return ids === undefined || choice > 0 ? first : { ...first, prompt_token_ids: ids };
  };

  const withIds = (chunks: readonly object[], choice: number): readonly object[] => {
    const ids = told?.idsOf && untold.get(choice);
    const last = chunks.at(-1) as { readonly choices: readonly object[] } | undefined;
    if (ids === undefined || last === undefined) return chunks;
    untold.delete(choice);
    return [...chunks.slice(0, -1), { ...last, choices: [{ ...last.choices[0], token_ids: ids }] }];
  };

  return {
    encode(events) {
      let frames = '';
      for (const event of events) {
        if (form.isConstant && event.type === 'text' && event.logprob === undefined && !told) {
          if (!hasStarted[event.choice]) frames += form.toFrame(start(event));
          frames += form.toTextFrames(event.choice, event.pieces);
        } else for (const made of toWire(event)) frames += form.toFrame(made);
      }
      return frames;
    },
    toWire: (events) => events.flatMap(toWire),
    toAudioChunks(delta, soFar) {
      const role = hasStarted[0] ? [] : [start({ type: 'reasoning', at: 0, choice: 0, item: 0, text: '' })];
      form.report(soFar);
      return [...role, chunk(0, { audio: delta }, delta.transcript ?? delta.data)];
    },
    toFrame: form.toFrame,
    end: () => DONE,
  };
}

const DELTA: TextMember = {
  name: 'delta',
  before: '"delta":{"content":"',
  after: '"}',
  textOf(delta) {
    for (const name in delta as Delta) if (name !== 'content') return undefined;
    return (delta as Delta | undefined)?.content;
  },
};

/** An event that has a chunk of its own. */
type ChunkEvent =
  | Exclude<
      ChoiceEvent,
      { type: 'item-open' | 'part-open' | 'part-close' | 'item-close' | 'summary' | 'work-input' | 'stage' }
    >
  | CallOpen;
type CallOpen = Extract<ChoiceEvent, { type: 'item-open' }> & { readonly opened: { readonly kind: 'call' } };

/** Messages and reasoning have no beginning and no end of their own in this format, and there is no hosted work. */
function hasChunk(event: ChoiceEvent): event is ChunkEvent {
  switch (event.type) {
    case 'part-open':
    case 'part-close':
    case 'item-close':
    case 'summary':
    case 'work-input':
    case 'stage':
      return false;
    default:
      return event.type !== 'item-open' || event.opened.kind === 'call';
  }
}
