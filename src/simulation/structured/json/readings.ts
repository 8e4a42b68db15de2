import type { Facts } from '../facts/facts.ts';
import { FIRST_NAMES } from '../facts/gazetteer.ts';

/** `positive` or `negative`, if the words of a text lean one way. */
export function sentimentsIn(facts: Facts): readonly string[] {
  let balance = 0;
  for (const word of facts.text.toLowerCase().match(/[a-z']{3,20}/g) ?? []) {
    if (GOOD.has(word)) balance++;
    if (BAD.has(word)) balance--;
  }
  return balance > 0 ? ['positive'] : balance < 0 ? ['negative'] : [];
}

const GOOD = new Set(
  'love loved loves great good excellent amazing wonderful fantastic happy best enjoy enjoyed perfect awesome beautiful delicious nice helpful recommend pleased delighted brilliant superb'.split(
    ' ',
  ),
);
const BAD = new Set(
  "hate hated hates bad terrible awful horrible worst sad angry disappointed disappointing poor broken useless boring slow waste annoying never refund don't isn't didn't wasn't rude dirty".split(
    ' ',
  ),
);

/** The first list in the text, otherwise significant words of its topic. */
export function keywordsIn(facts: Facts): readonly string[] {
  const list = facts.lists[0];
  if (list !== undefined) return list;
  const words = facts.topic.toLowerCase().match(/[a-z]{5,20}/g) ?? [];
  return [...new Set(words.filter((word) => !NOT_KEYWORDS.has(word) && !FIRST_NAMES.has(word)))].slice(0, 4);
}

const NOT_KEYWORDS = new Set(
  'about extract please write generate create return which where there their these those would could should following including information using short object article field fields schema'.split(
    ' ',
  ),
);

/** The search query in a request. */
export function searchesIn(facts: Facts): readonly string[] {
  const match =
    /\b(?:search(?: the web| online| the internet| google)?(?: for)?|look up|look for|find(?: me)?|google|about|research|information on|news on|documents on) ([^\n.?!]{2,150})/i.exec(
      facts.topic,
    );
  const found = match?.[1]?.trim().replace(/^(?:for|about|the latest on) /i, '');
  return found === undefined || found === '' ? [] : [found];
}

/** Fenced code, otherwise quotations. */
export function codeIn(facts: Facts): readonly string[] {
  const fence = /```[\w+-]{0,20}\n([\s\S]{1,3000}?)```/.exec(facts.text);
  return fence?.[1] === undefined ? facts.quoted : [fence[1].trimEnd()];
}

/** Events that people attend, plan or schedule, such as "a science fair". */
export function eventTitlesIn(facts: Facts): readonly string[] {
  return Array.from(
    facts.text.matchAll(
      /\b(?:attend(?:ing)?|going to|invited to|join(?:ing)?|called|titled|schedule|book|plan(?:ning)?|hosting|for) (?:an?|the|our|my) ([a-z][\w-]{1,20}(?: [a-z][\w-]{1,20}){0,3}?)(?= (?:on|at|with|in|next|this|tomorrow|today|for|from|about)\b|[.,;!?\n]|$)/g,
    ),
    (match) => match[1] ?? '',
  );
}

/** The sentences of a text that follows the instruction and a colon; none unless there are several. */
export function statementsIn(facts: Facts): readonly string[] {
  const text = /^[^:\n]{3,80}:\s{1,10}([^\n]{20,2000})/.exec(facts.text)?.[1] ?? '';
  const sentences = text.split(/(?<=[.!?]) /).filter((sentence) => sentence.split(' ').length >= 3);
  return sentences.length > 1 ? sentences.slice(0, 20) : [];
}
