import type { Sentence, Word } from './read-words.ts';

/** A compiled sequence of words to look for. */
export interface Pattern {
  readonly slots: readonly Slot[];
  /** Index of the slot with the rarest words. Matching starts at words that fit this slot. */
  readonly anchor: number;
  /** Symbols of another required slot, if there is one: a sentence without any of them cannot match. */
  readonly partner: readonly string[] | undefined;
  /** True if a required slot has a negation as its first symbol; the match is then never treated as negated. */
  readonly denies: boolean;
  /** Negations listed in its slots; inside a match, they do not negate it. */
  readonly denials: ReadonlySet<string>;
}

interface Slot {
  readonly symbols: ReadonlySet<string>;
  /** How many words may come between the previous slot and this one. */
  readonly gap: number;
  readonly optional: boolean;
  /** Must begin a sentence or clause. */
  readonly first: boolean;
  /** Must end a sentence or clause. */
  readonly last: boolean;
}

/** Indices of the first and last word of a match, both inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Parses a pattern: items separated by spaces. An item is a word, a dictionary form (`=kill`) or a class (`<kill>`), or several
 * alternatives separated by bars. A trailing `?` makes it optional, a leading `^` requires the start of a clause, a trailing `$`
 * the end of one. `..3` allows up to three other words in between.
 *
 * @example
 * parsePattern('i|we ..2 <intent> ..3 <kill> ..2 <you>|your');
 */
export function parsePattern(source: string): Pattern {
  const slots: Slot[] = [];
  let gap = 0;
  for (const item of source.split(/\s+/)) {
    if (item.startsWith('..')) {
      gap = Number(item.slice(2));
      continue;
    }
    const optional = item.endsWith('?');
    const first = item.startsWith('^');
    const last = item.endsWith('$');
    const symbols = item.slice(first ? 1 : 0, optional || last ? -1 : undefined).split('|');
    slots.push({ symbols: new Set(symbols), gap, optional, first, last });
    gap = 0;
  }
  const anchor = anchorOf(slots);
  return {
    slots,
    anchor,
    partner: partnerOf(slots, anchor),
    denies: slots.some(({ symbols, optional }) => !optional && DENIALS.has([...symbols][0] as string)),
    denials: new Set(slots.flatMap(({ symbols }) => [...symbols].filter((symbol) => DENIALS.has(symbol)))),
  };
}

/** Negations that slots may list. */
const DENIALS = new Set(['not', 'never', 'no', 'without', 'nobody', 'nothing', '<not>']);

/** Symbols too frequent to make a useful anchor. */
const COMMON = new Set(
  `i we you your my me to the a an in of on at is are be am was were it that this and or for with all do will should would can could must
  not no so how what if as by from up out off get go have has had he she they him her them his their <you> <they> <them> <person>
  <intent> <ask> <not> <place> <body> <folk> <trait> <animal> <kin> <number> <make> <get> <easy> <swear> <intense>`.split(
    /\s+/,
  ),
);

function anchorOf(slots: readonly Slot[]): number {
  let best = 0;
  let bestRank = -1;
  slots.forEach(({ symbols, optional }, index) => {
    if (optional) return;
    const common = [...symbols].filter((symbol) => COMMON.has(symbol)).length;
    const rank = common === 0 ? 1000 - symbols.size : common === symbols.size ? 0 : 1;
    if (rank > bestRank) {
      bestRank = rank;
      best = index;
    }
  });
  return best;
}

/** The symbols of the required slot with the fewest of them, other than the anchor. */
function partnerOf(slots: readonly Slot[], anchor: number): readonly string[] | undefined {
  let best: Slot | undefined;
  slots.forEach((slot, index) => {
    if (index === anchor || slot.optional) return;
    if (!best || slot.symbols.size < best.symbols.size) best = slot;
  });
  return best && [...best.symbols];
}

/** Whether a sentence with these symbols can match at all: a cheap check that avoids most calls of `matchAt`. */
export function mayMatch({ partner }: Pattern, present: ReadonlySet<string>): boolean {
  if (!partner) return true;
  for (const symbol of partner) if (present.has(symbol)) return true;
  return false;
}

/** The symbols of the anchor slot. */
export function anchorSymbols({ slots, anchor }: Pattern): ReadonlySet<string> {
  return (slots[anchor] as Slot).symbols;
}

/**
 * The shortest match whose anchor is the word at `index`, or undefined. Tracks sets of positions instead of backtracking, so
 * the work is bounded by the pattern, not by the text.
 */
export function matchAt({ slots, anchor }: Pattern, sentence: Sentence, index: number): Span | undefined {
  if (!fits(slots[anchor] as Slot, sentence[index])) return undefined;
  let ends = [index];
  // The gap of an optional slot that was skipped, added to its neighbour's.
  let carried = 0;
  for (let slot = anchor + 1; slot < slots.length; slot++) {
    const { gap, optional } = slots[slot] as Slot;
    const reach = gap + carried;
    const found: number[] = optional ? [...ends] : [];
    for (const end of ends) {
      for (let at = end + 1; at <= end + 1 + reach; at++) {
        if (fits(slots[slot] as Slot, sentence[at]) && !found.includes(at)) found.push(at);
      }
    }
    if (found.length === 0) return undefined;
    carried = optional ? reach : 0;
    ends = found;
  }
  let starts = [index];
  carried = 0;
  for (let slot = anchor - 1; slot >= 0; slot--) {
    // Going left, the gap is stored on the slot to the right.
    const reach = (slots[slot + 1] as Slot).gap + carried;
    const { optional } = slots[slot] as Slot;
    const found: number[] = optional ? [...starts] : [];
    for (const start of starts) {
      for (let at = start - 1; at >= start - 1 - reach; at--) {
        if (fits(slots[slot] as Slot, sentence[at]) && !found.includes(at)) found.push(at);
      }
    }
    if (found.length === 0) return undefined;
    carried = optional ? reach : 0;
    starts = found;
  }
  return { from: Math.max(...starts), to: Math.min(...ends) };
}

function fits(slot: Slot, word: Word | undefined): boolean {
  if (!word || (slot.first && !word.first) || (slot.last && !word.last)) return false;
  for (const symbol of word.symbols) if (slot.symbols.has(symbol)) return true;
  return false;
}
