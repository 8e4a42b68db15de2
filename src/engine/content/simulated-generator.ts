import { continueText } from './continuation/continue-text.ts';
import { composeProse } from './prose/compose-prose.ts';
import { thinkAbout } from './prose/reasoning.ts';
import { revise } from './prose/revision.ts';
import { createScene, type Scene } from './prose/scene.ts';
import type { Answer, Brief, ContentSource } from './source.ts';
import { composeFreeJson, composeJson, decideToolCalls, factsOf } from './structured/index.ts';

/**
 * The content source used unless another is given: seeded, coherent text on the topic of the prompt in a form that fits it
 * (explanation, list, instructions, code, poem, story, sum, summary, translation, classification and others), JSON valid for
 * the schema asked for, calls of the tools offered, and an answer from their results once they are in the conversation. A text to
 * go on with is gone on with.
 * It knows next to nothing: only arithmetic, a few everyday facts and what the conversation itself says are to be relied on.
 *
 * The same brief gives the same answer. Another `choice` or `random` gives other words, except where only one answer is right.
 * Time is bounded by a constant for the prompt and linear in what has to be written; text ends about one sentence after
 * `budget.maximum` tokens. Throws nothing of its own; what the schema composer throws for an unusable schema passes through.
 *
 * @example
 * const source = createSimulatedGenerator();
 * const { text } = source.compose({ request, choice: 0, random: createRandom('seed'), tokenizer, budget: { minimum: 0, maximum: 256 } });
 */
export function createSimulatedGenerator(): ContentSource {
  return { compose, repeats: true };
}

function compose(brief: Brief): Answer {
  const { request } = brief;
  const random = brief.random.fork('simulated', brief.choice);
  if (request.continuation) return continueText(brief, random);
  const scene = createScene(brief, random);
  const calls = request.tools.length === 0 ? [] : decideToolCalls(brief);
  const answer = calls.length > 0 ? { toolCalls: calls } : inFormat(brief, () => inWords(brief, scene));
  const effort =
    request.model.reasoning === undefined
      ? undefined
      : (request.reasoningEffort ?? request.model.reasoning.defaultEffort);
  const reasoning = effort === undefined ? undefined : thinkAbout(scene, effort);
  return reasoning === undefined ? answer : { reasoning, ...answer };
}

function inWords(brief: Brief, scene: Scene): Answer {
  const { prediction } = brief.request;
  return prediction === undefined ? composeProse(brief, scene) : { text: revise(prediction, scene.ask.text) };
}

function inFormat(brief: Brief, asProse: () => Answer): Answer {
  const { format } = brief.request;
  if (format.kind === 'text') return asProse();
  const random = brief.random.fork('json', brief.choice);
  const write = (round: number): string => {
    const chance = random.fork(round);
    if (format.kind === 'json') return composeFreeJson({ ...brief, random: chance });
    return composeJson(format.schema, { facts: factsOf(brief.request), random: chance, name: format.name });
  };
  return { text: repeatedTo(brief, write) };
}

/** One document, or, where more tokens are demanded than it has, one a line until they are reached. */
function repeatedTo({ budget, tokenizer }: Brief, write: (round: number) => string): string {
  const first = write(0);
  if (budget.minimum === 0) return first;
  const documents = [first];
  let tokens = tokenizer.count(first);
  for (let round = 1; tokens < budget.minimum; round++) {
    const next = `\n${write(round)}`;
    documents.push(next);
    // A line break may merge with its neighbours, so one token of each line is not counted.
    tokens += Math.max(1, tokenizer.count(next) - 1);
  }
  return documents.join('');
}
