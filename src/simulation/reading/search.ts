import { asksForSeveral, lookUp } from './aggregation.ts';
import type { Amount } from './amount.ts';
import type { Circumstances } from './circumstances.ts';
import { deduce } from './deduction.ts';
import { subjectOf } from './entries.ts';
import { isForeign } from './foreign.ts';
import { type Kin, kinOf } from './kinship.ts';
import { isWithin, limitsIn } from './limits.ts';
import type { Found, Passage, Statement } from './material.ts';
import { numberIn } from './numbers.ts';
import { hasOwnName } from './openers.ts';
import { momentsIn, periodsIn } from './periods.ts';
import { conciseOf, sentenceOf } from './phrasing.ts';
import { COMMON_ROOTS, type Roots } from './roots.ts';
import { CHANGED, CORRECTING } from './statements.ts';
import { valueIn } from './values.ts';
import type { Kind, Name, Wanted } from './wanted.ts';

/** Share of the weight of a word that occurs nowhere in the material: another may stand for it. */
const ABSENT = 0.3;

/** The same if it is in another language. */
const UNKNOWN = 0.1;

/** The least score of an answer. */
const ENOUGH = 0.5;

/** The least score of one with a value of the kind that is asked for, of all the names in the question. */
const LEAST = 0.4;

/** Credit for what the sentences around speak of: a title, the subject that "it" refers to. */
const NEARBY = 0.7;

/** Credit for another word of the same meaning. */
const AKIN = 0.8;

/** Credit for a name that another sentence of the passage has. */
const FAR = 0.5;

/** Added if the statement has the kind of value that is asked for. */
const FITTING = 0.15;

/** Deduction for a statement without the name that is asked for. */
const NAMELESS = 0.35;

/** The score of a statement for a question without words that tell. */
const WITHOUT_WORDS = 0.3;

/** What remains of the score of a statement that does not speak of what is counted. */
const UNCOUNTED = 0.6;

/** Credit for speaking of all circumstances, and deduction for one that is not the case. */
const APPLYING = 0.35;

/** The passages are given for the purpose, other statements are only found beside the question. */
const FOR_THE_PURPOSE = 0.02;

/** A later statement that answers nearly as well replaces an earlier one in a conversation, and one that says it does anywhere. */
const LATER = 0.12;
const NOW =
  /\b(?:now|actually|instead|correction|corrected|updated?|changed|moved to|new|no longer|currently|as of|from now|rescheduled|postponed|sorry|meant)\b/i;
/** By how much less a message that changes something needs to say of the question. */
const CHANGING = 0.7;
const FORMERLY =
  /\b(?:formerly|previously|used to|was (?:once|originally)|until \d{4}|originally|before that|in the past|superseded|deprecated|obsolete|outdated|no longer)\b/i;
const ASKS_FORMERLY =
  /\b(?:formerly|previous(?:ly)?|used to|originally?|before|old|first|past|was|were|did)\b/i;

/** The statements of a material, and what answers a question among them. */
export class Search {
  readonly #wanted: Wanted;
  readonly #statements: readonly Statement[];
  readonly #words: Roots;
  readonly #weights: ReadonlyMap<string, number>;
  /** Words of the material that may stand for words of the question that it does not have. */
  readonly #kin: ReadonlyMap<string, Kin>;
  readonly #all: number;
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
  readonly #dates = new Map<Passage, number | undefined>();
  #named: ReadonlyMap<Passage, ReadonlySet<string>> | undefined;

