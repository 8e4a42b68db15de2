import type { NativeTool } from '../../engine/request.ts';
import { readAsk } from '../prose/ask.ts';
import { formFor } from '../prose/forms/index.ts';
import { hasAnswer } from '../prose/forms/passage.ts';
import { callsSince } from '../reading/calls.ts';
import type { Reading } from '../reading/reading.ts';
import type { NativeHabit } from './native-habit.ts';

/**
 * How the simulated model searches the web or files: once for each request, with one query, and only for questions that
 * it cannot answer from the conversation or by itself.
 */
export const searchHabit: NativeHabit = {
  yields: true,
  next: ({ request: { turns, tools } }, reading, { name, isForced }) => {
    const calls = callsSince(turns);
    if (calls.some((call) => call.name === name)) return undefined;
    const natives = new Map(
      tools.map((tool) => [tool.name, tool.kind === 'function' ? tool.native : undefined]),
    );
    // What has been computed, drawn or done is the answer.
    const isOpen = calls.every((call) => natives.get(call.name)?.endsWith('search'));
    if (!isForced && !(isOpen && isWorthSearching(reading, natives.get(name)))) return undefined;
    return JSON.stringify({ queries: [queryOf(reading)] });
  },
};

/** Forms of answers that need no search: the answer is in the conversation, is computed, or is made up. */
const WITHOUT_SEARCH: ReadonlySet<string> = new Set([
  'attachment',
  'silence',
  'choice',
  'pattern',
  'classification',
  'small talk',
  'variants',
  'echo',
  'condensing',
  'triplets',
  'extraction',
  'translation',
  'rewriting',
  'recollection',
  'sum',
  'word problem',
  'conversion',
  'selection',
  'passage',
  'JSON sample',
  'code',
  'verse',
  'pitch',
  'tale',
]);

function isWorthSearching(reading: Reading, native: NativeTool | undefined): boolean {
  const { question, material } = reading;
  const found = material.filter(({ from }) => from === 'result');
  if (found.length > 0 && hasAnswer(reading, found)) return false;
  if (SEARCHING.test(question)) return true;
  if (TELLING.test(question)) return false;
  if (FILES.test(question)) return native === 'file-search';
  const form = formFor(readAsk(reading));
  return form !== undefined && !WITHOUT_SEARCH.has(form.name);
}

/** Statements, and orders to write something. */
const TELLING =
  /^(?:please )?(?:i|i['’]m|i['’]ve|my|we|our|you|write|draft|compose|create|make|generate|imagine|let['’]?s|pretend|act)\b(?!.*\?$)/i;

/** What asks for a search, and what asks about files. */
const SEARCHING =
  /\b(?:search (?:for|the|on|my|our|in)|look up|google|browse|find out)\b|^(?:please )?research\b/i;
const FILES =
  /\b(?:my|the|these|this|that|uploaded|attached) (?:files?|documents?|pdfs?|notes|handbook|manual|report)\b/i;

/** What is searched for: the question as it is understood alone, without the words that only ask. */
function queryOf({ standalone, question, text }: Reading): string {
  const asked = (standalone || question || text).replace(/\s+/g, ' ').trim();
  const bare = asked
    .replace(ASKING, '')
    .replace(NAMING, '')
    .replace(NEWS, '')
    .replace(/[?!.\s]+$/, '');
  return (bare || asked || 'news').slice(0, LONGEST_QUERY).toWellFormed();
}

const ASKING =
  /^(?:(?:please|can you|could you|would you|i want you to|i would like you to|and|so|then)\s+)*(?:(?:do a |run a )?(?:search|browse|google|look)(?: up)?(?: (?:on |in |through )?(?:the |my |our |these )?(?:web|internet|online|files?|documents?))?(?: (?:for|about|and (?:tell me|find out|answer|say)))?|find(?: out)?|research|tell me(?: about| more about)?|explain|describe|show me|give me|look up)\b[:,]?\s*/i;
const NAMING = /^(?:what(?:'s| is| are| was| were)|who(?:'s| is| are| was| were))\s+(?:(?:the|a|an)\s+)?/i;
const NEWS =
  /^(?:the )?(?:latest|current|recent|newest) (?:news|developments|updates) (?:on|about|in|from|of) /i;
const LONGEST_QUERY = 200;
