import type { Turn } from '../../../engine/request.ts';
import { type Condition, segmentsOf } from '../../calls/segments.ts';
import { textOf } from '../facts/facts.ts';
import { tokensOf } from '../facts/words.ts';
import { conceptsOf } from './concepts.ts';
import type { Profile } from './profile.ts';
import { type Asked, askedIn, CALLED, matchOf, mentionsIn } from './relevance.ts';

/** What a system message, or the description of a tool, says about the use of a tool. */
export interface Order {
  readonly profile: Profile;
  /** The concepts of the requests that it is for; undefined if it is for all. */
  readonly when: ReadonlySet<string> | undefined;
  /** Whether it comes before or after all others. */
  readonly place: 'first' | 'last' | 'any';
  readonly kind: 'use' | 'never';
  /** The tool that it belongs before or after: "read a file before you edit it". */
  readonly beside?: { readonly profile: Profile; readonly place: 'before' | 'after' };
  /** What has to be found before it is used: "if the balance is below 100, alert the owner". */
  readonly condition?: Condition;
}

/**
 * The orders of the system messages: sentences that name a tool, and commands ("you should roll the dice") that
 * fit one.
 */
export function ordersIn(turns: readonly Turn[], profiles: readonly Profile[]): Order[] {
  const orders: Order[] = [];
  let left = MOST_CHARACTERS;
  // Each order compares some texts with all tools.
  let sentences = Math.min(MOST_SENTENCES, Math.ceil(MOST_MATCHES / Math.max(1, profiles.length)));
  for (const turn of turns) {
    if (turn.role !== 'system' || left <= 0) continue;
    const text = textOf(turn).slice(0, left);
    left -= text.length;
    for (const whole of text.split(/(?<=[.!?;])\s+|\n+/)) {
      const sentence = whole.slice(0, LONGEST_SENTENCE);
      if (!SPEAKING_OF_TOOLS.test(sentence) && !profiles.some(({ tool }) => sentence.includes(tool.name)))
        continue;
      if (--sentences < 0) break;
      orders.push(...ordersOf(sentence, profiles).map((order) => following(order, sentence, orders.at(-1))));
    }
  }
  return orders;
}

const MOST_CHARACTERS = 4_000;
const MOST_SENTENCES = 24;
const LONGEST_SENTENCE = 400;
/** Comparisons of a sentence with a tool. */
const MOST_MATCHES = 600;

function ordersOf(sentence: string, profiles: readonly Profile[]): Order[] {
  if (BESIDE.test(sentence)) {
    const paired = sentence
      .split(/,?\s+(?:and|but)\s+(?=.{3,200}\b(?:before|after|once)\b)/i)
      .flatMap((clause) => pairOf(clause, profiles));
    if (paired.length > 0) return paired;
  }
  const mentions = mentionsIn(sentence);
  const named = profiles.filter(({ tool }) => tool.name.length > 2 && isNamed(tool.name, mentions));
  const segments = segmentsOf(sentence);
  const condition = segments.find((segment) => segment.condition)?.condition;
  const depends = condition !== undefined && !OF_REQUESTS.test(condition.text) ? condition : undefined;
  if (named.length > 0) {
    const kind = NEVER.test(sentence) && !EXCEPT.test(sentence) ? 'never' : 'use';
    return named.map((profile, index): Order => {
      if (depends && kind === 'use')
        return { profile, when: undefined, place: 'last', kind, condition: depends };
      return {
        profile,
        when: whenOf(sentence, profile.tool.name),
        place: placeOf(sentence, profile.tool.name, index),
        kind,
      };
    });
  }
  if (NEVER.test(sentence) || ANY_TOOL.test(sentence)) return [];
  if (!DEMANDING.test(sentence) && !COMMAND.test(sentence) && condition === undefined) return [];
  return segments.flatMap((segment): Order[] => {
    if (segment.mood !== 'command') return [];
    // What it is good for does not tell which tool it is.
    const profile = bestOf(
      profiles,
      segment.text.replace(/(?<=\w{3,20} .{3,200}) (?:in order |so as )?to (?!the\b|an?\b).*$/is, ''),
    );
    if (profile === undefined) return [];
    if (depends) return [{ profile, when: undefined, place: 'last', kind: 'use', condition: depends }];
    const when = condition ? conceptsOf(condition.text) : whenOf(segment.text, '');
    return [{ profile, when, place: placeOf(sentence, '', 0), kind: 'use' }];
  });
}

/** What is to be done then, after something that comes first, comes before all others too. */
function following(order: Order, sentence: string, before: Order | undefined): Order {
  const follows = /^\W*(?:then|next|after that|afterwards)\b/i.test(sentence);
  return follows && order.place === 'any' && before?.place === 'first' ? { ...order, place: 'first' } : order;
}

/** Words without which a sentence orders nothing. */
const SPEAKING_OF_TOOLS =
  /\b(?:tools?|functions?|always|must|should|first|start|begin|need|have to|before|after|once|never|use|call|roll|check|look|fetch|run|consult|search|if|when|whenever)\b/i;
