import type { Engine } from '../../engine/engine.ts';
import { NO_USAGE } from '../../engine/event.ts';
import { type ModelCard, type ModelKind, serves } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { usualModel } from '../../engine/models/usual-model.ts';
import type { Embedder, EmbedOptions } from '../../engine/ports/embedder.ts';
import type { Ranker } from '../../engine/ports/ranker.ts';
import { PairTooLong, toProbability } from '../../engine/ports/ranker.ts';
import type { Tokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Call } from '../../kernel/operation.ts';
import { lazyJson } from '../../kernel/parts-reply.ts';
import type { Reply } from '../../kernel/reply.ts';
import { LazyArray } from '../../kernel/wire/lazy-json.ts';
import type { Clock } from '../../runtime/clock.ts';
import { unixSeconds } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Lazy } from '../../runtime/lazy.ts';
import { runSteps, type Steps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { requestedModel } from '../../serving/requested-model.ts';
import { untilDone } from '../../serving/until-due.ts';
import { untilRanked } from '../../serving/until-ranked.ts';
import type { ClassifyRequest, PoolingRequest, ScoreRequest } from './schema.ts';
import { type Pairs, pairsOf } from './score-pairs.ts';

export interface PoolingServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly embedder: Lazy<Embedder>;
  readonly ranker: Lazy<Ranker>;
  readonly engine: Engine;
}

/** What the requests of pooling models have in common. */
interface Asking {
  readonly model?: string | undefined;
  readonly truncate_prompt_tokens?: number | undefined;
}

type PoolingCall<Body extends Asking> = Call<unknown, unknown, Body>;

export function createPoolingHandlers(services: PoolingServices) {
  return {
    async score(call: PoolingCall<ScoreRequest>): Promise<Reply> {
      const pairs = pairsOf(call.body);
      const model = await modelOf(call, ['ranking', 'embedding'], services);
      const scored = serves(model, 'ranking')
        ? await rankPairs(pairs, model, call, services)
        : await comparePairs(pairs, model, call, services);
      const data = scored.scores.map((score, index) => ({ index, object: 'score', score: toFloat(score) }));
      return toReply('score-', model, data, scored.tokens, call, services);
    },

    async pool(call: PoolingCall<PoolingRequest>): Promise<Reply> {
      const { input, dimensions: asked, encoding_format: format } = call.body;
      const model = await modelOf(call, ['embedding'], services);
      const { dimensions = 1024, longest } = model.embedding ?? {};
      checkDimensions(asked, model, longest);
      const read = await readTexts(Array.isArray(input) ? input : [input], model, 'input', call, services);
      const vectors = await embed(read.texts, asked ?? dimensions, model, call, services);
      const data = vectors.map((vector, index) => ({
        index,
        object: 'pooling',
        data:
          format === 'base64'
            ? Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
            : [...vector],
      }));
      return toReply('pool-', model, data, read.tokens, call, services);
    },

    async classify(call: PoolingCall<ClassifyRequest>): Promise<Reply> {
      const { input, use_activation: isProbability = true } = call.body;
      const model = await modelOf(call, ['ranking', 'embedding'], services);
      const read = await readTexts(Array.isArray(input) ? input : [input], model, 'input', call, services);
      const [negative, positive, ...vectors] = (await embed(
        [...CLASSES.map(({ words }) => words), ...read.texts],
        DIMENSIONS,
        undefined,
        call,
        services,
      )) as [Float32Array, Float32Array, ...Float32Array[]];
      const data = vectors.map((vector, index) => {
        const logit = SHARPNESS * (cosine(vector, positive) - cosine(vector, negative));
        const probability = toProbability(logit);
        const probs = isProbability ? [1 - probability, probability] : [-logit / 2, logit / 2];
        const label = CLASSES[probability > 0.5 ? 1 : 0].label;
        return { index, label, probs: probs.map(toFloat), num_classes: CLASSES.length };
      });
      return toReply('classify-', model, data, read.tokens, call, services);
    },
  };
}

/** The classes, and words that are near the texts of each. */
const CLASSES = [
  {
    label: 'NEGATIVE',
    words: 'bad, terrible, awful, horrible, wrong, sad, hate, poor, worst, disappointing',
  },
  { label: 'POSITIVE', words: 'good, great, wonderful, excellent, happy, love, best, beautiful, amazing' },
] as const;
const DIMENSIONS = 256;
/** Of the difference of two cosines, as a logit. */
const SHARPNESS = 16;

async function modelOf(
  call: PoolingCall<Asking>,
  kinds: readonly ModelKind[],
  { models }: PoolingServices,
): Promise<ModelCard> {
  const { model: asked, truncate_prompt_tokens: most } = call.body;
  if (most === 0) {
    const message = "'truncate_prompt_tokens' must be -1 or at least 1, not 0.";
    throw new Fault({ kind: 'invalid_value', param: 'truncate_prompt_tokens', message });
  }
  const id = asked ?? usualModel(models.catalogue, kinds[0] as ModelKind)?.id;
  if (id === undefined) throw new Fault({ kind: 'missing_parameter', param: 'model' });
  const model = await requestedModel(call, id, models);
  if (kinds.some((kind) => serves(model, kind))) return model;
  const only = kinds.map((kind) => `a model for ${kind}`).join(' or ');
  throw new Fault({ kind: 'unsupported_value', param: 'model', given: model.id, only });
}

interface Scores {
  readonly scores: readonly number[];
  readonly tokens: number;
}

