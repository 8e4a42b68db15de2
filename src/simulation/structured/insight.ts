import { saidBy } from '../../engine/request.ts';
import { membersOf } from '../prose/collections.ts';
import { solve } from '../prose/forms/word-problem.ts';
import { sentencesOf } from '../prose/grammar.ts';
import { keyPhraseOf } from '../prose/noun-phrase.ts';
import { contentOf } from '../reading/content.ts';
import { itemsAsked } from '../reading/items.ts';
import { labelFor } from '../reading/label-for.ts';
import { listStyleIn } from '../reading/list-style.ts';
import type { Found } from '../reading/material.ts';
import { chosenOption, type Option, optionsIn } from '../reading/options.ts';
import { findAnswer } from '../reading/passages.ts';
import { type Reading, readRequest } from '../reading/reading.ts';
import { type Verdict, verdictOn } from '../reading/verdict.ts';
import { stemOf } from './facts/words.ts';
import type { Field, Insight } from './json/insight.ts';
import { capitalised } from './json/topic.ts';

/** Says what prose would answer to a request. */
export type Voice = (reading: Reading) => string;

/**
 * What a request says of the fields of a structured answer: free text is what prose would say, facts of the material
 * first; verdicts and the scores that go with them agree. Read when first used.
 *
 * @example
 * insightOf(reading, voice).text({ name: 'answer', words: ['answer'], description: '' }); // 'Ann lives in Rome.'
 */
export function insightOf(reading: Reading, voice: Voice): Insight {
  return new LazyInsight(reading.plain, voice);
}

class LazyInsight implements Insight {
  readonly #reading: Reading;
  readonly #voice: Voice;
  #found: Found | null | undefined;
  #verdict: Verdict | null | undefined;
  #spoken: string | undefined;
  #chosen: Option | null | undefined;

  constructor(reading: Reading, voice: Voice) {
    this.#reading = reading;
    this.#voice = voice;
  }

  text(field: Field): string | undefined {
    const { words, description } = field;
    const binary = BINARY.test(description) ? this.#judged : undefined;
    if (binary) return binary.holds ? 'yes' : 'no';
    const option = this.option(field);
    if (option !== undefined) return option;
    if (words.includes('setup') || words.includes('punchline'))
      return this.#jokePart(words.includes('setup'));
    const kind = KINDS.get(stemOf(words.at(-1) ?? '')) ?? KINDS.get(stemOf(words[0] ?? ''));
    if (kind === undefined) return undefined;
    return this.#said(kind, description);
  }

  flag(field: Field): boolean | undefined {
    return isVerdict(field) ? this.#judged?.holds : undefined;
  }

  number(field: Field, least: number, most: number): number | undefined {
    const option = Number(this.option(field) ?? Number.NaN);
    if (Number.isFinite(option)) return option;
    if (!/^(?:score|grade|rating|mark|points?)$/.test(field.words.at(-1) ?? '')) return undefined;
    const verdict = this.#judged;
    if (verdict === undefined) return undefined;
    const [low, high] = Number.isFinite(least) && Number.isFinite(most) ? [least, most] : this.#scale;
    return verdict.holds ? high : low;
  }

