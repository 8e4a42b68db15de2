import type { Generation } from '../../../engine/generation.ts';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import type { Moderator } from '../../../engine/ports/moderator.ts';
import { saidBy, type Turn } from '../../../engine/request.ts';
import type { Lazy } from '../../../runtime/lazy.ts';
import { startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { invalid } from '../invalid.ts';
import { checkModerationModel } from '../moderations/check.ts';
import { type ModerationResult, type ResultInput, toResult } from '../moderations/encode.ts';
import type { ResponseCall } from './response-call.ts';
import type { ResponseObject } from './response-object.ts';

export interface ResponseModeratorServices {
  readonly turns: Turns;
  readonly models: ModelRegistry;
  readonly moderator: Lazy<Moderator>;
}

/** What is reported of the input and the output. */
export type Moderation = NonNullable<ResponseObject['moderation']>;
type Moderated = Moderation['input'];

/** Moderates what a response is given and what it says. */
export interface ResponseModerator {
  /**
   * Undefined if the request does not ask for it.
   *
   * @throws Fault if the model does not moderate, or if the input is flagged and the policy is to block it
   */
  input(call: ResponseCall, own: readonly Turn[]): Moderated | undefined | Promise<Moderated | undefined>;
  /**
   * Both results; undefined if there is none of the input.
   *
   * @throws Fault if the output is flagged and the policy is to block it
   */
  both(
    call: ResponseCall,
    input: Moderated | undefined,
    answer: Pick<Generation, 'said'>,
  ): Moderation | undefined | Promise<Moderation>;
}

export function createResponseModerator({
  turns,
  models,
  moderator,
}: ResponseModeratorServices): ResponseModerator {
  async function moderate(side: 'input' | 'output', call: ResponseCall, given: ResultInput) {
    const { model: id = '', policy } = call.body.moderation ?? {};
    const model = await requestedModel(call, id, models);
    checkModerationModel(model, models, 'moderation.model');
    const steps = toResult(given, model.input.image, await moderator());
    const result = toModerated(model, await startSteps(steps, turns, call.abort));
    if (result.flagged && policy?.[side]?.mode === 'block') throw blocked(side, result.categories);
    return result;
  }

  return {
    input(call, own) {
      if (call.body.moderation === undefined) return undefined;
      const parts = own.flatMap((turn) => turn.parts);
      const images = parts.flatMap((part) => (part.kind === 'image' ? [part.url] : []));
      return moderate('input', call, { text: parts.map((part) => saidBy(part) ?? '').join('\n'), images });
    },
    both: (call, input, answer) =>
      input && moderate('output', call, { text: answer.said(0) }).then((output) => ({ input, output })),
  };
}

/** Categories that an older model does not know are left out. */
function toModerated({ id }: ModelCard, { flagged, categories, ...result }: ModerationResult) {
  const known = Object.entries(categories).filter(([, value]) => value !== null);
  return {
    type: 'moderation_result' as const,
    model: id,
    flagged,
    categories: Object.fromEntries(known) as Record<string, boolean>,
    ...result,
  };
}

function blocked(side: 'input' | 'output', categories: Readonly<Record<string, boolean>>) {
  const flagged = Object.keys(categories).filter((category) => categories[category]);
  return invalid(
    side === 'input' ? 'input' : null,
    `The ${side} of this response was blocked by its moderation policy. Flagged categories: ${flagged.join(', ')}.`,
    'moderation_blocked',
  );
}