const BESIDE = /\b(?:before|after|once)\b/i;
/** Conditions on what is asked, not on what is found. */
const OF_REQUESTS =
  /\b(?:user|customer|caller|client|guest|visitor|patient|asks?|asked|wants?|question|request|message|mentions?|says?|needs?|you)\b/i;

/** The orders of "Read a file before you edit it" and "After you have edited a file, run the tests". */
function pairOf(clause: string, profiles: readonly Profile[]): Order[] {
  const [, main, word, other] =
    /^\W*(.{3,300}?),?\s+(before|after|once)\s+(.{3,300})$/is.exec(clause) ??
    reversed(/^\W*(before|after|once)\s+(.{3,300}?),\s*(.{3,300})$/is.exec(clause));
  if (main === undefined || other === undefined) return [];
  const profile = bestOf(profiles, main);
  const beside = bestOf(
    profiles,
    other.replace(/^(?:you(?:['’]ve| have| are)? |each |any |every |calling |using )+/i, ''),
  );
  if (profile === undefined || beside === undefined || profile === beside) return [];
  const place = /^before$/i.test(word!) ? 'before' : 'after';
  return [{ profile, when: undefined, place: 'any', kind: 'use', beside: { profile: beside, place } }];
}

const reversed = (match: RegExpExecArray | null): readonly (string | undefined)[] =>
  match === null ? [] : ['', match[3], match[1], match[2]];

function bestOf(profiles: readonly Profile[], text: string): Profile | undefined {
  const asked = askedIn(text);
  let best: { readonly profile: Profile; readonly score: number } | undefined;
  for (const profile of profiles) {
    const { score } = matchOf(profile, asked);
    if (score >= CALLED && score > (best?.score ?? 0)) best = { profile, score };
  }
  return best?.profile;
}

/** Whether a sentence names a tool: as it is called, or in words, such as "the weather search tool". */
function isNamed(name: string, mentions: (phrase: string) => boolean): boolean {
  // An ordinary word names a tool only where it cannot mean anything else.
  if (/[_\d-]|[a-z][A-Z]/.test(name)) return mentions(name) || mentions(`${tokensOf(name).join(' ')} tool`);
  return (
    ['tool', 'function'].some((noun) => mentions(`${name} ${noun}`)) ||
    QUOTES.some((quote) => mentions(`${quote}${name}${quote}`))
  );
}

const QUOTES = ['`', '"', "'"];

/** What a sentence says its tool is for; undefined if that is everything. */
function whenOf(sentence: string, name: string): ReadonlySet<string> | undefined {
  const [, before] = /^\W*(?:if|when|whenever|for|on|in case of)\s+(.{3,300}?),/is.exec(sentence) ?? [];
  const at = name === '' ? -1 : sentence.toLowerCase().indexOf(name.toLowerCase());
  const rest = sentence.slice(Math.max(0, at + name.length));
  const form =
    name === ''
      ? /\b(?:for|if|when|whenever|about)\s+(.{3,300})/is
      : /\b(?:for|to|if|when|whenever|about|on|only for)\s+(.{3,300})/is;
  const [, after] = form.exec(rest) ?? [];
  const said = before ?? after;
  if (said === undefined || EVERYTHING.test(said)) return undefined;
  const concepts = conceptsOf(said);
  return concepts.size === 0 ? undefined : concepts;
}

function placeOf(sentence: string, name: string, index: number): Order['place'] {
  if (
    /\b(?:finally|at the end|last(?:ly)?|end (?:by|with)|finish (?:by|with)|conclude|once (?:you are )?(?:done|finished)|when (?:you are )?(?:done|finished)|after (?:all|everything|that|answering))\b/i.test(
      sentence,
    )
  )
    return 'last';
  const at = name === '' ? 0 : sentence.toLowerCase().indexOf(name.toLowerCase());
  const first =
    /\b(?:first|start|begin|before (?:you|any|each|every|using|calling|answering|anything|doing|all))\b/i.exec(
      sentence,
    );
  if (first === null) return 'any';
  return index === 0 || /^before/i.test(first[0]) === first.index > at ? 'first' : 'any';
}

/** Whether an order concerns a request. */
export function concerns({ when }: Order, asked: Asked): boolean {
  if (when === undefined) return true;
  for (const concept of when) if (asked.concepts.has(concept)) return true;
  return when.has('quest') && asked.segment.mood === 'question';
}

const NEVER = /\b(?:never|do not|don['’]t|must not|should not|shouldn['’]t|avoid)\b/i;
const EXCEPT = /\b(?:without|unless|before|until|except|other than|skip|hesitate|forget|more than)\b/i;
const DEMANDING =
  /\b(?:always|must|should|first|start|begin|need to|have to|required to|before|every time|each time)\b/i;
const COMMAND = /^\W*(?:use|call|roll|check|look|fetch|run|start|consult|search)\b/i;
/** Sentences that speak of all tools name none. */
const ANY_TOOL = /\b(?:the|your|these|any|all|available|provided|given) tools?\b/i;
const EVERYTHING =
  /\b(?:every|any|all|each) (?:\w{1,20} )?(?:questions?|requests?|messages?|quer(?:y|ies)|tasks?|turns?|answers?|replies)\b|^(?:answer|help|get|gather|find|look)\b.{0,40}$|^(?:complete|solve|provide|you|it|them)\b/i;