/** The scores of a cross-encoder. */
async function rankPairs(
  { first, second, names }: Pairs,
  model: ModelCard,
  call: PoolingCall<ScoreRequest>,
  services: PoolingServices,
): Promise<Scores> {
  const { body, abort } = call;
  const { truncate_prompt_tokens: most, use_activation: isProbability = true } = body;
  const ranker = await services.ranker();
  const limited =
    most === undefined || most === -1
      ? model
      : { ...model, contextWindow: Math.min(most, model.contextWindow) };
  const scores: number[] = [];
  let tokens = 0;
  const due: Promise<void>[] = [];
  for (const [query, own] of byQuery(first)) {
    const passages = own.map((index) => second[index] as string);
    const work = { model: limited, query, passages, truncate: most === undefined ? 'NONE' : 'END' } as const;
    const ranking = await ranker.rank(work, abort).catch((error: unknown): never => {
      if (!(error instanceof PairTooLong)) throw error;
      const param = `${names[1]}[${own[error.index]}]`;
      throw new Fault({ kind: 'context_exceeded', limit: error.limit, promptTokens: error.tokens, param });
    });
    tokens += ranking.usage.promptTokens;
    due.push(untilRanked(call, services.clock, services.engine, { model, ranking, query }));
    due.at(-1)?.catch(() => {});
    for (const { index, logit } of ranking.ranked) {
      scores[own[index] as number] = isProbability ? toProbability(logit) : logit;
    }
  }
  call.observation.usage = { ...NO_USAGE, promptTokens: tokens };
  await Promise.all(due);
  return { scores, tokens };
}

function byQuery(queries: readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [index, query] of queries.entries()) {
    const own = groups.get(query);
    if (own) own.push(index);
    else groups.set(query, [index]);
  }
  return groups;
}

/** The cosines of an embedding model. */
async function comparePairs(
  { first, second, names }: Pairs,
  model: ModelCard,
  call: PoolingCall<ScoreRequest>,
  services: PoolingServices,
): Promise<Scores> {
  const both = await readTexts([...first, ...second], model, names[1], call, services);
  const { dimensions = 1024 } = model.embedding ?? {};
  const vectors = await embed(both.texts, dimensions, model, call, services);
  const scores = first.map((_, index) =>
    cosine(vectors[index] as Float32Array, vectors[first.length + index] as Float32Array),
  );
  return { scores, tokens: both.tokens };
}

/** Vectors have the length 1. */
function cosine(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] as number) * (other[index] as number);
  return sum;
}

interface Read {
  readonly texts: readonly string[];
  readonly tokens: number;
}

/** Counts the texts, cuts them if the request wants that, and waits as long as the model takes for them. */
async function readTexts(
  texts: readonly string[],
  model: ModelCard,
  param: string,
  call: PoolingCall<Asking>,
  services: PoolingServices,
): Promise<Read> {
  const { clock, turns, tokenizers, engine } = services;
  const { truncate_prompt_tokens: most } = call.body;
  const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
  const limit = most === undefined || most === -1 ? model.contextWindow : Math.min(most, model.contextWindow);
  function* reading(): Steps<Read> {
    const read: string[] = [];
    let tokens = 0;
    for (const [index, text] of texts.entries()) {
      const own = yield* tokenizer.countInSteps(text, limit);
      if (own > limit && most === undefined) {
        const at = `${param}[${index}]`;
        throw new Fault({ kind: 'context_exceeded', limit, promptTokens: own, isAtLeast: true, param: at });
      }
      tokens += Math.min(own, limit);
      read.push(own > limit ? tokenizer.decode(yield* tokenizer.encodeInSteps(text, limit)) : text);
      yield;
    }
    return { texts: read, tokens };
  }
  const read = await runSteps(reading(), turns, call.abort);
  call.observation.usage = { ...NO_USAGE, promptTokens: read.tokens };
  const key = ['pooling', model.id, (texts[0] ?? '').slice(0, 256)];
  const work = engine.submit({ model, arrivedAt: call.receivedAt, promptTokens: read.tokens, key });
  await untilDone(clock, work, call.abort);
  return read;
}

async function embed(
  texts: readonly string[],
  dimensions: number,
  model: ModelCard | undefined,
  { abort }: Pick<Call, 'abort'>,
  { embedder, turns }: PoolingServices,
): Promise<Float32Array[]> {
  const made = await embedder();
  // A model has the same vectors with and without the publisher in its id.
  const space = model?.root.slice(model.root.lastIndexOf('/') + 1).toLowerCase();
  const options: EmbedOptions = space === undefined ? {} : { space };
  function* embedding(): Steps<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      vectors.push(yield* made.embedInSteps(text, dimensions, options));
      yield;
    }
    return vectors;
  }
  return runSteps(embedding(), turns, abort);
}

function checkDimensions(
  asked: number | undefined,
  { dynamic }: ModelCard,
  longest: number | undefined,
): void {
  if (asked === undefined || dynamic) return;
  if (longest === undefined) throw new Fault({ kind: 'unsupported_parameter', param: 'dimensions' });
  if (asked <= longest) return;
  throw new Fault({
    kind: 'above_model_limit',
    of: 'embedding',
    param: 'dimensions',
    limit: longest,
    given: asked,
  });
}

function toReply(
  prefix: string,
  model: ModelCard,
  data: readonly object[],
  tokens: number,
  { abort }: Pick<Call, 'abort'>,
  { clock, ids, turns }: PoolingServices,
): Promise<Reply> {
  return lazyJson(
    () => ({
      id: ids.hex(prefix, 32),
      object: 'list',
      created: unixSeconds(clock),
      model: model.id,
      data: new LazyArray(data),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }),
    { turns, abort },
  );
}

/** Rounds to a 32-bit float, written with 8 significant digits. */
function toFloat(value: number): number {
  return Number(Math.fround(value).toPrecision(8));
}