  label(field: Field, values: readonly string[]): string | undefined {
    const option = this.option(field);
    if (option !== undefined && values.includes(option)) return option;
    const yes = values.find((value) => YES.test(value));
    const no = values.find((value) => NO.test(value));
    if (yes !== undefined && no !== undefined) {
      const verdict = this.#judged;
      if (verdict !== undefined) return verdict.holds ? yes : no;
    }
    return labelFor(values, [field.description, this.#reading.instructions].join('\n'), this.#reading);
  }

  #said(kind: Kind, description: string): string | undefined {
    const found = this.#answer;
    switch (kind) {
      case 'answer':
        if (WRITTEN_TO.test(description) && !this.#reading.question.endsWith('?'))
          return letterAbout(contentOf(this.#reading));
        if (this.#calculated !== undefined) return this.#calculated;
        if (found) return isShort(description) ? shortOf(found, description) : found.text;
        return this.#speech;
      case 'reason':
        return this.#judged?.reason ?? (found ? reasonOf(found) : undefined);
      case 'quote':
        return found?.quote;
      case 'question':
        return this.#reading.question.endsWith('?') ? this.#reading.question : undefined;
      case 'summary':
        return this.#voice(asking(this.#reading, 'Summarize in one sentence:'));
      case 'translation':
        return this.#speech;
    }
  }

  /** The ends of the scale that the request states for scores. */
  get #scale(): readonly [number, number] {
    const texts = this.#reading.request.turns.flatMap(({ parts }) => parts.map((part) => saidBy(part) ?? ''));
    const [, low, high] = SCALE.exec(texts.join('\n').slice(-LONGEST)) ?? [];
    return low === undefined ? [0, 1] : [Number(low), Number(high)];
  }

  /** What a joke begins with, or its rest. */
  #jokePart(isSetup: boolean): string | undefined {
    const [, setup, punchline] =
      /^(.{8,200}?[?.!])\s+(.{3,300})$/s.exec(this.#speech) ??
      /^(.{8,200}?[,;:–—])\s+(.{3,300})$/s.exec(this.#speech) ??
      [];
    return isSetup ? setup : punchline;
  }

  items(field: Field): readonly string[] | undefined {
    const [last = ''] = field.words.slice(-1);
    if (/^(?:facts?|memor(?:y|ies)|preferences?)$/.test(last)) return toldBy(contentOf(this.#reading));
    if (/^(?:statements?|sentences?|claims?|propositions?)$/.test(last))
      return statementsOf(contentOf(this.#reading));
    if (!field.isWhole && this.#reading.material.length === 0) {
      const members = membersOf(field.words.join(' '));
      const count = listStyleIn(this.#reading.text).count;
      if (members !== undefined) return members.slice(0, count ?? MOST_MEMBERS);
    }
    if (field.isWhole) {
      const members = membersOf(field.words.join(' '));
      const asked = members ?? itemsAsked(this.#reading, undefined);
      return asked.length > 1 ? asked : undefined;
    }
    if (!/^(?:sources?|ids?|citations?|references?|documents?|notes?)$/.test(last)) return undefined;
    const marks = this.#answer?.passages
      .map(({ mark, source }) => source ?? mark)
      .filter((mark) => mark !== undefined);
    return marks === undefined || marks.length === 0 ? undefined : [...new Set(marks)];
  }

  option(field: Field): string | undefined {
    if (
      !/^(?:choice|option|selection|selected|answer|category|letter|index|number)$/.test(
        field.words.at(-1) ?? '',
      )
    )
      return undefined;
    this.#chosen ??= chosenOption(this.#reading, this.#options) ?? null;
    return this.#chosen?.mark;
  }

  /** The result of the calculation that the request tells as a story. */
  get #calculated(): string | undefined {
    const { text } = this.#reading;
    const solved = text.length > MOST_STORY ? undefined : solve(text);
    return solved && String(Math.round(solved.value * 1e6) / 1e6);
  }

  /** The options of the request, else those that a system message gives. */
  get #options(): readonly Option[] {
    const own = optionsIn(this.#reading.text);
    if (own.length > 0) return own;
    const rules = this.#reading.request.turns
      .filter(({ role }) => role === 'system')
      .flatMap(({ parts }) => parts.map((part) => saidBy(part) ?? ''));
    return optionsIn(rules.join('\n').slice(0, LONGEST));
  }

  get #answer(): Found | null {
    this.#found ??= findAnswer(this.#reading.standalone, this.#reading.material) ?? null;
    return this.#found;
  }

  get #judged(): Verdict | undefined {
    if (this.#verdict === undefined) this.#verdict = verdictOn(this.#reading) ?? null;
    return this.#verdict ?? undefined;
  }

  get #speech(): string {
    this.#spoken ??= this.#voice(this.#reading);
    return this.#spoken;
  }
}

type Kind = 'answer' | 'reason' | 'quote' | 'question' | 'summary' | 'translation';

const KINDS: ReadonlyMap<string, Kind> = new Map(
  (
    [
      ['answer', 'answer response reply output completion'],
      ['reason', 'reason reasoning explanation rationale justification thought thinking'],
      ['quote', 'quote evidence excerpt sentence'],
      ['question', 'question'],
      ['summary', 'summary overview abstract gist'],
      ['translation', 'translation'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [stemOf(word), kind] as const)),
);

const LONGEST = 12_000;
const MOST_STORY = 700;
const SCALE =
  /\b(?:scores?|scale|rating|rate|grade|integer|number)\b[^.\n]{0,60}?\b(\d{1,3})\s?(?:to|and|-|–|through)\s?(\d{1,3})\b/i;

const BINARY = /['"`]?yes['"`]? ?(?:or|\/) ?['"`]?no\b['"`]?/i;

const YES = /^(?:yes|pass(?:ed)?|true|relevant|correct|supported|grounded)$/i;
const NO = /^(?:no|fail(?:ed)?|false|irrelevant|incorrect|unsupported|not_?\w+)$/i;

function isVerdict({ words }: Field): boolean {
  return words.some((word) =>
    /^(?:pass|passed|passes|correct|relevant|valid|holds|supported|grounded|fulfilled|true|verdict|is|answer)$/.test(
      word,
    ),
  );
}

/** The value that is asked for; a number without its unit if the description wants one. */
function shortOf({ value, text }: Found, description: string): string {
  const said = value ?? text;
  if (!/\b(?:number|integer)\b/i.test(description)) return said;
  return /-?\d[\d.,]*\d|\d/.exec(said)?.[0] ?? said;
}

/** A description of a message to somebody who has written. */
const WRITTEN_TO =
  /\b(?:reply|message|letter|note|answer|response|e-?mail) to (?:the|a|this|our) (?:customer|client|user|guest|sender|writer|reader|applicant)\b/i;

/** A short reply to somebody who has written a text. */
function letterAbout(text: string): string {
  const [first = ''] = sentencesOf(text.slice(0, LONGEST), MOST_SENTENCES);
  const subject = keyPhraseOf(first).replace(/^(?:my|our) /i, 'your ');
  return `Thank you for writing to us about ${subject}. We are looking into it and will get back to you soon.`;
}

/** A description that asks for few words. */
function isShort(description: string): boolean {
  return (
    /\b(?:short|few|brief|\d+ (?:and|to|-) \d+ words|word|name|value|only|bare|number|integer|date|factoid)\b/i.test(
      description,
    ) && !/\bsentence\b/i.test(description)
  );
}

function reasonOf({ quote }: Found): string {
  const text = quote.trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The request with another command about what it is about. */
function asking(reading: Reading, command: string): Reading {
  const { request } = reading;
  const text = `${command} ${contentOf(reading)}`;
  return readRequest({ ...request, turns: [{ role: 'user', parts: [{ kind: 'text', text }] }] });
}

/** What somebody says about themselves, without "I". */
function toldBy(text: string): string[] {
  const own = text
    .split('\n')
    .filter((line) => !/^\s*(?:assistant|ai|bot|agent)\s*:/i.test(line))
    .map((line) => line.replace(/^\s*(?:user|human)\s*:\s*/i, ''));
  return own
    .flatMap((line) => sentencesOf(line, MOST_SENTENCES))
    .filter((sentence) => !sentence.endsWith('?'))
    .flatMap((sentence) => sentence.split(/,? (?:and|but) (?=(?:I|my|I'm|I’m)\b)|; /))
    .filter((clause) => /\b(?:I|I['’](?:m|ve|d)|my)\b/i.test(clause) && clause.split(' ').length > 2)
    .map((clause) =>
      capitalised(
        clause
          .trim()
          .replace(/[.!]+$/, '')
          .replace(/^(?:and |but |well, |oh, |by the way, )/i, '')
          .replace(/\bmy name is\b/i, 'name is')
          .replace(/^I['’]m\b|^I am\b/, 'is')
          .replace(/^I['’]ve\b|^I have\b/, 'has')
          .replace(/^I (?=\p{L})/u, '')
          .replace(/\bmy\b/gi, 'own'),
      ),
    );
}

const MOST_SENTENCES = 100;
const MOST_MEMBERS = 3;

/** The sentences of a text, or of the longest text in its JSON, with their subject in place of "it" and the like. */
function statementsOf(text: string): string[] {
  const quoted = [...text.matchAll(/"((?:[^"\\\n]|\\.){20,4000})"/g)].map(([, said = '']) => said);
  const source = quoted.reduce((one, other) => (other.length > one.length ? other : one), '') || text;
  const sentences = sentencesOf(source, MOST_SENTENCES);
  const subject = /^(?:(?:The|An?) )?\p{Lu}[\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{N}'’-]*){0,3}/u.exec(
    sentences[0] ?? '',
  )?.[0];
  return sentences.map((sentence) =>
    subject === undefined ? sentence : sentence.replace(/^(?:It|He|She|They)\b/, () => subject),
  );
}
