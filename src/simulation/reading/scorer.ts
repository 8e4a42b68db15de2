import type { Circumstances } from './circumstances.ts';
import { limitsOf, withoutAmounts } from './compared.ts';
import { isForeign } from './foreign.ts';
import { type Kin, kinOf } from './kinship.ts';
import type { Passage, Statement } from './material.ts';
import { hasOwnName } from './openers.ts';
import { isFormer, LATER } from './recency.ts';
import { COMMON_ROOTS, type Roots } from './roots.ts';
import type { Kind, Name, Wanted } from './wanted.ts';
import { sumOf, weightOf, weightsOf, withKin } from './weights.ts';

/** Share of the weight of a word that the material does not have, if it is in another language. */
const UNKNOWN = 0.1;

/** The least score of an answer. */
export const ENOUGH = 0.5;

/** The least score of one with a value of the kind that is asked for, of all the names in the question. */
const LEAST = 0.4;

/** Credit for what the sentences around speak of: a title, the subject that "it" refers to. */
const NEARBY = 0.7;

/** Credit for another word of the same meaning. */
const AKIN = 0.8;

/** Credit for a name that another sentence of the passage has. */
const FAR = 0.5;

/** Added if the statement has the kind of value that is asked for. */
export const FITTING = 0.15;

/** The score of a statement for a question without words that tell. */
const WITHOUT_WORDS = 0.3;

/** What remains of the score of a statement that does not speak of what is counted. */
const UNCOUNTED = 0.6;

/** Credit for speaking of all circumstances, and deduction for one that is not the case. */
const APPLYING = 0.35;

/** The passages are given for the purpose, other statements are only found beside the question. */
const FOR_THE_PURPOSE = 0.02;

/** How well the statements of a material answer a question. */
export class Scorer {
  readonly wanted: Wanted;
  readonly #statements: readonly Statement[];
  readonly #words: Roots;
  /** How much each word of the question tells. */
  readonly weights: ReadonlyMap<string, number>;
  /** Words of the material that may stand for words of the question that it does not have. */
  readonly #kin: ReadonlyMap<string, Kin>;
  /** The sum of these weights. */
  readonly all: number;
  /** Whether the question is in another language than the material. */
  readonly #isForeign: boolean;
  readonly #circumstances: Circumstances;
  /** Weights of the words of the circumstances that the material has. */
  readonly #given: ReadonlyMap<string, number>;
  readonly #allGiven: number;
  /** Whether the amounts in the question are within the limits that statements have; other statements have none. */
  readonly #limits: ReadonlyMap<Statement, boolean>;
  /** Roots of the word for what is asked for, and those of keys of its kind. */
  readonly #asked: ReadonlySet<string>;
  readonly #keys: ReadonlySet<string>;
  #named: ReadonlyMap<Passage, ReadonlySet<string>> | undefined;

