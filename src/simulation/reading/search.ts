import { asksForSeveral, lookUp } from './aggregation.ts';
import { bridged } from './bridging.ts';
import type { Circumstances } from './circumstances.ts';
import { deduce } from './deduction.ts';
import { subjectOf } from './entries.ts';
import type { Found, Statement } from './material.ts';
import { conciseOf, sentenceOf } from './phrasing.ts';
import { Recency } from './recency.ts';
import type { Roots } from './roots.ts';
import { ENOUGH, type Scored, Scorer } from './scorer.ts';
import { valueIn } from './values.ts';
import type { Wanted } from './wanted.ts';

/** The statements of a material, and what answers a question among them. */
export class Search {
  readonly #wanted: Wanted;
  readonly #statements: readonly Statement[];
  readonly #words: Roots;
  readonly #circumstances: Circumstances;
  readonly #scorer: Scorer;
  readonly #recency: Recency;

  constructor(wanted: Wanted, statements: readonly Statement[], words: Roots, circumstances: Circumstances) {
    this.#scorer = new Scorer(wanted, statements, words, circumstances);
    this.#wanted = this.#scorer.wanted;
    this.#statements = statements;
    this.#words = words;
    this.#circumstances = circumstances;
    this.#recency = new Recency(this.#wanted);
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
      const score = this.#scorer.scoreOf(statement);
      if (score < this.#scorer.leastFor(statement)) continue;
      const least =
        best === undefined ? 0 : best.score + 1e-9 + this.#recency.stays(best.statement, statement);
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
    const said = this.#scorer.saidIn(best.statement);
    const all: Statement[] = [];
    for (const statement of this.#statements) {
      if (statement.field || all.length >= MOST_LISTED) continue;
      const isSame = statement === best.statement || said.every((root) => statement.own.has(root));
      if (isSame && this.#scorer.scoreOf(statement) >= best.score - SAME_AGAIN) all.push(statement);
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

  /** Two statements that answer together. */
  #bridged(best: Scored | undefined): Found | undefined {
    const found = bridged(best, this.#scorer, this.#statements, this.#words);
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

/** Deduction for a statement without the name that is asked for. */
const NAMELESS = 0.35;

/** By how much less a statement that says the same of another may say of the question. */
const SAME_AGAIN = 0.05;

/** Sentences that answer together. */
const MOST_LISTED = 12;