  constructor(wanted: Wanted, statements: readonly Statement[], words: Roots, circumstances: Circumstances) {
    this.#circumstances = circumstances;
    this.#limits = limitsOf(wanted.question, circumstances.amounts, statements);
    this.#wanted =
      this.#limits.size === 0 ? wanted : withoutAmounts(wanted, circumstances.amounts, statements, words);
    this.#given = weightsOf(
      [...circumstances.given].filter((root) => !wanted.roots.has(root)),
      statements.filter(({ passage }) => passage.from !== 'stated'),
    );
    this.#statements = statements;
    this.#words = words;
    const { names, question } = this.#wanted;
    this.#isForeign = isForeign(question, statements);
    const weights = weightsOf(this.#wanted.roots, statements, names, this.#isForeign ? UNKNOWN : ABSENT);
    const missing = [...weights.keys()].filter(
      (root) => !names.has(root) && !statements.some(({ own }) => own.has(root)),
    );
    this.#kin = missing.length === 0 ? NO_KIN : kinOf(missing, question, words, this.#isForeign);
    this.#weights = withKin(weights, this.#kin, statements);
    this.#all = sumOf(this.#weights);
    this.#allGiven = sumOf(this.#given);
    // Only records have keys.
    const hasFields = statements.some(({ field }) => field);
    this.#asked = hasFields
      ? new Set([...wanted.keys, ...keyAsked(question, statements, words)])
      : wanted.keys;
    this.#keys = hasFields ? new Set([...this.#asked, ...words.of(wanted.kind?.keys ?? '')]) : wanted.keys;
  }

