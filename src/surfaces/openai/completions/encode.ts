import type { GenerationEvent } from '../../../engine/event.ts';
import { DONE } from '../../../kernel/wire/sse.ts';
import type { StagedEncoder } from '../../../serving/staged-encoder.ts';
import { ChunkForm, type TextMember } from '../chunk-form.ts';
import type { ChunkOptions } from '../chunk-options.ts';
import { namedBy } from '../engine-extras/told-tokens.ts';
import { type AnswerShape, type CompletionHead, saidIn, toFinishReason } from './assemble.ts';
import { createLogprobLister, slicesOf } from './logprobs.ts';
import type { CompletionChunk } from './schema.ts';

type Choice = CompletionChunk['choices'][number];

export interface EncoderOptions extends ChunkOptions {
  /**
   * Send the echoed prompts of all choices first, in many small chunks: for long prompts with log probabilities.
   * Otherwise an echoed prompt is sent whole, in a separate chunk before the first one of its choice.
   */
  readonly echoesFirst: boolean;
}

/** Encodes events as frames of a stream of `text_completion` objects, which are the wire events. */
export function createChunkEncoder(
  head: CompletionHead,
  { echoes, shown, offsets, told }: AnswerShape,
  { echoesFirst, ...options }: EncoderOptions,
): StagedEncoder {
  const choices = echoes.length * shown;
  const form = new ChunkForm({
    shared: {
      id: head.id,
      object: 'text_completion',
      created: head.created,
      model: head.model,
      system_fingerprint: head.fingerprint,
    },
    text: TEXT,
    choices,
    options,
  });
  const listers =
    offsets &&
    echoes.flatMap((_, prompt) => Array.from({ length: shown }, () => createLogprobLister(offsets[prompt])));
  const hasEchoed = echoes.map((echo) => new Array<boolean>(shown).fill(echoesFirst || echo === undefined));

  const chunk = (
    index: number,
    text: string,
    logprobs: Choice['logprobs'] = null,
    finish: Choice['finish_reason'] = null,
  ): object => form.toChunk({ index, text, logprobs, finish_reason: finish } satisfies Choice, text);

  const echoOnce = (choice: number): readonly object[] => {
    const sent = hasEchoed[Math.floor(choice / shown)] as boolean[];
    if (sent[choice % shown]) return [];
    sent[choice % shown] = true;
    const echo = echoes[Math.floor(choice / shown)];
    if (!echo || (echo.text === '' && !echo.tokens?.length)) return [];
    return [chunk(choice, echo.text, listers?.[choice]?.list([...slicesOf(echo.tokens)].flat()))];
  };

  /** Ids of tokens without a chunk of their own, by choice: they are told with the next chunk. */
  const untold = new Map<number, readonly number[]>();
  const hasTold = new Set<number>();
  /** The last chunk tells the ids of the tokens; the first one of a choice tells those of its prompt. */
  const withIds = (chunks: readonly object[], choice: number): readonly object[] => {
    const ids = told?.idsOf && untold.get(choice);
    const last = chunks.at(-1) as { readonly choices: readonly object[] } | undefined;
    if (ids === undefined || last === undefined) return chunks;
    untold.delete(choice);
    const prompt = hasTold.has(choice) ? undefined : told?.promptIds?.[Math.floor(choice / shown)];
    hasTold.add(choice);
    const of = { token_ids: ids, ...(prompt && { prompt_token_ids: prompt }) };
    return [...chunks.slice(0, -1), { ...last, choices: [{ ...last.choices[0], ...of }] }];
  };

  const toWire = (event: GenerationEvent): readonly object[] => {
    if (event.type === 'usage') return form.toUsageChunks(event.usage);
    const { choice } = event;
    if (event.ids) untold.set(choice, [...(untold.get(choice) ?? []), ...event.ids]);
    const said = saidIn(event);
    // The echo comes first: the offsets of listed tokens continue from its end.
    const echo = echoOnce(choice);
    form.report(event.soFar);
    if (said) {
      const { pieces, logprob } = said;
      const listed = logprob && listers?.[choice]?.list([namedBy(told, logprob)]);
      return withIds([...echo, ...pieces.map((piece) => chunk(choice, piece, listed))], choice);
    }
    if (event.type !== 'finished') return echo;
    return withIds([...echo, chunk(choice, '', null, toFinishReason(event.reason))], choice);
  };

  function* openingEvents(): Generator<object> {
    for (let choice = 0; choice < choices; choice++) {
      const echo = echoes[Math.floor(choice / shown)];
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      for (const tokens of slicesOf(echo?.tokens)) {
        const bytes = Uint8Array.from(tokens.flatMap((token) => [...token.bytes]));
        yield chunk(choice, decoder.decode(bytes, { stream: true }), listers?.[choice]?.list(tokens));
      }
    }
  }
  function* opening(): Generator<string> {
    for (const event of openingEvents()) yield form.toFrame(event);
  }

  const isPlain = form.isConstant && !offsets;
  return {
    ...(echoesFirst && { opening, openingEvents }),
    encode(events) {
      let frames = '';
      for (const event of events) {
        const said = isPlain && !told ? saidIn(event) : undefined;
        if (said && event.type !== 'usage') {
          for (const made of echoOnce(event.choice)) frames += form.toFrame(made);
          frames += form.toTextFrames(event.choice, said.pieces);
        } else for (const made of toWire(event)) frames += form.toFrame(made);
      }
      return frames;
    },
    toWire: (events) => events.flatMap(toWire),
    toFrame: form.toFrame,
    end: () => DONE,
  };
}

const TEXT: TextMember = {
  name: 'text',
  before: '"text":"',
  after: '"',
  textOf: (text) => text,
};
