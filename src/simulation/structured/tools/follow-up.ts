import type { MadeCall } from '../../reading/calls.ts';
import type { Span } from '../values/span.ts';
import { spansIn } from '../values/spans.ts';
import { daysAfter } from './calendar.ts';

/**
 * The arguments of an earlier call with what a follow-up such as "And to Porto on 5 May?" asks of instead. Undefined if
 * it asks of nothing that the call could take.
 *
 * @param earlier the request that the call was made for
 *
 * @example
 * continued('And in Rome?', { input: { city: 'Oslo', days: 3 }, … }, 'The weather in Oslo for 3 days, please.'); // { city: 'Rome', days: 3 }
 */
export function continued(
  text: string,
  { input }: MadeCall,
  earlier: string,
): Readonly<Record<string, unknown>> | undefined {
  const said = text.trim().slice(0, LONGEST);
  const olds = Object.entries(input)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([key, value]) => oldOf(key, String(value), earlier));
  const changed: Record<string, unknown> = {};
  const replace = (kind: Kind, before: string, value: string | number): boolean => {
    const [best] = olds
      .filter((old) => !Object.hasOwn(changed, old.key) && old.kind === kind)
      .toSorted((a, b) => Number(b.before === before) - Number(a.before === before));
    if (best === undefined) return false;
    const isNumber = typeof input[best.key] === 'number' && Number.isFinite(Number(value));
    changed[best.key] = isNumber ? Number(value) : value;
    return true;
  };
  const date = olds.find(({ kind }) => kind === 'date');
  const shift = date === undefined ? undefined : shifted(date.text, said);
  if (date && shift !== undefined) changed[date.key] = shift;
  let end = 0;
  for (const span of spansIn(said)) {
    if (span.start < end) continue;
    const kind = kindOf(span);
    const isNotation = kind === 'date' || kind === 'time' || kind === 'number';
    const value = isNotation && span.value !== undefined && !isRelative(span) ? span.value : span.text;
    if (replace(kind, wordBefore(said, span.start), value)) end = span.end;
  }
  if (Object.keys(changed).length === 0) {
    const word = VALUE.exec(said)?.[1]?.replace(/[?.!\s]+$/, '');
    if (word === undefined || word === '') return undefined;
    const preposition = PREPOSITION.exec(said)?.[1]?.toLowerCase() ?? '';
    const isSaid = replace('word', preposition, word) || replace('name', preposition, word);
    if (!isSaid) return undefined;
  }
  return { ...input, ...changed };
}

/** Requests that mean the last call again: "And in Tokyo?", "What about A-12?", "Same for Oslo". */
export const FOLLOW_UP =
  /^\W{0,5}(?:(?:then|ok(?:ay)?|no|now|actually|thanks?|hm+|sorry|oh),? )?(?:and|i meant?|change (?:it|that) to|what about|how about|also|same (?:for|with)|now (?:for|the same for)|or|the same (?:for|in|with)|try|make (?:it|that)|the day (?:after|before))\b.{0,80}$/i;

const LONGEST = 200;

/** What decides which value takes the place of which. */
type Kind = 'date' | 'time' | 'number' | 'code' | 'email' | 'name' | 'word';

interface Old {
  readonly key: string;
  readonly text: string;
  readonly kind: Kind;
  /** The word before it in the earlier request. */
  readonly before: string;
}

function oldOf(key: string, text: string, earlier: string): Old {
  const lower = earlier.toLowerCase();
  const [span] = spansIn(text.slice(0, LONGEST));
  const isWhole = span !== undefined && span.end - span.start >= text.length - 2;
  const kind = isWhole ? kindOf(span) : /^\p{Lu}/u.test(text) ? 'name' : 'word';
  // A date is seldom written as the call has it.
  const dated =
    kind === 'date' ? spansIn(earlier.slice(0, 2_000)).find(({ value }) => value === text) : undefined;
  return { key, text, kind, before: wordBefore(earlier, dated?.start ?? lower.indexOf(text.toLowerCase())) };
}

function kindOf({ kind }: Span): Kind {
  switch (kind) {
    case 'date':
    case 'day':
      return 'date';
    case 'time':
      return 'time';
    case 'number':
    case 'money':
    case 'percent':
      return 'number';
    case 'name':
    case 'quoted':
      return 'name';
    case 'email':
      return 'email';
    default:
      return 'code';
  }
}

const isRelative = ({ value }: Span): boolean => typeof value === 'string' && !/\d/.test(value);

const wordBefore = (text: string, at: number): string =>
  at <= 0 ? '' : (/(\p{L}+)\W*$/u.exec(text.slice(Math.max(0, at - 40), at))?.[1] ?? '').toLowerCase();

/** A date as many days later or earlier as a text says: "the day after", "two weeks later". */
function shifted(date: string, text: string): string | undefined {
  const [, count, unit, direction] = LATER.exec(text) ?? [];
  if (direction === undefined) return undefined;
  const number = Number(count ?? 1) || COUNTS.indexOf((count ?? 'one').toLowerCase()) + 1 || 1;
  const days = number * (/^week/i.test(unit ?? '') ? 7 : 1);
  return daysAfter(date, /^(?:before|earlier)/i.test(direction) ? -days : days);
}

const COUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const LATER =
  /\b(?:a|the|(\d{1,3}|one|two|three|four|five|six|seven)) (?:(?:next|following) )?(days?|weeks?) (after|later|before|earlier)\b/i;

const PREPOSITION = /^\W*(?:\p{L}{1,6} )*?(in|on|at|for|from|to|of|by|with)\s/iu;
const VALUE =
  /^\W{0,5}(?:and|what about|how about|also|same|now|ok(?:ay)?,? and|or|the same|try)?\s*(?:the same\s+)?(?:(?:in|on|at|for|from|to|of|by|with|about)\s+)?(?:the\s+)?(.{1,80})$/isu;
