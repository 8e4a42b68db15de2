import { continueText } from './continuation/continue-text.ts';
import { composeProse } from './prose/compose-prose.ts';
import { thinkAbout } from './prose/reasoning.ts';
import { revise } from './prose/revision.ts';
import { createScene, type Scene } from './prose/scene.ts';
import type { Answer, Brief, ContentSource } from './source.ts';
import { composeFreeJson, composeJson, decideToolCalls, factsOf } from './structured/index.ts';

/**
 * The default content source: seeded, coherent text on the topic of the prompt in a form that fits it
 * (explanation, list, instructions, code, poem, story, sum, summary, translation, classification and others),
 * JSON valid for the requested schema, calls of the offered tools, and an answer based on tool results in the
 * conversation. Completion prompts are continued. It has almost no knowledge: only arithmetic, a few everyday
 * facts and the contents of the conversation are reliable.
 *
 * The same brief gives the same answer. Another `choice` or `random` gives other words, unless only one
 * answer is right. Time is constant in the length of the prompt and linear in the length of the output; text
 * ends about one sentence after `budget.maximum` tokens. Throws no errors of its own; errors of the schema
 * composer for an unusable schema are passed through.
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

/** One document, or one per line until the required number of tokens is reached. */
function repeatedTo({ budget, tokenizer }: Brief, write: (round: number) => string): string {
  const first = write(0);
  if (budget.minimum === 0) return first;
  const documents = [first];
  let tokens = tokenizer.count(first);
  for (let round = 1; tokens < budget.minimum; round++) {
    const next = `\n${write(round)}`;
    documents.push(next);
    // A line break may merge with its neighbours, so one token per line is not counted.
    tokens += Math.max(1, tokenizer.count(next) - 1);
  }
  return documents.join('');
}
