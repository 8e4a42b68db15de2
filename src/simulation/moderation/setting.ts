import type { Sentence, Word } from './read-words.ts';
import type { RuleKind } from './rule.ts';

/** Contexts that weaken a match. */
export type Setting =
  | 'negation'
  | 'fiction'
  | 'news'
  | 'education'
  | 'help'
  | 'condemnation'
  | 'machines'
  | 'sport'
  | 'joke'
  | 'everyday'
  | 'kitchen'
  | 'accident'
  | 'quotation';

/** The factor by which each setting reduces a rule's strength; 1 if not listed. */
const REMAINS: Readonly<Record<RuleKind, Readonly<Partial<Record<Setting, number>>>>> = {
  threat: {
    negation: 0.08,
    fiction: 0.4,
    news: 0.45,
    education: 0.5,
    help: 0.7,
    condemnation: 0.6,
    machines: 0.12,
    sport: 0.2,
    joke: 0.5,
    kitchen: 0.2,
    quotation: 0.4,
  },
  menace: {
    negation: 0.4,
    fiction: 0.4,
    news: 0.45,
    education: 0.5,
    machines: 0.3,
    sport: 0.2,
    joke: 0.6,
    everyday: 0.45,
    kitchen: 0.3,
    quotation: 0.4,
  },
  depiction: {
    negation: 0.3,
    fiction: 0.62,
    news: 0.5,
    education: 0.45,
    help: 0.5,
    condemnation: 0.6,
    machines: 0.15,
    sport: 0.3,
    joke: 0.6,
    kitchen: 0.25,
    accident: 0.5,
    quotation: 0.6,
  },
  insult: {
    negation: 0.15,
    fiction: 0.64,
    news: 0.55,
    education: 0.5,
    help: 0.7,
    condemnation: 0.75,
    sport: 0.64,
    quotation: 0.4,
  },
  hate: {
    negation: 0.15,
    fiction: 0.45,
    news: 0.5,
    education: 0.4,
    help: 0.62,
    condemnation: 0.3,
    machines: 0.62,
    quotation: 0.4,
  },
  request: {
    negation: 0.25,
    fiction: 0.55,
    news: 0.5,
    education: 0.4,
    help: 0.3,
    condemnation: 0.5,
    sport: 0.4,
    joke: 0.35,
    quotation: 0.6,
  },
  plot: {
    negation: 0.2,
    fiction: 0.5,
    news: 0.45,
    education: 0.4,
    help: 0.35,
    condemnation: 0.5,
    machines: 0.1,
    sport: 0.15,
    joke: 0.3,
    quotation: 0.6,
  },
  intent: {
    negation: 0.12,
    fiction: 0.35,
    news: 0.5,
    education: 0.6,
    joke: 0.45,
    accident: 0.4,
    quotation: 0.5,
  },
  despair: {
    negation: 0.2,
    fiction: 0.35,
    news: 0.5,
    education: 0.6,
    machines: 0.4,
    sport: 0.4,
    joke: 0.45,
    everyday: 0.45,
    quotation: 0.5,
  },
  method: {
    negation: 0.2,
    fiction: 0.6,
    news: 0.5,
    education: 0.35,
    help: 0.35,
    joke: 0.5,
    machines: 0.3,
    kitchen: 0.3,
    accident: 0.5,
  },
  urging: {
    negation: 0.12,
    fiction: 0.4,
    news: 0.45,
    education: 0.4,
    help: 0.6,
    condemnation: 0.4,
    joke: 0.6,
    machines: 0.2,
    quotation: 0.4,
  },
  sexual: { negation: 0.35, news: 0.45, education: 0.3, help: 0.4, condemnation: 0.5, machines: 0.6 },
  mention: {
    negation: 0.4,
    fiction: 0.5,
    news: 0.5,
    education: 0.4,
    help: 0.4,
    condemnation: 0.5,
    machines: 0.3,
    sport: 0.4,
    joke: 0.5,
  },
};

/** The factors of those settings that weaken rules of this kind. */
export function remainders(kind: RuleKind, found: Iterable<Setting>): [setting: Setting, remains: number][] {
  const row = REMAINS[kind];
  const list: [Setting, number][] = [];
  for (const setting of found) {
    const remains = row[setting];
    if (remains !== undefined) list.push([setting, remains]);
  }
  return list;
}

