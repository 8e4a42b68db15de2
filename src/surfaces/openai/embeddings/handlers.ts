import type { Engine, InferenceWork } from '../../../engine/engine.ts';
import { NO_USAGE, type Usage } from '../../../engine/event.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Embedder, EmbedOptions } from '../../../engine/ports/embedder.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Call } from '../../../kernel/operation.ts';
import { lazyJson } from '../../../kernel/parts-reply.ts';
import type { Reply } from '../../../kernel/reply.ts';
import { asSteps, type JsonText, LazyArray, type STEP } from '../../../kernel/wire/lazy-json.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import { startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { untilDone } from '../../../serving/until-due.ts';
import { noteOf } from '../engine-extras/check.ts';
import { withNote } from '../note.ts';
import { checkEmbedding, type EmbeddingPlan, findEmbeddingModel } from './check.ts';
import { type DecodedTexts, decodeTexts } from './decode.ts';
import { encodeEmbedding } from './encode.ts';
import type { EmbeddingRequest } from './schema.ts';

export interface EmbeddingServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly embedder: Lazy<Embedder>;
  readonly engine: Engine;
}

export function createEmbeddingHandlers(services: EmbeddingServices) {
  return {
    async create(call: Call<unknown, unknown, EmbeddingRequest>): Promise<Reply> {
      const named = await findEmbeddingModel(call, services.models);
      return create(call, checkEmbedding(call.body, named), services);
    },
  };
}

async function create(
  call: Call<unknown, unknown, EmbeddingRequest>,
  plan: EmbeddingPlan,
  services: EmbeddingServices,
): Promise<Reply> {
  const { body, abort, observation } = call;
  const { clock, turns, tokenizers } = services;
  const { model, dimensions } = plan;
  const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
  const embedder = await services.embedder();
  const decoded = await startSteps(decodeTexts(body, plan, tokenizer), turns, abort);
  observation.usage = toUsage(decoded.tokens);
  await untilDone(clock, services.engine.submit(toWork(decoded, plan, call.receivedAt)), abort);

  const options: EmbedOptions = { space: spaceOf(model.root), ...(plan.role && { role: plan.role }) };
  function* entries(): Generator<JsonText | typeof STEP> {
    for (const [index, text] of decoded.texts.entries()) {
      const vector = yield* asSteps(embedder.embedInSteps(text, dimensions, options));
      yield encodeEmbedding(vector, index, body.encoding_format);
    }
  }
  const { tokens } = decoded;
  const note = noteOf(body);
  const reply = await lazyJson(
    () => ({
      object: 'list',
      data: new LazyArray(entries()),
      model: body.model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }),
    { turns, abort },
  );
  return note === undefined ? reply : withNote(reply, note);
}

/** The model reads the texts in one step. */
function toWork({ texts, tokens }: DecodedTexts, { model }: EmbeddingPlan, arrivedAt: number): InferenceWork {
  return { model, arrivedAt, promptTokens: tokens, key: ['embeddings', model.id, ...seedOf(texts)] };
}

/** The start of each text is enough to tell requests apart. */
const seedOf = (texts: readonly string[]): string[] => texts.slice(0, 64).map((text) => text.slice(0, 256));

/** A model has the same vectors with and without the publisher in its id. */
function spaceOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}

function toUsage(promptTokens: number): Usage {
  return { ...NO_USAGE, promptTokens };
}
