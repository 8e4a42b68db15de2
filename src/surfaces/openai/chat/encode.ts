import type { ChoiceEvent, GenerationEvent, Usage } from '../../../engine/event.ts';
import type { ToolCall } from '../../../engine/request.ts';
import { escaped, joined, quote } from '../../../kernel/wire/quote.ts';
import { DATA, DONE, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import type { EventEncoder } from '../../../serving/answer-frames.ts';
import { type ChunkOptions, OBFUSCATION_BLOCK } from '../chunk-options.ts';
import { type ChatHead, toAnnotations, toFinishReason, toLogprobs, toUsage } from './assemble.ts';
import type { ChatCompletionChunk } from './schema.ts';

/** Encodes events as frames of a `chat.completion.chunk` stream. */
export interface ChunkEncoder extends EventEncoder {
  /**
   * A chunk of a spoken answer, which has only one choice. `soFar` is the usage up to this chunk, if it is
   * reported.
   */
  encodeAudio(delta: AudioDelta, soFar: Usage | undefined): string;
}

/** What a chunk adds to a spoken answer: transcript text, base64 audio, or the expiry time. */
export type AudioDelta = NonNullable<ChatCompletionChunk['choices'][number]['delta']['audio']>;

/**
 * Frames are built from a template made once per stream: only the delta differs between chunks, so a
 * token costs no more than quoting one string.
 */
export function createChunkEncoder(head: ChatHead, choices: number, options: ChunkOptions): ChunkEncoder {
  const { includeUsage, initialUsage, obfuscate } = options;
  const shared = JSON.stringify({
    id: head.id,
    object: 'chat.completion.chunk',
    created: head.created,
    model: head.model,
    service_tier: head.serviceTier,
    system_fingerprint: head.fingerprint,
  }).slice(0, -1);
  const opening = `${DATA}${shared},"choices":[`;
  const starts = Array.from({ length: choices }, (_, index) => `${opening}{"index":${index},"delta":`);
  const usageNull = includeUsage ? ',"usage":null' : '';
  const hasStarted = new Array<boolean>(choices).fill(false);

  // Nearly every chunk adds only a piece of text: everything around it is constant.
  const isPlain = initialUsage === undefined && obfuscate === undefined;
  const textStarts = starts.map((text) => joined(`${text}{"content":"`));
  const textEnd = joined(`"},"logprobs":null,"finish_reason":null}]${usageNull}}${END_OF_EVENT}`);

  /** The usage reported by the latest event. */
  let usageSoFar = initialUsage;
  const close = (text: string): string => {
    const usage = usageSoFar ? `,"usage":${JSON.stringify(toUsage(usageSoFar))}` : usageNull;
    const padding = obfuscate
      ? `,"obfuscation":"${obfuscate(OBFUSCATION_BLOCK - (text.length % OBFUSCATION_BLOCK))}"`
      : '';
    return `]${usage}${padding}}${END_OF_EVENT}`;
  };
  const chunk = (choice: number, delta: string, text = '', logprobs = 'null', finish = 'null'): string =>
    `${starts[choice]}${delta},"logprobs":${logprobs},"finish_reason":${finish}}${close(text)}`;

  const start = (event: ChoiceEvent): string => {
    hasStarted[event.choice] = true;
    const content = event.type === 'text' || event.type === 'finished' ? '""' : 'null';
    return chunk(event.choice, `{"role":"assistant","content":${content},"refusal":null}`);
  };

  const encodeOne = (event: ChunkEvent): string => {
    const { choice } = event;
    switch (event.type) {
      case 'text': {
        const logprobs = event.logprob ? JSON.stringify(toLogprobs([event.logprob], false)) : 'null';
        return event.pieces
          .map((piece) => chunk(choice, `{"content":${quote(piece)}}`, piece, logprobs))
          .join('');
      }
      case 'refusal': {
        const logprobs = event.logprob ? JSON.stringify(toLogprobs([event.logprob], true)) : 'null';
        return chunk(choice, `{"refusal":${JSON.stringify(event.text)}}`, event.text, logprobs);
      }
      case 'reasoning':
        return chunk(choice, `{"reasoning_content":${JSON.stringify(event.text)}}`, event.text);
      case 'item-open':
        return chunk(choice, JSON.stringify(toCallStart(choice, event.opened.call)));
      case 'call-input':
        return chunk(choice, JSON.stringify(toCallInput(choice, event.text)), event.text);
      case 'citations':
        return chunk(choice, JSON.stringify({ annotations: toAnnotations(event) }));
      case 'finished':
        return chunk(choice, '{}', '', 'null', `"${toFinishReason(event.reason, head.isLegacy)}"`);
    }
  };

  /** The latest call of each choice. Its kind decides how its input is encoded. */
  const calls = new Map<number, { readonly index: number; readonly kind: 'function' | 'custom' }>();
  const toCallStart = (choice: number, { kind, id, name }: Omit<ToolCall, 'input'>): object => {
    if (head.isLegacy) return { function_call: { name, arguments: '' } };
    const index = (calls.get(choice)?.index ?? -1) + 1;
    calls.set(choice, { index, kind });
    const call =
      kind === 'function' ? { function: { name, arguments: '' } } : { custom: { name, input: '' } };
    return { tool_calls: [{ index, id, type: kind, ...call }] };
  };
  const toCallInput = (choice: number, text: string): object => {
    const call = calls.get(choice);
    if (call === undefined) return { function_call: { arguments: text } };
    const { index, kind } = call;
    return {
      tool_calls: [
        kind === 'custom' ? { index, custom: { input: text } } : { index, function: { arguments: text } },
      ],
    };
  };

  const encodeAny = (event: GenerationEvent): string => {
    if (event.type !== 'usage') {
      if (!hasChunk(event)) return '';
      const opened = hasStarted[event.choice] ? '' : start(event);
      usageSoFar = event.soFar ?? usageSoFar;
      return opened + encodeOne(event);
    }
    return includeUsage ? `${opening}],"usage":${JSON.stringify(toUsage(event.usage))}}${END_OF_EVENT}` : '';
  };

  /** Joining the chunks of several tokens at once builds only one string. */
  const textChunks = (choice: number, pieces: readonly string[]): string => {
    const textStart = textStarts[choice] as string;
    if (pieces.length === 1) return textStart + escaped(pieces[0] as string) + textEnd;
    return textStart + pieces.map(escaped).join(textEnd + textStart) + textEnd;
  };

  return {
    encode(events) {
      let frames = '';
      for (const event of events) {
        if (isPlain && event.type === 'text' && event.logprob === undefined) {
          if (!hasStarted[event.choice]) frames += start(event);
          frames += textChunks(event.choice, event.pieces);
        } else frames += encodeAny(event);
      }
      return frames;
    },
    encodeAudio(delta, soFar) {
      const role = hasStarted[0] ? '' : start({ type: 'reasoning', at: 0, choice: 0, item: 0, text: '' });
      usageSoFar = soFar ?? usageSoFar;
      return role + chunk(0, JSON.stringify({ audio: delta }), delta.transcript ?? delta.data);
    },
    end: () => DONE,
  };
}

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
