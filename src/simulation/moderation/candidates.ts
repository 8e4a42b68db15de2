import type { ModerationCategory } from '../../engine/ports/moderator.ts';
import { finish, type Steps } from '../../runtime/steps.ts';
import { idioms } from './idioms.ts';
import { anchorSymbols, type Pattern, parsePattern } from './pattern.ts';
import type { Phrase } from './phrase.ts';
import { phrases } from './phrases/phrases.ts';
import type { Word } from './read-words.ts';
import type { Rule } from './rule.ts';
import { despairRules } from './rules/despair.ts';
import { graphicRules } from './rules/graphic.ts';
import { harassmentRules } from './rules/harassment.ts';
import { hateRules } from './rules/hate.ts';
import { hateExclusionRules } from './rules/hate-exclusion.ts';
import { illicitRules } from './rules/illicit.ts';
import { insultRules } from './rules/insult.ts';
import { selfHarmRules } from './rules/self-harm.ts';
import { selfHarmIntentRules } from './rules/self-harm-intent.ts';
import { sexualRules } from './rules/sexual.ts';
import { threatRules } from './rules/threat.ts';
import { threatToReaderRules } from './rules/threat-to-reader.ts';
import { violenceRules } from './rules/violence.ts';
import { vocabularyInSteps } from './vocabulary.ts';

/** One wording of a rule. */
export interface Candidate {
  readonly rule: Rule;
  readonly pattern: Pattern;
  readonly strengths: readonly [ModerationCategory, number][];
}

/** One wording of a phrase. */
export interface PhraseCandidate {
  readonly as: Phrase['as'];
  /** If true, the whole match is merged into one word; otherwise only its first word gets the class. */
  readonly isJoined: boolean;
  readonly pattern: Pattern;
}

/** The patterns that have a given word as their anchor. */
export interface Candidates {
  readonly idioms: readonly Pattern[];
  readonly phrases: readonly PhraseCandidate[];
  readonly rules: readonly Candidate[];
}

export const moderationRules: readonly Rule[] = [
  threatToReaderRules,
  threatRules,
  violenceRules,
  graphicRules,
  insultRules,
  harassmentRules,
  hateRules,
  hateExclusionRules,
  illicitRules,
  selfHarmIntentRules,
  despairRules,
  selfHarmRules,
  sexualRules,
].flat();

/** Looks up the candidates of a word. The index is a constant, compiled on first use. */
export function candidatesByWord(): (word: Word) => Candidates {
  return finish(candidatesInSteps());
}

/** The same in steps, because the first use takes tens of milliseconds. */
export function* candidatesInSteps(): Steps<(word: Word) => Candidates> {
  if (made) return made;
  const built = yield* toLookup();
  made ??= built;
  return made;
}

let made: ((word: Word) => Candidates) | undefined;

const WORDS_PER_STEP = 64;

const NONE: Candidates = { idioms: [], phrases: [], rules: [] };

function* toLookup(): Steps<(word: Word) => Candidates> {
  const index = yield* toIndex();
  // Vocabulary words share their symbol arrays, so candidates are gathered once per array.
  const known = new Map<readonly string[], Candidates>();
  for (const symbols of (yield* vocabularyInSteps()).values()) {
    known.set(symbols, gather(symbols, index));
    if (known.size % WORDS_PER_STEP === 0) yield;
  }
  return ({ symbols }) => {
    const found = known.get(symbols);
    if (found) return found;
    const [only = '', ...others] = symbols;
    return others.length === 0 ? (index.get(only) ?? NONE) : gather(symbols, index);
  };
}

function gather(symbols: readonly string[], index: ReadonlyMap<string, Candidates>): Candidates {
  const found = symbols.map((symbol) => index.get(symbol) ?? NONE);
  return {
    idioms: [...new Set(found.flatMap(({ idioms }) => idioms))],
    phrases: [...new Set(found.flatMap((candidates) => candidates.phrases))],
    rules: [...new Set(found.flatMap(({ rules }) => rules))],
  };
}

function* toIndex(): Steps<ReadonlyMap<string, Candidates>> {
  type Entry = { idioms: Pattern[]; phrases: PhraseCandidate[]; rules: Candidate[] };
  const index = new Map<string, Entry>();
  const at = (symbol: string): Entry => {
    const entry = index.get(symbol) ?? { idioms: [], phrases: [], rules: [] };
    index.set(symbol, entry);
    return entry;
  };
  for (const source of idioms) {
    const pattern = parsePattern(source);
    for (const symbol of anchorSymbols(pattern)) at(symbol).idioms.push(pattern);
  }
  for (const { as, joined = [], around = [] } of phrases) {
    yield;
    for (const source of [...joined, ...around]) {
      const candidate = { as, isJoined: joined.includes(source), pattern: parsePattern(source) };
      for (const symbol of anchorSymbols(candidate.pattern)) at(symbol).phrases.push(candidate);
    }
  }
  for (const rule of moderationRules) {
    yield;
    const strengths = Object.entries(rule.strengths) as [ModerationCategory, number][];
    for (const source of rule.patterns) {
      const candidate = { rule, pattern: parsePattern(source), strengths };
      for (const symbol of anchorSymbols(candidate.pattern)) at(symbol).rules.push(candidate);
    }
  }
  return index;
}
