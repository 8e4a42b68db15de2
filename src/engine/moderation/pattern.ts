import type { Sentence, Word } from './read-words.ts';

/** A sequence of words to look for, compiled. */
export interface Pattern {
  readonly slots: readonly Slot[];
  /** The slot with the rarest words: only where one of them stands is the rest looked at. */
  readonly anchor: number;
  /** Symbols of another required slot: a sentence without any of them cannot match. Undefined when there is no such slot. */
  readonly partner: readonly string[] | undefined;
  /** True when a slot asks for a denial before all else: then nothing denies the rest. */
  readonly denies: boolean;
  /** The denying words that its slots ask for among others: where they stand, they deny nothing. */
  readonly denials: ReadonlySet<string>;
}

interface Slot {
  readonly symbols: ReadonlySet<string>;
  /** Words that may stand between the slot before and this one. */
  readonly gap: number;
  readonly optional: boolean;
  /** Begins a sentence or clause. */
  readonly first: boolean;
  /** Ends one. */
  readonly last: boolean;
}

/** Indices of the first and last word of a match, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a pattern. Items stand between spaces: a word, a dictionary form (`=kill`) or a class (`<kill>`), alternatives between
 * bars, `?` behind what may be absent, `^` before what begins a clause, `$` behind what ends one, and `..3` where up to three other words may come in.
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

/** Words that deny, as slots ask for them. */
const DENIALS = new Set(['not', 'never', 'no', 'without', 'nobody', 'nothing', '<not>']);

/** Words so frequent that they say nothing by themselves. */
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

/** The required slot with the fewest symbols, apart from the anchor. */
function partnerOf(slots: readonly Slot[], anchor: number): readonly string[] | undefined {
  let best: Slot | undefined;
  slots.forEach((slot, index) => {
    if (index === anchor || slot.optional) return;
    if (!best || slot.symbols.size < best.symbols.size) best = slot;
  });
  return best && [...best.symbols];
}

/** Whether a sentence with these symbols can match: a cheap test that spares most calls of `matchAt`. */
export function mayMatch({ partner }: Pattern, present: ReadonlySet<string>): boolean {
  if (!partner) return true;
  for (const symbol of partner) if (present.has(symbol)) return true;
  return false;
}

/** The symbols at one of which a match must have its anchor. */
export function anchorSymbols({ slots, anchor }: Pattern): ReadonlySet<string> {
  return (slots[anchor] as Slot).symbols;
}

/**
 * The shortest match whose anchor is the word at `index`; undefined when there is none. Slots are followed as sets of
 * places, never by going back, so the work is bounded by the pattern, not by the text.
 */
export function matchAt({ slots, anchor }: Pattern, sentence: Sentence, index: number): Span | undefined {
  if (!fits(slots[anchor] as Slot, sentence[index])) return undefined;
  let ends = [index];
  // Words that an absent optional slot leaves to its neighbour.
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
    // Leftwards the gap belongs to the slot on the right.
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
