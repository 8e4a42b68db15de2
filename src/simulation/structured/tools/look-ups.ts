import type { Segment } from '../../calls/segments.ts';
import { keyOf } from '../facts/literals.ts';
import { conceptsOf, isGeneric, mentionOf } from './concepts.ts';
import type { Order } from './orders.ts';
import type { Profile } from './profile.ts';
import { type Asked, matchOf } from './relevance.ts';
import type { Given } from './step.ts';

/** A search is made for the question as it stands. */
export function askingFor({ parameters }: Profile, question: string): Given {
  const query = parameters.find(({ isRequired, kind }) => isRequired && kind === 'query');
  return new Map(query === undefined || query.name === 'sql' ? [] : [[keyOf(query.name), question]]);
}

/** The tool that a question is looked up with, of those that look things up; undefined if none is for it. */
export function lookUpFor(
  tools: readonly Profile[],
  part: Asked,
  orders: readonly Order[],
): Profile | undefined {
  let best: { readonly profile: Profile; readonly score: number } | undefined;
  for (const profile of tools) {
    const { score } = matchOf(profile, part);
    const isFirst = orders.some((order) => order.profile === profile && order.place === 'first');
    const suits =
      isFirst || score >= 1.2 || isOpen(profile) || isPrivate(part.text) || answersQuestions(profile);
    if (!suits || (isAdvice(part.text) && !isReference(profile))) continue;
    const merit = score + (isFirst ? 5 : 0);
    if (best === undefined || merit > best.score) best = { profile, score: merit };
  }
  return best?.profile;
}

/** Whether a part asks for something that could be looked up. */
export function isFactual({ text, mood }: Segment): boolean {
  if (mood === 'command')
    return /\b(?:tell me (?!(?:a|an|another|some)\b)|find out|look up|look for|search|find)\b/i.test(text);
  if (mood !== 'question' || OPINION.test(text)) return false;
  return text.split(/\s+/).length > 2 && [...conceptsOf(text)].some((concept) => !isGeneric(concept));
}

const OPINION =
  /\b(?:do you (?:think|like|feel|know how)|would you|your (?:favou?rite|name|opinion|instructions)|are you|can you|who are you|what can you|how are you|should i|shall (?:i|we)|meaning of life)\b/i;
/** Whether a question asks for an explanation. */
export const isAdvice = (text: string): boolean => ADVICE.test(text);

const ADVICE =
  /^\W{0,3}(?:and |so )?(?:how (?:do|can|should|would|to)\b|why\b|what (?:is|are) (?:an? )?(?:difference|meaning|definition|concept))/i;

/** Words of sources that hold anything. */
const SOURCES =
  /^(?:search|web|internet|online|inform|knowledg|document|doc|articl|wikipedia|wiki|new|databas|db|quest|answ|archiv|intern|company|bas|topic|pag|content|relevant|fact|event|engin|google|duckduckgo|general|perform|top|up|dat|sourc|text|passag|chunk|vector|index|stor|retriev|query|natural|languag|semant|gener|real|sit|record|anything|everyth|all|not|world|publ|look)/;

/** Whether a look-up tool is for everything, as far as its declaration says. */
function isOpen({ named, described }: Profile): boolean {
  return [...named, ...described].every(({ stem }) => SOURCES.test(stem));
}

/** Whether a tool is asked in whole questions, as somebody would be. */
function answersQuestions({ parameters }: Profile): boolean {
  return parameters.some(({ isRequired, words }) => isRequired && words.at(-1) === 'question');
}

/** Whether a look-up tool finds what is written for users, such as instructions and rules. */
function isReference({ named, described, detailed }: Profile): boolean {
  const concepts = new Set([
    'knowledge',
    'faq',
    'polic',
    'policy',
    'manual',
    'guid',
    'handbook',
    'help',
    'support',
    '~document',
    'instruct',
  ]);
  return [...named, ...described, ...detailed].some(
    (term) => mentionOf(term, concepts) > 0 || concepts.has(term.stem),
  );
}

/** Whether a question is about something that only the sources of an application can know. */
export function isPrivate(text: string): boolean {
  return /\b(?:my|our|we|us|I)\b/i.test(text) || NAMED.test(text.replace(/^\W*\w+/, ''));
}

/** A name within a sentence. */
export const NAMED = /(?<![\p{L}\d])\p{Lu}\p{L}/u;
