import { FormUnmet } from '../engine/errors.ts';
import type { Brief, ContentSource, PlainAnswer } from '../engine/ports/content.ts';
import type { ToolCall } from '../engine/request.ts';
import type { Random } from '../runtime/random.ts';
import { act } from './agents/act.ts';
import { continueText } from './continuation/continue-text.ts';
import { editIn } from './edits/edit.ts';
import { excerptOf } from './excerpt.ts';
import { areSilent, citing } from './native/cite.ts';
import { answerNative, decideNative, withoutNative } from './native/habits.ts';
import { enclosed, forDeciding } from './native/program/enclosed.ts';
import { withMadeCalls } from './native/program/made-calls.ts';
import { composeProse } from './prose/compose-prose.ts';
import { safetyVerdict } from './prose/forms/safety.ts';
import { thinkAbout } from './prose/reasoning.ts';
import { revise } from './prose/revision.ts';
import { createScene, type Scene } from './prose/scene.ts';
import { styled } from './prose/styled.ts';
import { lastRequestIndex, type Reading, readRequest } from './reading/reading.ts';
import { declining } from './refusal/declining.ts';
import {
  composeFreeJson,
  composeJson,
  composeJsonInWords,
  composeLaidOut,
  composeQuery,
  createProfileReader,
  decideTools,
  factsOf,
  grammarText,
  type Insight,
  insightOf,
  type ProfileReader,
} from './structured/index.ts';

/** A source whose answers are plain and ready at once. */
export interface SimulatedContent extends ContentSource {
  compose(brief: Brief): PlainAnswer;
}

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
export function createSimulatedGenerator(): SimulatedContent {
  const profiles = createProfileReader();
  return { compose: (brief) => compose(brief, profiles), repeats: true };
}

function compose(given: Brief, profiles: ProfileReader): PlainAnswer {
  const brief = withPrograms(withExcerpt(given));
  const { request } = brief;
  const random = brief.random.fork('simulated', brief.choice);
  const reading = readRequest(request);
  if (request.declined) {
    // Whether a text is harmful can be said of it.
    const verdict = request.format.kind === 'text' ? safetyVerdict(reading, true) : undefined;
    return verdict === undefined ? declining(request.declined, request.format, random) : { text: verdict };
  }
  if (request.continuation && request.format.kind === 'text') return continueText(brief, random);
  const scene = createScene(brief, reading, random);
  if (request.continuation) return inFormat(brief, scene, profiles);
  const answer =
    withTools(brief, reading, profiles) ??
    answerNative(brief, reading) ??
    citing(said(brief, scene, random, profiles), request);
  const effort =
    request.model.reasoning === undefined
      ? undefined
      : (request.reasoningEffort ?? request.model.reasoning.defaultEffort);
  const reasoning = effort === undefined ? undefined : thinkAbout(scene, effort);
  return reasoning === undefined ? answer : { reasoning, ...answer };
}

function withPrograms(brief: Brief): Brief {
  const { turns, tools } = brief.request;
  const told = withMadeCalls(turns, tools);
  return told === turns ? brief : { ...brief, request: { ...brief.request, turns: told } };
}

function withExcerpt(brief: Brief): Brief {
  const { turns } = brief.request;
  const read = excerptOf(turns);
  return read === turns ? brief : { ...brief, request: { ...brief.request, turns: read } };
}

/** The answer of a request that needs no tools any more. What pages do not tell is answered as if they had not been found. */
function said(brief: Brief, scene: Scene, random: Random, profiles: ProfileReader): PlainAnswer {
  const { request } = brief;
  if (!areSilent(request)) return inFormat(brief, scene, profiles);
  const asking = { ...request, turns: request.turns.slice(0, lastRequestIndex(request.turns) + 1) };
  const alone = { ...brief, request: asking };
  return inFormat(alone, createScene(alone, readRequest(asking), random), profiles);
}

/** The tool calls that a request asks for, or the question for what they need; undefined if neither. */
function withTools(given: Brief, reading: Reading, profiles: ProfileReader): PlainAnswer | undefined {
  if (given.request.tools.length === 0) return undefined;
  const brief = forDeciding(given);
  const making = (...calls: Omit<ToolCall, 'id'>[]) => ({ toolCalls: enclosed(calls, given.request) });
  const native = decideNative(brief, reading);
  if (native && !native.yields) return making(native.call);
  const random = brief.random.fork('ending', brief.choice);
  const insight = insightOf(reading, (plain) => spoken(brief, plain, random));
  const { calls, question } = decideTools(withoutNative(brief), reading, profiles, insight);
  if (calls.length > 0) return making(...calls);
  if (native) return making(native.call);
  const { format } = given.request;
  return question === undefined || format.kind !== 'text' ? undefined : { text: question };
}

