import type { Engine } from '../../../engine/engine.ts';
import { NO_USAGE } from '../../../engine/event.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Moderator } from '../../../engine/ports/moderator.ts';
import type { Tokenizers } from '../../../engine/tokenizer/create-tokenizers.ts';
import type { Tokenizer } from '../../../engine/tokenizer/tokenizer.ts';
import { imageTokens } from '../../../engine/tokenizer/vision.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { json, type Reply } from '../../../kernel/reply.ts';
import type { PartMeasure } from '../../../media/part-measure.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import { type Steps, startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { untilDone } from '../../../serving/until-due.ts';
import { countInput, inputTooLong } from '../input-tokens.ts';
import { checkInput, type ModerationInput } from './check.ts';
import { type ModerationResult, type ResultInput, toResult } from './encode.ts';
import type { ModerationRequest } from './schema.ts';

export interface ModerationServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly models: ModelRegistry;
  readonly tokenizers: Tokenizers;
  readonly measure: PartMeasure;
  readonly moderator: Lazy<Moderator>;
  readonly engine: Engine;
}

const DEFAULT_MODEL = 'omni-moderation-latest';

export function createModerationHandlers(services: ModerationServices) {
  return {
    async create(call: Call<unknown, unknown, ModerationRequest>): Promise<Reply> {
      const model = await requestedModel(call, call.body.model ?? DEFAULT_MODEL, services.models);
      return answer(call, model, checkInput(call.body, model, services), services);
    },
  };
}

async function answer(
  { abort, observation, receivedAt }: Call,
  model: ModelCard,
  input: ModerationInput,
  services: ModerationServices,
): Promise<Reply> {
  const { clock, turns, tokenizers, engine, ids } = services;
  const tokenizer = tokenizers.get(model.tokenizer) ?? (await tokenizers.load(model.tokenizer));
  const promptTokens = await startSteps(countTokens(input, model, tokenizer), turns, abort);
  observation.usage = { ...NO_USAGE, promptTokens };
  const key = ['moderation', ...seedOf(input)];
  const results = await startSteps(classify(input, model, await services.moderator()), turns, abort);
  await untilDone(clock, engine.submit({ model, arrivedAt: receivedAt, promptTokens, key }), abort);
  return json({ id: ids.next('modr-', 29), model: model.id, results });
}

function textsOf(input: ModerationInput): readonly string[] {
  if (input.kind === 'texts') return input.texts;
  return input.text === undefined ? [] : [input.text];
}

/** The start of each text is enough to tell requests apart. */
const seedOf = (input: ModerationInput): string[] =>
  textsOf(input)
    .slice(0, 8)
    .map((text) => text.slice(0, 256));

/** @throws Fault if an input exceeds the model's context window */
function* countTokens(input: ModerationInput, model: ModelCard, tokenizer: Tokenizer): Steps<number> {
  let total = 0;
  for (const text of textsOf(input)) {
    const count = yield* countInput(text, tokenizer, model.contextWindow);
    if (count > model.contextWindow) throw tooLong(model.contextWindow, count);
    total += count;
    yield;
  }
  if (input.kind === 'parts' && input.image) {
    total += imageTokens(input.image.size ?? UNSEEN, 'low', model.vision);
  }
  return total;
}

/** The assumed size of remote images, which are not fetched. */
const UNSEEN = { width: 512, height: 512 };

function tooLong(limit: number, tokens: number): Fault {
  const message = inputTooLong(limit, tokens);
  return new Fault({ kind: 'invalid_value', param: 'input', message, code: 'context_length_exceeded' });
}

function* classify(
  input: ModerationInput,
  model: ModelCard,
  moderator: Moderator,
): Steps<ModerationResult[]> {
  const inputs: readonly ResultInput[] =
    input.kind === 'texts'
      ? input.texts.map((text) => ({ text }))
      : [{ text: input.text, images: input.image ? [input.image.url] : [] }];
  const results: ModerationResult[] = [];
  for (const each of inputs) {
    results.push(yield* toResult(each, model.input.image, moderator));
    yield;
  }
  return results;
}