  constructor(wanted: Wanted, statements: readonly Statement[], words: Roots, circumstances: Circumstances) {
    this.#circumstances = circumstances;
    this.#limits = limitsOf(wanted.question, circumstances.amounts, statements);
    this.wanted =
      this.#limits.size === 0 ? wanted : withoutAmounts(wanted, circumstances.amounts, statements, words);
    this.#given = weightsOf(
      [...circumstances.given].filter((root) => !wanted.roots.has(root)),
      statements.filter(({ passage }) => passage.from !== 'stated'),
    );
    this.#statements = statements;
    this.#words = words;
    const { names, question } = this.wanted;
    this.#isForeign = isForeign(question, statements);
    const weights = weightsOf(this.wanted.roots, statements, names, this.#isForeign ? UNKNOWN : undefined);
    const missing = [...weights.keys()].filter(
      (root) => !names.has(root) && !statements.some(({ own }) => own.has(root)),
    );
    this.#kin = missing.length === 0 ? NO_KIN : kinOf(missing, question, words, this.#isForeign);
    this.weights = withKin(weights, this.#kin, statements);
    this.all = sumOf(this.weights);
    this.#allGiven = sumOf(this.#given);
    // Only records have keys.
    const hasFields = statements.some(({ field }) => field);
    this.#asked = hasFields
      ? new Set([...wanted.keys, ...keyAsked(question, statements, words)])
      : wanted.keys;
    this.#keys = hasFields ? new Set([...this.#asked, ...words.of(wanted.kind?.keys ?? '')]) : wanted.keys;
  }

  /** The least score of a statement that answers: less if it has the kind of value that is asked for. */
  leastFor(statement: Statement): number {
    return this.#isFitting(statement) ? LEAST : ENOUGH;
  }

  /** The words of the question and its circumstances that a statement has itself. */
  saidIn({ own }: Statement): string[] {
    return [...this.wanted.roots, ...this.#given.keys()].filter((root) => own.has(root));
  }

  /** Whether a statement has the kind of value that is asked for, and speaks of all names. */
  #isFitting({ text, field, passage }: Statement): boolean {
    const { kind, groups } = this.wanted;
    if (kind === undefined || passage.from === 'earlier') return false;
    const value = field?.value ?? text;
    if (kind.name === 'amount' && !kind.dimension) return false;
    if (!(kind.dimension ?? kind.looks).test(value) && !(kind.name === 'time' && kind.looks.test(value)))
      return false;
    return groups.every(([first]) => this.weights.get(first!.root)! < this.#absent);
  }

  /** How well a statement answers, 0 to 1 and more with a fitting kind of value. */
  scoreOf(statement: Statement): number {
    const { own, near, text, field } = statement;
    const { names, roots, predicates, kind, counted } = this.wanted;
    for (const group of this.wanted.groups) if (!this.#speaksOf(group, statement)) return 0;
    let covered = 0;
    let touches = false;
    let isNear = false;
    for (const [root, weight] of this.weights) {
      if (own.has(root)) {
        covered += weight;
        touches = true;
      } else if (near.has(root)) {
        covered += (field || statement.before || statement.isAnswer ? 0.9 : NEARBY) * weight;
        isNear = true;
      } else if (names.has(root) && !field && this.#namedIn(statement.passage).has(root))
        covered += FAR * weight;
      else if (this.#hasKin(root, own)) {
        covered += AKIN * weight;
        touches = true;
      } else if (statement.isAnswer && this.#hasKin(root, near)) {
        covered += AKIN * weight;
        isNear = true;
      }
    }
    const value = field ? field.value : text;
    // All that is asked about may be an amount: "Is it suitable for a child of 4?"
    let score = this.all === 0 ? WITHOUT_WORDS : covered / this.all;
    const isDated = kind?.name === 'time' && statement.headings.some((heading) => kind.looks.test(heading));
    const isKey =
      field !== undefined &&
      ([...this.#words.of(field.key)].some((root) => this.#keys.has(root)) ||
        (kind?.name === 'person' && AGENT.test(field.key) && NAME_ONLY.test(field.value)));
    const fits = isDated || (kind !== undefined && fitsKind(kind, value, field !== undefined, isKey));
    const measures = isDated || (fits && (kind!.dimension?.test(field ? field.value : text) ?? false));
    if (field) {
      const keys = this.#words.of(field.key);
      let named = 0;
      for (const root of keys) if (roots.has(root)) named++;
      const said = this.#words.of(field.value);
      const known = [...said].filter((root) => roots.has(root)).length;
      // What the question says is not what it asks for.
      if (known > 0 && known === said.size && !this.wanted.isYesNo && !field.record.isList) return 0;
      if (named > 0) score += 0.2 * (named / keys.size);
      if (isKey) {
        score += [...keys].some((root) => this.#asked.has(root)) ? 0.4 : FITTING;
        touches = true;
      }
      if (known > 0 && named === 0) score -= 0.3;
      const identity = field.record.fields[0]![0] === field.key || /^(?:name|title)$/i.test(field.key);
      if (identity && /\b(?:who|which|what)\b/i.test(this.wanted.question)) score += 0.04;
    }
    // What stands below a heading or a question that asks the same needs no word of it.
    const isWithin = this.#limits.get(statement) === true;
    if (!touches && !isWithin && !(isNear && (measures || covered / this.all > 0.6))) return 0;
    // What is said or asked of the names has to occur, unless the kind of value tells.
    if (predicates.size > 0 && !measures && !isWithin) {
      const said = [...predicates].some(
        (root) =>
          own.has(root) ||
          near.has(root) ||
          this.#hasKin(root, own) ||
          (statement.isAnswer && this.#hasKin(root, near)),
      );
      if (!said && !isKey && !(this.#isForeign && fits))
        score *= this.wanted.isAction && fits && !this.#saysOther(statement) ? 0.9 : 0.5;
    }
    if (names.size > 0) {
      // A name that occurs nowhere is another one than those that do.
      const { groups } = this.wanted;
      const known = groups.filter(([first]) => this.weights.get(first!.root)! < this.#absent).length;
      score *= 0.4 + (0.6 * known) / groups.length;
    }
    if (counted.size > 0 && !this.#speaksOfAny(counted, statement)) score *= UNCOUNTED;
    if (fits) score += FITTING;
    if (measures) score += FITTING;
    if (kind && !fits && kind.name !== 'reason' && kind.name !== 'place') score -= 2 * FITTING;
    if (isFormer(text, this.wanted.question)) score -= 2 * LATER;
    return score + this.#applies(statement) + (statement.passage.from === 'context' ? FOR_THE_PURPOSE : 0);
  }

  /** Whether a statement has another word that means the same as one of the question. */
  #hasKin(root: string, own: ReadonlySet<string>): boolean {
    const kin = this.#kin.get(root);
    if (kin) for (const other of kin) if (own.has(other)) return true;
    return false;
  }

  /** Credit for a statement that speaks of the circumstances, or a deduction if it speaks of others. */
  #applies(statement: Statement): number {
    const { own, near, passage } = statement;
    const isWithin = this.#limits.get(statement);
    if (isWithin !== undefined) return isWithin ? APPLYING : -1;
    // What is said beside the question is no rule that applies to it.
    if (passage.from === 'stated') return 0;
    let given = 0;
    for (const [root, weight] of this.#given)
      if (own.has(root)) given += weight;
      else if (near.has(root)) given += NEARBY * weight;
    const share = this.#allGiven === 0 ? 0 : given / this.#allGiven;
    // "Only for members" is what answers somebody who is none.
    if (this.wanted.isYesNo && RESTRICTING.test(statement.text)) return APPLYING * share;
    for (const root of this.#circumstances.excluded) if (own.has(root)) return APPLYING * (share - 1);
    return APPLYING * share;
  }

  /** Whether a statement may speak of a name: it, what it refers to, or its passage has it. */
  #speaksOf(group: readonly Name[], { own, near, text, field, passage }: Statement): boolean {
    const known = group.filter(({ root }) => this.weights.get(root)! < this.#absent);
    // A name that occurs nowhere excludes nothing, but counts.
    if (known.length === 0 || known[0] !== group[0]) return true;
    const rarest = known.reduce((one, other) =>
      this.weights.get(other.root)! > this.weights.get(one.root)! ? other : one,
    );
    const [first] = group;
    if (own.has(rarest.root) || near.has(rarest.root)) return true;
    if (own.has(first!.root) && group.length > 1) {
      const at = text.indexOf(first!.word);
      if (at !== -1 && !/^['’]?s?\s+\p{Lu}/u.test(text.slice(at + first!.word.length))) return true;
    }
    // A statement without a name may speak of one that its passage has.
    return !field && !hasOwnName(text) && this.#namedIn(passage).has(rarest.root);
  }

  #speaksOfAny(roots: ReadonlySet<string>, { own, near }: Statement): boolean {
    for (const root of roots) if (own.has(root) || near.has(root) || this.#hasKin(root, own)) return true;
    return false;
  }

  /** Whether a statement says something else of its subject: that X was founded, when the question is when X closed. */
  #saysOther({ own, field }: Statement): boolean {
    if (field) return true;
    const isCommon = (root: string): boolean => COMMON_ROOTS.has(root);
    return [...this.wanted.predicates].some(isCommon) && [...own].some(isCommon);
  }

  /** Roots of the question that occur in a passage. */
  #namedIn(passage: Passage): ReadonlySet<string> {
    this.#named ??= rootsByPassage(this.#statements, this.wanted.roots);
    return this.#named.get(passage) ?? NO_ROOTS;
  }

  get #absent(): number {
    return weightOf(0, this.#statements.length);
  }
}

/** A statement with its score. */
export interface Scored {
  readonly statement: Statement;
  readonly score: number;
}

const RESTRICTING = /\b(?:only|unless|except|provided|as long as|must)\b/i;

/** Keys of who does something: `driver`, `assigned_to`, `approvedBy`. */
const AGENT = /(?:[^aeiou]er|or|ist|ian|ee|_by|By| by|_to|To|lead|head|chief|man)$/;
const NAME_ONLY = /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){0,3}$/u;

const NO_KIN: ReadonlyMap<string, Kin> = new Map();
const NO_ROOTS: ReadonlySet<string> = new Set();

/** The roots of the question that occur in each passage. */
function rootsByPassage(
  statements: readonly Statement[],
  roots: ReadonlySet<string>,
): ReadonlyMap<Passage, ReadonlySet<string>> {
  const named = new Map<Passage, Set<string>>();
  for (const { passage, own } of statements) {
    const found = named.get(passage) ?? new Set<string>();
    named.set(passage, found);
    for (const root of own) if (roots.has(root)) found.add(root);
  }
  return named;
}

/** The first word behind "which" that is a key of records: "artist" in "Which jazz artist sold most?" */
function keyAsked(question: string, statements: readonly Statement[], words: Roots): string[] {
  const [, noun] = WHICH.exec(question) ?? [];
  if (noun === undefined) return [];
  const keys = words.of(statements.map(({ field }) => field?.key ?? '').join(' '));
  return [...words.of(noun)].filter((root) => keys.has(root)).slice(0, 1);
}

const WHICH = /\b(?:which|what) ((?:\p{L}+ ){0,2}\p{L}+)/iu;

function fitsKind(kind: Kind, value: string, isField: boolean, isKey: boolean): boolean {
  if (isField && kind.name === 'amount')
    return /^[^\p{L}\d]*\d[\d.,]*\s*[\p{L}%°$€£/]{0,14}\.?$/u.test(value);
  if (isField && (kind.name === 'place' || kind.name === 'person'))
    return isKey && !/^[\d.,:\s-]+$/.test(value);
  return kind.looks.test(value);
}