function inWords(brief: Brief, scene: Scene): PlainAnswer {
  const { prediction } = brief.request;
  if (prediction === undefined) return styled(composeProse(brief, scene), scene.ask.reading);
  return { text: revise(prediction, scene.ask.text, brief.budget.maximum * CHARACTERS_PER_TOKEN) };
}

/** More than a token of any ordinary text or code has on average. */
const CHARACTERS_PER_TOKEN = 16;

function inFormat(brief: Brief, scene: Scene, profiles: ProfileReader): PlainAnswer {
  const { reading } = scene.ask;
  const { format } = brief.request;
  const random = brief.random.fork('json', brief.choice);
  const insight = insightOf(reading, (plain) => spoken(brief, plain, random));
  if (format.kind === 'text') {
    const isFree = brief.request.prediction === undefined && brief.budget.minimum === 0;
    const text = isFree ? inAskedForm({ ...brief, random }, reading, insight, profiles) : undefined;
    return text === undefined ? inWords(brief, scene) : { text };
  }
  if (format.kind === 'json') {
    return {
      text: repeatedTo(brief, (round) =>
        composeFreeJson({ ...brief, random: random.fork(round) }, reading, insight),
      ),
    };
  }
  const { effort } = brief;
  const facts = factsOf(reading);
  const write = (round: number): string => {
    const own = random.fork(round);
    switch (format.kind) {
      case 'schema':
        return composeJson(format.schema, { facts, random: own, name: format.name, effort, insight });
      case 'choice': {
        const schema = { type: 'string', enum: format.choices };
        return JSON.parse(composeJson(schema, { facts, random: own, name: 'choice', effort, insight }));
      }
      case 'grammar':
        return grammarText(format, facts, own, effort) ?? unmetGrammar(format.syntax);
    }
  };
  return { text: repeatedTo(brief, write) };
}

function unmetGrammar(syntax: string): never {
  throw new FormUnmet('format', syntax, `no text of this ${syntax} grammar was found, or it cannot be read.`);
}

/** The answer in the form that the words of a text request ask for; undefined if they ask for none. */
function inAskedForm(
  brief: Brief,
  reading: Reading,
  insight: Insight,
  profiles: ProfileReader,
): string | undefined {
  const asJson = () => composeJsonInWords(brief, reading, insight);
  const whole = () => asJson() ?? spoken(brief, reading.plain, brief.random);
  return (
    act(brief, reading, profiles, (asked) => spoken(brief, asked, brief.random)) ??
    editIn(reading) ??
    composeQuery(reading) ??
    composeLaidOut(brief, reading, insight, whole) ??
    asJson()
  );
}

/** What prose says to a request, in a few sentences. */
function spoken(brief: Brief, reading: Reading, random: Random): string {
  const within = { ...brief, request: reading.request, budget: { minimum: 0, maximum: MOST_SPOKEN } };
  return composeProse(within, createScene(within, reading, random)).text ?? '';
}

/** Tokens of a text within another form. */
const MOST_SPOKEN = 60;

/**
 * One document, or one per line until the required number of tokens is reached. After {@link MOST_DOCUMENTS}
 * different ones they recur: it takes thousands of small documents to fill a long answer.
 */
function repeatedTo({ budget, tokenizer }: Brief, write: (round: number) => string): string {
  const first = write(0);
  if (budget.minimum === 0) return first;
  const lines: { readonly text: string; readonly tokens: number }[] = [];
  let text = first;
  let tokens = tokenizer.count(first);
  for (let round = 1; tokens < budget.minimum; round++) {
    const slot = (round - 1) % MOST_DOCUMENTS;
    if (lines[slot] === undefined) {
      const line = `\n${write(round)}`;
      // A line break may merge with its neighbours, so one token per line is not counted.
      lines[slot] = { text: line, tokens: Math.max(1, tokenizer.count(line) - 1) };
    }
    text += lines[slot].text;
    tokens += lines[slot].tokens;
  }
  return text;
}

const MOST_DOCUMENTS = 24;
