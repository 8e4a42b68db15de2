import { Fault } from '../../../kernel/fault.ts';
import { invalid } from '../invalid.ts';
import { ENGINE_EXTRAS, type EngineExtra, type ExtraName } from './schema.ts';

const namesOf = (effect: EngineExtra['effect']): readonly ExtraName[] =>
  (Object.keys(ENGINE_EXTRAS) as ExtraName[]).filter((name) => ENGINE_EXTRAS[name].effect === effect);

const REFUSED = namesOf('refused');
const WITHOUT_EFFECT = namesOf('none');

type Body = Readonly<Record<string, unknown>>;

/**
 * Checks the parameters of engines in a request: those that are not simulated, and rules that the schema cannot express.
 *
 * @throws Fault for the first problem found
 */
export function checkExtras(body: object): void {
  const given = body as Body;
  for (const name of REFUSED) {
    const { says, unless }: EngineExtra = ENGINE_EXTRAS[name];
    // Completions have an `echo` of their own.
    if (given[name] === undefined || given[name] === unless || !isExtra(name, given)) continue;
    throw invalid(name, `'${name}' is not simulated. ${says}`, 'unsupported_parameter');
  }
  if (given.truncate_prompt_tokens === 0) {
    const message = "Invalid 'truncate_prompt_tokens': expected -1 or a number of tokens that is at least 1.";
    throw invalid('truncate_prompt_tokens', message, 'invalid_value');
  }
  if (given.prompt_logprobs === undefined) return;
  if (given.stream) {
    throw new Fault({
      kind: 'unsupported_value',
      param: 'prompt_logprobs',
      given: given.prompt_logprobs,
      only: 'null with stream',
    });
  }
}

const isExtra = (name: ExtraName, body: Body): boolean => name !== 'echo' || 'messages' in body;

/**
 * A sentence about the parameters of a request that have no effect; undefined if there are none.
 *
 * @example
 * noteOf({ model: 'm', top_k: 5 }); // 'No effect here: top_k.'
 */
export function noteOf(body: object): string | undefined {
  const given = WITHOUT_EFFECT.filter((name) => (body as Body)[name] !== undefined);
  return given.length === 0 ? undefined : `No effect here: ${given.join(', ')}.`;
}
