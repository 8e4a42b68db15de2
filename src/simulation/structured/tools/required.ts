import type { Tool, Turn } from '../../../engine/request.ts';
import { isResult, lastRequestIndex } from '../../reading/reading.ts';
import { textOf } from '../facts/facts.ts';
import { stemOf, tokensOf } from '../facts/words.ts';
import { type Asked, CALLED, type Match, mentionsIn } from './relevance.ts';

/**
 * The tools to call in `required` mode: those that the request asks for and that have no result since the request;
 * after that, the tool that ends the conversation or, without one, the least recently called tool. Never empty.
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

/** Characters searched for the names of tools, and how many of them a search costs whatever it reads. */
const MOST_SEARCHED = 4_000_000;
const SEARCH = 100;

/**
 * The index of each tool's latest result since the last request; errors count as results. Once the names of tools
 * were searched for in {@link MOST_SEARCHED} characters, results in user turns are no longer assigned to tools.
 */
function resultsSince(turns: readonly Turn[], tools: readonly Tool[]): ReadonlyMap<string, number> {
  const results = new Map<string, number>();
  const called = new Map<string, string>();
  let said = '';
  let searched = 0;
  for (let index = lastRequestIndex(turns) + 1; index < turns.length; index++) {
    const turn = turns[index] as Turn;
    for (const { id, name } of turn.toolCalls ?? []) called.set(id, name);
    if (turn.role === 'assistant') said = textOf(turn);
    if (!isResult(turn)) continue;
    const name = turn.role === 'tool' ? (turn.name ?? called.get(turn.toolCallId ?? '')) : undefined;
    if (name !== undefined) results.set(name, index);
    // For a result in a user turn, the tool is one that the assistant named in its text.
    if (turn.role !== 'user' || searched > MOST_SEARCHED) continue;
    searched += (said.length + SEARCH) * tools.length;
    const mentions = mentionsIn(said);
    for (const tool of tools) if (mentions(tool.name)) results.set(tool.name, index);
  }
  return results;
}

/**
 * The tools that end a conversation, by the most reliable sign that any of them has: a word in the name; being the only
 * one named like a type (`WeatherReport` next to `get_weather`: frameworks name their output tool this way); a phrase
 * in the description.
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
/** Most reliable first. */
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