  find(): Found | undefined {
    const deduced = deduce(this.#wanted, this.#statements, this.#words);
    if (deduced) return deduced;
    const best = this.#best();
    const several = best && asksForSeveral(this.#wanted.question) ? this.#several(best) : undefined;
    if (several) return several;
    const bridged = this.#bridged(best);
    if (bridged) return bridged;
    if (best === undefined)
      return this.#wanted.isYesNo ? this.#denied() : lookUp(this.#wanted, this.#statements, this.#words);
    return this.#found(best.statement, best.score);
  }

  #best(): Scored | undefined {
    let best: Scored | undefined;
    for (const statement of this.#statements) {
      const score = this.#scoreOf(statement);
      if (score < (this.#isFitting(statement) ? LEAST : ENOUGH)) continue;
      const least = best === undefined ? 0 : best.score + 1e-9 + this.#stays(best.statement, statement);
      if (score <= least) continue;
      const isNameless =
        this.#wanted.kind?.name === 'person' && valueIn(statement, this.#wanted, this.#words) === undefined;
      if (!isNameless) best = { statement, score };
      else if (score - NAMELESS > Math.max(least, ENOUGH)) best = { statement, score: score - NAMELESS };
    }
    return best;
  }

  /** All sentences that say the same of other subjects as the best one. */
  #several(best: Scored): Found | undefined {
    const { kind } = this.#wanted;
    if (best.statement.field || kind?.name === 'time' || kind?.name === 'amount') return undefined;
    const said = this.#saidIn(best.statement);
    const all: Statement[] = [];
    for (const statement of this.#statements) {
      if (statement.field || all.length >= MOST_LISTED) continue;
      const isSame = statement === best.statement || said.every((root) => statement.own.has(root));
      if (isSame && this.#scoreOf(statement) >= best.score - SAME_AGAIN) all.push(statement);
    }
    if (all.length < 2) return undefined;
    const found = all.map((each) => this.#found(each, best.score));
    const names = all
      .map((each) => subjectOf(each, this.#wanted, this.#words))
      .filter((name) => name !== undefined);
    return {
      text: found.map(({ text }) => text.replace(/(?<![.!?])$/, '.')).join(' '),
      quote: found.map(({ quote }) => quote).join(' '),
      value: [...new Set(names)].join(', '),
      passages: [...new Set(all.map(({ passage }) => passage))],
      score: best.score,
    };
  }

  /** The words of the question and its circumstances that a statement has itself. */
  #saidIn({ own }: Statement): string[] {
    return [...this.#wanted.roots, ...this.#given.keys()].filter((root) => own.has(root));
  }

  /** Whether a statement has the kind of value that is asked for, and speaks of all names. */
  #isFitting({ text, field, passage }: Statement): boolean {
    const { kind, groups } = this.#wanted;
    if (kind === undefined || passage.from === 'earlier') return false;
    const value = field?.value ?? text;
    if (kind.name === 'amount' && !kind.dimension) return false;
    if (!(kind.dimension ?? kind.looks).test(value) && !(kind.name === 'time' && kind.looks.test(value)))
      return false;
    return groups.every(([first]) => this.#weights.get(first!.root)! < this.#absent);
  }

  /** When a statement or its passage is dated. */
  #dateOf({ text, passage }: Statement): number | undefined {
    const own = dateOf(text);
    if (own !== undefined) return own;
    if (!this.#dates.has(passage))
      this.#dates.set(passage, dateOf(passage.about ?? '') ?? dateOf(passage.text.slice(0, 120)));
    return this.#dates.get(passage);
  }

  #fits({ text, field }: Statement): boolean {
    const { kind } = this.#wanted;
    return kind === undefined || kind.looks.test(field?.value ?? text);
  }

  /** By how much a later statement must be better than the best so far; negative if it replaces it. */
  #stays(best: Statement, later: Statement): number {
    const isMessage = later.passage.isMessage || later.isSpoken;
    const isTold = isMessage || (later.passage.from !== 'context' && later.passage.from !== 'result');
    if (best.passage === later.passage && best.field && later.field) return 0;
    const [before, after] = [this.#dateOf(best), this.#dateOf(later)];
    if (before !== undefined && after !== undefined && before !== after && this.#wanted.kind?.name !== 'time')
      return after > before ? -LATER : LATER;
    const isCorrection = later.passage.from === 'earlier' && CORRECTING.test(later.text);
    if ((isCorrection || (isMessage && CHANGED.test(later.text))) && this.#fits(later)) return -CHANGING;
    if (NOW.test(later.text) && !NOW.test(best.text)) return -LATER;
    if (isTold && best.passage !== later.passage && later.passage.from !== 'system') return -LATER;
    return 0;
  }

  #scoreOf(statement: Statement): number {
    const { own, near, text, field } = statement;
    const { names, roots, predicates, kind, counted } = this.#wanted;
    for (const group of this.#wanted.groups) if (!this.#speaksOf(group, statement)) return 0;
    let covered = 0;
    let touches = false;
    let isNear = false;
    for (const [root, weight] of this.#weights) {
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
    let score = this.#all === 0 ? WITHOUT_WORDS : covered / this.#all;
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
      if (known > 0 && known === said.size && !this.#wanted.isYesNo && !field.record.isList) return 0;
      if (named > 0) score += 0.2 * (named / keys.size);
      if (isKey) {
        score += [...keys].some((root) => this.#asked.has(root)) ? 0.4 : FITTING;
        touches = true;
      }
      if (known > 0 && named === 0) score -= 0.3;
      const identity = field.record.fields[0]![0] === field.key || /^(?:name|title)$/i.test(field.key);
      if (identity && /\b(?:who|which|what)\b/i.test(this.#wanted.question)) score += 0.04;
    }
    // What stands below a heading or a question that asks the same needs no word of it.
    const isWithin = this.#limits.get(statement) === true;
    if (!touches && !isWithin && !(isNear && (measures || covered / this.#all > 0.6))) return 0;
    // What is said or asked of the names has to occur, unless the kind of value tells.
    if (predicates.size > 0 && !measures && !isWithin) {
      const said = [...predicates].some((root) => own.has(root) || near.has(root) || this.#hasKin(root, own));
      if (!said && !isKey && !(this.#isForeign && fits))
        score *= this.#wanted.isAction && fits && !this.#saysOther(statement) ? 0.9 : 0.5;
    }
    if (names.size > 0) {
      // A name that occurs nowhere is another one than those that do.
      const { groups } = this.#wanted;
      const known = groups.filter(([first]) => this.#weights.get(first!.root)! < this.#absent).length;
      score *= 0.4 + (0.6 * known) / groups.length;
    }
    if (counted.size > 0 && !this.#speaksOfAny(counted, statement)) score *= UNCOUNTED;
    if (fits) score += FITTING;
    if (measures) score += FITTING;
    if (kind && !fits && kind.name !== 'reason' && kind.name !== 'place') score -= 2 * FITTING;
    if (FORMERLY.test(text) && !ASKS_FORMERLY.test(this.#wanted.question)) score -= 2 * LATER;
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
    if (this.#wanted.isYesNo && RESTRICTING.test(statement.text)) return APPLYING * share;
    for (const root of this.#circumstances.excluded) if (own.has(root)) return APPLYING * (share - 1);
    return APPLYING * share;
  }

  /** Whether a statement may speak of a name: it, what it refers to, or its passage has it. */
  #speaksOf(group: readonly Name[], { own, near, text, field, passage }: Statement): boolean {
    const known = group.filter(({ root }) => this.#weights.get(root)! < this.#absent);
    // A name that occurs nowhere excludes nothing, but counts.
    if (known.length === 0 || known[0] !== group[0]) return true;
    const rarest = known.reduce((one, other) =>
      this.#weights.get(other.root)! > this.#weights.get(one.root)! ? other : one,
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
    return [...this.#wanted.predicates].some(isCommon) && [...own].some(isCommon);
  }

  /** Roots of the question that occur in a passage. */
  #namedIn(passage: Passage): ReadonlySet<string> {
    this.#named ??= rootsByPassage(this.#statements, this.#wanted.roots);
    return this.#named.get(passage) ?? NO_ROOTS;
  }

  get #absent(): number {
    return weightOf(0, this.#statements.length);
  }

  /** Two statements that answer together: the second speaks of somebody or something that only the first names. */
  #bridged(best: Scored | undefined): Found | undefined {
    const { names, roots, keys } = this.#wanted;
    // "On which floor does Ann work?" asks for a floor, which "Ann works in Sales" does not tell.
    const asked = [...this.#wanted.predicates, ...keys];
    const isOpen = (statement: Statement): string[] =>
      asked.filter((root) => !statement.own.has(root) && !statement.near.has(root));
    const openKeys = best === undefined ? [] : isOpen(best.statement).filter((root) => keys.has(root));
    if (best && isOpen(best.statement).length === 0) return undefined;
    const least = best === undefined ? 0 : best.score - (openKeys.length > 0 ? 3 * FITTING : 0);
    let found: { first: Statement; second: Statement; score: number } | undefined;
    let pairs = 0;
    for (const first of this.#statements) {
      if (pairs > MOST_PAIRS) break;
      const touching = [...roots].filter((root) => first.own.has(root) || first.near.has(root));
      if (touching.length === 0 || ![...names].every((name) => first.own.has(name) || first.near.has(name)))
        continue;
      const open = isOpen(first);
      if (open.length === 0) continue;
      const links = [...this.#namesIn(first)].filter((root) => !roots.has(root) && !/^\d{1,4}$/.test(root));
      if (links.length === 0) continue;
      for (const second of this.#statements) {
        if (++pairs > MOST_PAIRS) break;
        if (second === first || (second.field?.record === first.field?.record && first.field)) continue;
        // One that speaks of the names itself needs no other.
        if (names.size > 0 && [...names].every((name) => second.own.has(name) || second.near.has(name)))
          continue;
        const shared = links.filter(
          (root) => second.own.has(root) || (second.field && second.near.has(root)),
        );
        if (shared.length === 0 || !open.some((root) => second.own.has(root))) continue;
        let covered = 0;
        for (const [root, weight] of this.#weights)
          if ([first, second].some((each) => each.own.has(root) || each.near.has(root))) covered += weight;
        const fits = this.#wanted.kind?.looks.test(second.field?.value ?? second.text) ? FITTING : 0;
        const score = covered / this.#all + fits + 0.02 * shared.length - 0.1;
        if (score >= ENOUGH + 0.2 && score > (found?.score ?? least)) found = { first, second, score };
      }
    }
    if (!found) return undefined;
    const { first, second, score } = found;
    const said = [first, second].map((each) => this.#found(each, score));
    const value = said[1]!.value;
    return {
      text: said.map(({ text }) => text).join(' '),
      quote: said.map(({ quote }) => quote).join(' '),
      passages: [first.passage, second.passage],
      score,
      ...(value !== undefined && { value }),
    };
  }

  /** Roots of names and numbers in a statement. */
  #namesIn({ text, field }: Statement): Set<string> {
    const names = new Set<string>();
    for (const [word] of (field?.value ?? text).matchAll(NAME)) {
      const root = this.#words.root(word);
      if (root !== '') names.add(root);
    }
    return names;
  }

  /** For a question of yes or no: the statement that says otherwise, of the same subject. */
  #denied(): Found | undefined {
    const [subject] = this.#wanted.names;
    if (subject === undefined || this.#wanted.names.size < 2) return undefined;
    const names = new Set([subject]);
    const relaxed = new Search(
      { ...this.#wanted, names },
      this.#statements,
      this.#words,
      this.#circumstances,
    ).#best();
    if (relaxed === undefined || !relaxed.statement.own.has(subject)) return undefined;
    return { ...this.#found(relaxed.statement, relaxed.score), value: 'No' };
  }

  #found(statement: Statement, score: number): Found {
    const value = valueIn(statement, this.#wanted, this.#words, this.#circumstances.said);
    return {
      text: conciseOf(sentenceOf(statement, this.#wanted, this.#words), statement, value, this.#wanted),
      quote: statement.whole ?? statement.text,
      passages: [statement.passage],
      score,
      ...(value !== undefined && { value }),
    };
  }
}

interface Scored {
  readonly statement: Statement;
  readonly score: number;
}

const RESTRICTING = /\b(?:only|unless|except|provided|as long as|must)\b/i;

/** Keys of who does something: `driver`, `assigned_to`, `approvedBy`. */
const AGENT = /(?:[^aeiou]er|or|ist|ian|ee|_by|By| by|_to|To|lead|head|chief|man)$/;
const NAME_ONLY = /^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){0,3}$/u;

/** By how much less a statement that says the same of another may say of the question. */
const SAME_AGAIN = 0.05;

/** Sentences that answer together. */
const MOST_LISTED = 12;

/** Pairs of statements that are compared. */
const MOST_PAIRS = 50_000;

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

const NAME = /\p{Lu}[\p{L}\p{N}'’-]+|\p{L}*\d[\p{L}\p{N}-]*/gu;

/** The weight of a word that some of the statements have. */
function weightOf(having: number, statements: number): number {
  return Math.log(1 + (statements + 1) / (having + 0.5));
}

/** How much each word tells: the more, the fewer statements have it. Without names, only words that occur count. */
function weightsOf(
  roots: Iterable<string>,
  statements: readonly Statement[],
  names?: ReadonlySet<string>,
  absent = ABSENT,
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const root of roots) {
    let count = 0;
    for (const { own } of statements) if (own.has(root)) count++;
    // Headings have the name of all that stands below them.
    if (count === 0) for (const { near } of statements) if (near.has(root)) count++;
    if (count === 0 && names === undefined) continue;
    const weight = weightOf(count, statements.length);
    // Another word may be used for what occurs nowhere, but not another name.
    weights.set(root, count === 0 && !names!.has(root) ? absent * weight : weight);
  }
  return weights;
}

/** The weights with those of words that the material has other words for: it does speak of them. */
function withKin(
  weights: ReadonlyMap<string, number>,
  kin: ReadonlyMap<string, Kin>,
  statements: readonly Statement[],
): ReadonlyMap<string, number> {
  if (kin.size === 0) return weights;
  const all = new Map(weights);
  for (const [root, others] of kin) {
    const having = statements.filter(({ own }) => [...others].some((other) => own.has(other))).length;
    if (having > 0) all.set(root, weightOf(having, statements.length));
  }
  return all;
}

/** Whether the amounts are within the limits of the statements that have any. */
function limitsOf(
  question: string,
  amounts: readonly Amount[],
  statements: readonly Statement[],
): Map<Statement, boolean> {
  const within = new Map<Statement, boolean>();
  if (amounts.length === 0) return within;
  // "Which was built after 1900?"
  const periods = /^(?:which|who|what|list|name)\b/i.test(question) ? periodsIn(question) : [];
  for (const statement of statements) {
    const { text, field } = statement;
    const said = field
      ? `${field.key} ${field.record.isList ? '' : field.record.fields[0]![1]} ${field.value}`
      : text;
    const told = limitsIn(said).flatMap((limits) =>
      amounts.map((amount) => isWithin(amount, limits)).filter((each) => each !== undefined),
    );
    if (periods.length > 0 && told.length === 0)
      for (const moment of momentsIn(said))
        for (const period of periods) {
          const isIn = isWithin(moment, period);
          if (isIn !== undefined) told.push(isIn);
        }
    if (told.length > 0) within.set(statement, told.includes(true));
  }
  return within;
}

/** The question without the amounts that are only compared with limits. */
function withoutAmounts(
  wanted: Wanted,
  amounts: readonly Amount[],
  statements: readonly Statement[],
  words: Roots,
): Wanted {
  const compared = new Set(
    amounts
      .map(({ text }) => [...words.of(text)])
      .filter(([written]) => !statements.some(({ own }) => own.has(written!)))
      .flat(),
  );
  const without = (roots: ReadonlySet<string>): Set<string> =>
    new Set([...roots].filter((root) => !compared.has(root)));
  return {
    ...wanted,
    roots: without(wanted.roots),
    names: without(wanted.names),
    predicates: without(wanted.predicates),
    groups: wanted.groups.filter((group) => !group.every(({ root }) => compared.has(root))),
  };
}

/** The first word behind "which" that is a key of records: "artist" in "Which jazz artist sold most?" */
function keyAsked(question: string, statements: readonly Statement[], words: Roots): string[] {
  const [, noun] = WHICH.exec(question) ?? [];
  if (noun === undefined) return [];
  const keys = words.of(statements.map(({ field }) => field?.key ?? '').join(' '));
  return [...words.of(noun)].filter((root) => keys.has(root)).slice(0, 1);
}

const WHICH = /\b(?:which|what) ((?:\p{L}+ ){0,2}\p{L}+)/iu;

/** The date that stands at the beginning of a text, or in parentheses. */
function dateOf(text: string): number | undefined {
  const [dated] = text.includes('-') ? (DATED.exec(text) ?? []) : [];
  return dated === undefined ? undefined : numberIn(dated);
}

const DATED =
  /^\W{0,3}(?:(?:date|updated?|published)\W{1,3})?\d{4}-\d{2}-\d{2}\b|[([]\d{4}-\d{2}-\d{2}[)\]]|\b(?:updated?|published|version of|as of|valid from)\W{1,3}\d{4}-\d{2}-\d{2}/i;

function sumOf(weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight;
  return sum;
}

function fitsKind(kind: Kind, value: string, isField: boolean, isKey: boolean): boolean {
  if (isField && kind.name === 'amount')
    return /^[^\p{L}\d]*\d[\d.,]*\s*[\p{L}%°$€£/]{0,14}\.?$/u.test(value);
  if (isField && (kind.name === 'place' || kind.name === 'person'))
    return isKey && !/^[\d.,:\s-]+$/.test(value);
  return kind.looks.test(value);
}