/** The lexicon class that indicates each setting. */
const BY_CLASS: Readonly<Record<string, Setting>> = {
  fiction: 'fiction',
  news: 'news',
  year: 'news',
  education: 'education',
  help: 'help',
  condemn: 'condemnation',
  tech: 'machines',
  sport: 'sport',
  joke: 'joke',
  everyday: 'everyday',
  kitchen: 'kitchen',
  accident: 'accident',
};

/** One unambiguous word is enough to establish a setting; it takes two with other meanings (`window`, `team`, `stop`). */
const ENOUGH = 2;
const EVIDENCE: ReadonlyMap<string, { setting: Setting; weight: number }> = new Map(
  Object.entries(BY_CLASS).flatMap(([name, setting]) => [
    [`<${name}>`, { setting, weight: ENOUGH }],
    [`<${name}-maybe>`, { setting, weight: 1 }],
  ]),
);

/** The context that a sentence's words establish. */
export interface SentenceSetting {
  readonly settings: ReadonlySet<Setting>;
  /** True if words of speaking or writing occur outside quotation marks: quoted text is then somebody else's. */
  readonly reports: boolean;
}

export function settingOf(sentence: Sentence): SentenceSetting {
  let weights: Map<Setting, number> | undefined;
  let reports = false;
  for (const { symbols, quoted } of sentence) {
    for (const symbol of symbols) {
      const evidence = EVIDENCE.get(symbol);
      if (evidence) {
        weights ??= new Map();
        weights.set(evidence.setting, (weights.get(evidence.setting) ?? 0) + evidence.weight);
      }
      if (symbol === '<report>' && !quoted) reports = true;
    }
  }
  if (weights === undefined) return { settings: NO_SETTINGS, reports };
  const found = [...weights].filter(([, weight]) => weight >= ENOUGH).map(([setting]) => setting);
  return { settings: new Set(found), reports };
}

const NO_SETTINGS: ReadonlySet<Setting> = new Set();

/** How many words before a match a negation may be. */
const REACH = 6;
/** How many words before a negation a word may be that opens its clause: `if you do not pay`. */
const OWN_CLAUSE = 3;

/**
 * Whether the words from `from` to `to` are negated by a word before or among them in the same clause. Not counted are
 * negations that mean the opposite (`can't wait to`, `won't stop until`, `why don't you`), those in a clause of their own
 * (`if you don't pay I will`, `not to be rude but`, `those who won't work`), and words in `asked`, which the pattern lists itself.
 */
export function isDenied(sentence: Sentence, from: number, to: number, asked: ReadonlySet<string>): boolean {
  const clauses = new Set<number>();
  for (let at = from; at <= to; at++) clauses.add((sentence[at] as Word).clause);
  for (let at = Math.max(0, from - REACH); at <= to; at++) {
    const word = sentence[at] as Word;
    if (!clauses.has(word.clause) || !word.symbols.includes('<not>')) continue;
    if (at >= from && word.symbols.some((symbol) => asked.has(symbol))) continue;
    if (
      !has(sentence[at - 1], '<why>') &&
      !has(sentence[at - 2], '<why>') &&
      !turnsAround(sentence, at) &&
      !opensClause(sentence, Math.max(at - OWN_CLAUSE, 0), at) &&
      !opensClause(sentence, at + 1, from)
    )
      return true;
  }
  return false;
}

/** Whether the negation at `at` means the opposite: `won't stop`, `not going to stop`, `not a question of`. */
function turnsAround(sentence: Sentence, at: number): boolean {
  let next = at + 1;
  while (has(sentence[next], 'a') || has(sentence[next], 'going') || has(sentence[next], 'to')) next++;
  return has(sentence[next], '<persist>');
}

/** Whether a word from `from` up to, but excluding, `end` opens a clause that confines a negation. */
function opensClause(sentence: Sentence, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (has(sentence[at], '<clause>')) return true;
  return false;
}

const has = (word: Word | undefined, symbol: string): boolean => word?.symbols.includes(symbol) ?? false;

/** Intensifying minus softening words around a match, from -2 to 2. */
export function emphasisOf(sentence: Sentence, from: number, to: number): number {
  let emphasis = 0;
  for (let at = Math.max(0, from - 2); at <= Math.min(sentence.length - 1, to + 2); at++) {
    if (has(sentence[at], '<intense>')) emphasis++;
    if (has(sentence[at], '<soft>')) emphasis--;
  }
  return Math.min(2, Math.max(-2, emphasis));
}
