import type { Tool, Turn } from '../../../request.ts';
import { isResult, lastRequestIndex, textOf } from '../facts/facts.ts';
import { stemOf, tokensOf } from '../facts/words.ts';
import { type Asked, CALLED, type Match, mentions } from './relevance.ts';

/**
 * Which tools to call when one has to be: those that the request asks for and that have no result since it was made;
 * when there are none left, the tool that ends the conversation; without such a tool, the one called least recently.
 * Never empty.
 *
 * @param matches at least one, best first
 *
 * @example
 * nextRequired(matches, asked, turns)[0]?.tool.name; // 'final_result', once get_weather has answered
 */
export function nextRequired(
  matches: readonly Match[],
  asked: Asked,
  turns: readonly Turn[],
): readonly Match[] {
  const tools = matches.map(({ tool }) => tool);
  const results = resultsSince(turns, tools);
  const endings = endingsAmong(tools);
  const needed = matches.filter(
    ({ tool, score }) => !endings.has(tool) && !results.has(tool.name) && score > asked.form,
  );
  const [best] = needed;
  if (best !== undefined)
    return best.score >= CALLED ? needed.filter(({ score }) => score >= CALLED) : [best];
  const ending = matches.find(({ tool }) => endings.has(tool));
  if (ending !== undefined) return [ending];
  const since = ({ tool }: Match) => results.get(tool.name) ?? -1;
  return [matches.reduce((first, match) => (since(match) < since(first) ? match : first))];
}

/** The turn in which each tool last got a result since the last request, errors included. */
function resultsSince(turns: readonly Turn[], tools: readonly Tool[]): ReadonlyMap<string, number> {
  const results = new Map<string, number>();
  const called = new Map<string, string>();
  let said = '';
  for (let index = lastRequestIndex(turns) + 1; index < turns.length; index++) {
    const turn = turns[index] as Turn;
    for (const { id, name } of turn.toolCalls ?? []) called.set(id, name);
    if (turn.role === 'assistant') said = textOf(turn);
    if (!isResult(turn)) continue;
    const name = turn.role === 'tool' ? (turn.name ?? called.get(turn.toolCallId ?? '')) : undefined;
    if (name !== undefined) results.set(name, index);
    // A result told by the user follows a call that the assistant wrote out.
    if (turn.role === 'user')
      for (const tool of tools) if (mentions(said, tool.name)) results.set(tool.name, index);
  }
  return results;
}

/**
 * The tools that end a conversation, by the surest sign any of them has: a word of the name, being the only one named
 * like a type (`WeatherReport` among `get_weather` and the like, as frameworks name the tool that carries their
 * output), a phrase of the description.
 */
function endingsAmong(tools: readonly Tool[]): ReadonlySet<Tool> {
  for (const words of ENDING_WORDS) {
    const named = tools.filter(({ name }) => isNamedAfter(name, words));
    if (named.length > 0) return new Set(named);
  }
  const types = tools.filter(({ name }) => /^[A-Z][a-z]/.test(name));
  if (types.length === 1 && tools.length > 1) return new Set(types);
  return new Set(tools.filter(({ description }) => ENDING_PHRASE.test(description.slice(0, 1_000))));
}

function isNamedAfter(name: string, words: ReadonlySet<string>): boolean {
  const own = tokensOf(name);
  return !READING.has(own[0] ?? '') && own.some((word) => words.has(stemOf(word)));
}

const stems = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(stemOf));
/** The surest first. */
const ENDING_WORDS: readonly ReadonlySet<string>[] = [
  stems('final finalize answer'),
  stems('submit submission respond finish done conclude conclusion'),
  stems('response reply result output complete completion end'),
];
/** First words of tools that look something up, such as `get_result`. */
const READING: ReadonlySet<string> = new Set(
  'get fetch search find list read load query lookup retrieve check show count'.split(' '),
);
const ENDING_PHRASE =
  /\b(?:final|submits?|finish(?:es|ed)?|done|respond|concludes?|(?:ends?|completes?) (?:this|the|your)|(?:provid|giv|return|deliver|present)\w{0,4} (?:the |an? |your )?(?:\w{1,20} )?(?:answer|response|reply)|answers? (?:to )?(?:the|this) (?:user|question))\b/i;
