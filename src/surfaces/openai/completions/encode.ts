import type { GenerationEvent } from '../../../engine/event.ts';
import { escaped, joined, quote } from '../../../kernel/wire/quote.ts';
import { DATA, DONE, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import type { EventEncoder } from '../../../serving/answer-frames.ts';
import { toUsage } from '../chat/assemble.ts';
import { type ChunkOptions, OBFUSCATION_BLOCK } from '../chunk-options.ts';
import { type AnswerShape, type CompletionHead, saidIn, toFinishReason } from './assemble.ts';
import { createLogprobLister, slicesOf } from './logprobs.ts';

export interface ChunkEncoder extends EventEncoder {
  /**
   * The echoed prompts of all choices, in many small chunks. Must be exhausted before the first event is encoded:
   * then events do not echo. For long prompts with log probabilities.
   */
  echoes(): Generator<string>;
}

/**
 * Encodes events as frames of a stream of `text_completion` objects.
 *
 * Frames are built from a template made once per stream: only the text differs between the chunks of a
 * choice, so a token costs no more than quoting one string. An echoed prompt is sent whole, in a
 * separate chunk before the first one of its choice.
 */
export function createChunkEncoder(
  head: CompletionHead,
  { echoes, shown, offsets }: AnswerShape,
  { includeUsage, initialUsage, obfuscate }: ChunkOptions,
): ChunkEncoder {
  const shared = JSON.stringify({
    id: head.id,
    object: 'text_completion',
    created: head.created,
    model: head.model,
    system_fingerprint: head.fingerprint,
  }).slice(0, -1);
  const opening = `${DATA}${shared},"choices":[`;
  const choices = echoes.length * shown;
  const starts = Array.from({ length: choices }, (_, index) => `${opening}{"index":${index},"text":`);
  const usageNull = includeUsage ? ',"usage":null' : '';
  const listers =
    offsets && starts.map((_, choice) => createLogprobLister(offsets[Math.floor(choice / shown)]));
  const hasEchoed = echoes.map((echo) => new Array<boolean>(shown).fill(echo === undefined));

  // Nearly every chunk adds only a piece of text: everything around it is constant.
  const isPlain = initialUsage === undefined && obfuscate === undefined && !offsets;
  const textStarts = starts.map((text) => joined(`${text}"`));
  const textEnd = joined(`","logprobs":null,"finish_reason":null}]${usageNull}}${END_OF_EVENT}`);

  /** The usage reported by the latest event. */
  let usageSoFar = initialUsage;
  const close = (text: string): string => {
    const usage = usageSoFar ? `,"usage":${JSON.stringify(toUsage(usageSoFar))}` : usageNull;
    const padding = obfuscate
      ? `,"obfuscation":"${obfuscate(OBFUSCATION_BLOCK - (text.length % OBFUSCATION_BLOCK))}"`
      : '';
    return `]${usage}${padding}}${END_OF_EVENT}`;
  };
  const chunk = (choice: number, text: string, logprobs: object | null = null, finish = 'null'): string =>
    `${starts[choice]}${quote(text)},"logprobs":${JSON.stringify(logprobs)},"finish_reason":${finish}}${close(text)}`;

  const echoOnce = (choice: number): string => {
    const sent = hasEchoed[Math.floor(choice / shown)] as boolean[];
    if (sent[choice % shown]) return '';
    sent[choice % shown] = true;
    const echo = echoes[Math.floor(choice / shown)];
    if (!echo || (echo.text === '' && !echo.tokens?.length)) return '';
    return chunk(choice, echo.text, listers?.[choice]?.list([...slicesOf(echo.tokens)].flat()));
  };

  /** Joining the chunks of several tokens at once builds only one string. */
  const textChunks = (choice: number, pieces: readonly string[]): string => {
    const start = textStarts[choice] as string;
    if (pieces.length === 1) return start + escaped(pieces[0] as string) + textEnd;
    return start + pieces.map(escaped).join(textEnd + start) + textEnd;
  };

  const encodeOne = (event: GenerationEvent): string => {
    if (event.type === 'usage') {
      if (!includeUsage) return '';
      return `${opening}],"usage":${JSON.stringify(toUsage(event.usage))}}${END_OF_EVENT}`;
    }
    const { choice } = event;
    const said = saidIn(event);
    // The echo comes first: the offsets of listed tokens continue from its end.
    const echo = echoOnce(choice);
    usageSoFar = event.soFar ?? usageSoFar;
    if (said && isPlain) return echo + textChunks(choice, said.pieces);
    if (said) {
      const { pieces, logprob } = said;
      const listed = logprob && listers?.[choice]?.list([logprob]);
      return echo + pieces.map((piece) => chunk(choice, piece, listed)).join('');
    }
    if (event.type !== 'finished') return echo;
    return echo + chunk(choice, '', null, `"${toFinishReason(event.reason)}"`);
  };

  return {
    *echoes() {
      for (let choice = 0; choice < choices; choice++) {
        const echo = echoes[Math.floor(choice / shown)];
        (hasEchoed[Math.floor(choice / shown)] as boolean[])[choice % shown] = true;
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        for (const tokens of slicesOf(echo?.tokens)) {
          const bytes = Uint8Array.from(tokens.flatMap((token) => [...token.bytes]));
          yield chunk(choice, decoder.decode(bytes, { stream: true }), listers?.[choice]?.list(tokens));
        }
      }
    },
    encode: (events) => events.map(encodeOne).join(''),
    end: () => DONE,
  };
}
