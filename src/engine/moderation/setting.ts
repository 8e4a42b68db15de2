import type { Sentence, Word } from './read-words.ts';
import type { RuleKind } from './rule.ts';

/** Surroundings that change what words mean. */
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

/** What is left of a rule's strength in each setting: 1 where nothing is said. */
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

/** The share of a rule's strength that each of the given settings leaves; those that leave all of it are not listed. */
export function remainders(kind: RuleKind, found: Iterable<Setting>): [setting: Setting, remains: number][] {
  const row = REMAINS[kind];
  const list: [Setting, number][] = [];
  for (const setting of found) {
    const remains = row[setting];
    if (remains !== undefined) list.push([setting, remains]);
  }
  return list;
}

/** Which words tell of a setting. */
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

/** One clear word is enough; of those that may mean something else (`window`, `team`, `stop`) it takes two. */
const ENOUGH = 2;
const EVIDENCE: ReadonlyMap<string, { setting: Setting; weight: number }> = new Map(
  Object.entries(BY_CLASS).flatMap(([name, setting]) => [
    [`<${name}>`, { setting, weight: ENOUGH }],
    [`<${name}-maybe>`, { setting, weight: 1 }],
  ]),
);

/** What the words of a sentence say of how it is meant. */
export interface SentenceSetting {
  readonly settings: ReadonlySet<Setting>;
  /** Words of speaking and writing outside quotation marks: what stands between them is then somebody else's. */
  readonly reports: boolean;
}

export function settingOf(sentence: Sentence): SentenceSetting {
  const weights = new Map<Setting, number>();
  let reports = false;
  for (const { symbols, quoted } of sentence) {
    for (const symbol of symbols) {
      const evidence = EVIDENCE.get(symbol);
      if (evidence) weights.set(evidence.setting, (weights.get(evidence.setting) ?? 0) + evidence.weight);
      if (symbol === '<report>' && !quoted) reports = true;
    }
  }
  const found = [...weights].filter(([, weight]) => weight >= ENOUGH).map(([setting]) => setting);
  return { settings: new Set(found), reports };
}

/** How far before a match a denial still denies it. */
const REACH = 6;
/** How far before a denial a word may stand that gives it a clause of its own: `if you do not pay`. */
const OWN_CLAUSE = 3;

/**
 * Whether a denial stands before or within the words from `from` to `to`, in the same clause. One that turns into its
 * opposite (`can't wait to`, `won't stop until`, `why don't you`) denies nothing, nor does one in a clause of its own
 * (`if you don't pay I will`, `not to be rude but`, `those who won't work`), nor one of the words `asked` for by the match itself.
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

/** Whether the denial at `at` turns into its opposite: `won't stop`, `not going to stop`, `not a question of`. */
function turnsAround(sentence: Sentence, at: number): boolean {
  let next = at + 1;
  while (has(sentence[next], 'a') || has(sentence[next], 'going') || has(sentence[next], 'to')) next++;
  return has(sentence[next], '<persist>');
}

/** Whether one of the words from `from` up to `end`, without it, begins a clause that a denial does not leave. */
function opensClause(sentence: Sentence, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (has(sentence[at], '<clause>')) return true;
  return false;
}

const has = (word: Word | undefined, symbol: string): boolean => word?.symbols.includes(symbol) ?? false;

/** Strengthening and softening words around a match. */
export function emphasisOf(sentence: Sentence, from: number, to: number): number {
  let emphasis = 0;
  for (let at = Math.max(0, from - 2); at <= Math.min(sentence.length - 1, to + 2); at++) {
    if (has(sentence[at], '<intense>')) emphasis++;
    if (has(sentence[at], '<soft>')) emphasis--;
  }
  return Math.min(2, Math.max(-2, emphasis));
}
