import { saidBy } from '../../engine/request.ts';
import { membersOf } from '../prose/collections.ts';
import { solve } from '../prose/forms/word-problem.ts';
import { sentencesOf } from '../prose/grammar.ts';
import { keyPhraseOf } from '../prose/noun-phrase.ts';
import { frequentWords } from '../prose/summary.ts';
import { NO_TOPIC, topicOf } from '../prose/topic.ts';
import { chosenOption } from '../reading/choosing.ts';
import { contentOf } from '../reading/content.ts';
import { type EntityKind, entitiesIn } from '../reading/entities.ts';
import { itemsAsked } from '../reading/items.ts';
import { labelFor } from '../reading/label-for.ts';
import { listStyleIn } from '../reading/list-style.ts';
import type { Found } from '../reading/material.ts';
import { moodOf } from '../reading/mood.ts';
import { type Option, optionsIn } from '../reading/options.ts';
import { findAnswer } from '../reading/passages.ts';
import { type Reading, readRequest } from '../reading/reading.ts';
import { Roots } from '../reading/roots.ts';
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
    if (BINARY.test(description)) return this.#judged?.holds === false ? 'no' : 'yes';
    const option = this.option(field);
    if (option !== undefined) return option;
    if (words.includes('setup') || words.includes('punchline'))
      return this.#jokePart(words.includes('setup'));
    if (!SOURCE.test(words.at(-1) ?? '') && this.isWritten(field)) return this.#written(field);
    const kind = KINDS.get(stemOf(words.at(-1) ?? '')) ?? KINDS.get(stemOf(words[0] ?? ''));
    if (kind === undefined) return DESCRIBING.test(words.at(-1) ?? '') ? this.#described : undefined;
    return this.#said(kind, field);
  }

  isWritten({ words, description }: Field): boolean {
    if (WRITTEN_TO.test(description) && !this.#reading.question.endsWith('?')) return true;
    if (BINARY.test(description)) return true;
    if (SOURCE.test(words.at(-1) ?? ''))
      return this.#answer !== null && this.#sourceOf(this.#answer) !== undefined;
    return (
      TITLE.test(words.at(-1) ?? '') &&
      (this.#isMade || /\b(?:short|concise|catchy|descriptive|your)\b/i.test(description))
    );
  }

  /** Whether the request wants titles, tags or questions to be made for a conversation or text. */
  get #isMade(): boolean {
    return MADE.test(this.#reading.text);
  }

  /** What titles and questions are made for: the material, else the text. */
  get #subject(): string {
    const given = this.#reading.blocks.filter(({ role, text }) => role === 'material' && text !== '');
    return given.length > 0 ? given.map(({ text }) => text).join('\n') : contentOf(this.#reading);
  }

  #written({ words }: Field): string {
    const content = this.#subject;
    return TITLE.test(words.at(-1) ?? '') ? asTitle(topicIn(content)) : letterAbout(content);
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
    const aspect = this.#aspectLabel(field, values);
    if (aspect !== undefined) return aspect;
    const yes = values.find((value) => YES.test(value));
    const no = values.find((value) => NO.test(value));
    if (yes !== undefined && no !== undefined) {
      const verdict = this.#judged;
      if (verdict !== undefined) return verdict.holds ? yes : no;
    }
    return labelFor(values, [field.description, this.#reading.instructions].join('\n'), this.#reading);
  }

  /** Of a short result such as "12 degrees, light rain", the part that is no value. */
  get #described(): string | undefined {
    const last = this.#reading.request.turns.at(-1);
    if (last?.role !== 'tool') return undefined;
    const text = last.parts.map((part) => saidBy(part) ?? '').join(' ');
    if (text.length > LONGEST_RESULT || /[{}[\]:\n]/.test(text)) return undefined;
    const parts = text.replace(/[.!]$/, '').split(/,\s+|;\s+/);
    const plain = parts.filter((part) => /\p{L}/u.test(part) && !/\d/.test(part));
    return parts.length > 1 && plain.length > 0 ? plain.join(', ') : undefined;
  }

  /** The mood of what the text says of the thing that a field is named like. */
  #aspectLabel({ words }: Field, values: readonly string[]): string | undefined {
    if (words.length === 0 || GENERAL_WORDS.test(words.join(' '))) return undefined;
    const good = values.find((value) => /^positive\b/i.test(value));
    const bad = values.find((value) => /^negative\b/i.test(value));
    if (good === undefined || bad === undefined) return undefined;
    const roots = new Roots();
    const named = [...roots.of(words.join(' '))];
    const said = sentencesOf(contentOf(this.#reading).slice(0, LONGEST), MOST_SENTENCES)
      .flatMap((sentence) => sentence.split(/,? (?:but|while|whereas|although|though) |; /))
      .filter((clause) => {
        const own = roots.of(clause);
        return named.some((root) => own.has(root));
      });
    if (said.length === 0) return values.find((value) => UNSAID.test(value));
    const mood = moodOf(said.join('. '));
    if (mood === 0) return values.find((value) => /^(?:neutral|mixed)\b/i.test(value)) ?? good;
    return mood > 0 ? good : bad;
  }

  #said(kind: Kind, { words, description }: Field): string | undefined {
    const found = this.#answer;
    switch (kind) {
      case 'answer':
        if (this.#calculated !== undefined) return this.#calculated;
        if (found) return isShort(description) ? shortOf(found, description) : found.text;
        return this.#speech;
      case 'reason':
        return this.#judged?.reason ?? (found ? reasonOf(found) : undefined);
      case 'quote':
        return found?.quote;
      case 'source':
        return found ? this.#sourceOf(found) : undefined;
      case 'question':
        if (/\bstand-?alone\b|\brephrased?\b|\brewrit|\bcondensed?\b/i.test(words.join(' ')))
          return this.#reading.standalone;
        return this.#reading.question.endsWith('?') ? this.#reading.question : undefined;
      case 'summary':
        return this.#voice(asking(this.#reading, 'Summarize in one sentence:')).replace(SUMMING_UP, '');
      case 'translation':
        return this.#speech;
    }
  }

  /** The mark of the passage that answers, or what its line is labelled with. */
  #sourceOf({ passages, quote }: Found): string | undefined {
    const marked = passages.map(({ mark, source }) => source ?? mark).find((mark) => mark !== undefined);
    if (marked !== undefined) return marked;
    const line = this.#reading.text.split('\n').find((each) => each.includes(quote.slice(0, 200)));
    return /^\s*(?:[-*•]\s)?([^:\n]{3,60}):\s/.exec(line ?? '')?.[1];
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
    if (/^(?:facts?|memor(?:y|ies)|preferences?)$/.test(last))
      return toldBy(NEW_MESSAGES.exec(this.#reading.text)?.[1] ?? contentOf(this.#reading));
    if (/^(?:statements?|sentences?|claims?|propositions?)$/.test(last))
      return statementsOf(contentOf(this.#reading));
    const kind = ENTITIES.find(([words]) => words.test(last))?.[1];
    if (kind !== undefined && !this.#isMade) {
      const entities = entitiesIn(contentOf(this.#reading));
      const named = entities
        .filter((entity) => kind === 'any' || entity.kind === kind)
        .map(({ name }) => name);
      // Names that are told apart by nothing may be anything.
      if (entities.length > 0) return named;
    }
    if (this.#isMade) {
      const made = this.#made(last);
      if (made !== undefined) return made;
    }
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

  /** Questions, searches and tags about a conversation or text. */
  #made(last: string): string[] | undefined {
    const content = this.#subject;
    const topic = topicIn(content);
    const count = listStyleIn(this.#reading.text).count ?? MOST_MEMBERS;
    if (/^(?:ups?|questions?|suggestions?|prompts?)$/.test(last))
      return FURTHER_QUESTIONS.slice(0, count).map((question) => question.replace('{t}', topic));
    if (/^(?:quer(?:y|ies)|searches|terms)$/.test(last))
      return [...new Set([askedIn(content), topic])].slice(0, count);
    if (/^(?:tags?|topics?|keywords?|categor(?:y|ies)|labels?)$/.test(last))
      return [...new Set([topic, ...frequentWords(content, count)].map(capitalised))].slice(
        0,
        Math.max(2, count),
      );
    return undefined;
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

type Kind = 'answer' | 'reason' | 'quote' | 'source' | 'question' | 'summary' | 'translation';

const KINDS: ReadonlyMap<string, Kind> = new Map(
  (
    [
      ['answer', 'answer response reply output completion'],
      ['reason', 'reason reasoning explanation rationale justification thought thinking'],
      ['quote', 'quote evidence excerpt sentence'],
      ['source', 'source citation reference'],
      ['question', 'question'],
      ['summary', 'summary overview abstract gist'],
      ['translation', 'translation'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [stemOf(word), kind] as const)),
);

/** Fields for the mood of the whole text. */
const GENERAL_WORDS =
  /\b(?:sentiment|mood|tone|label|class|classification|polarity|overall|opinion|attitude|feeling)\b/i;
const UNSAID =
  /^(?:not[ _-](?:mentioned|stated|present|applicable|discussed|given)|unmentioned|none|n\/a|absent|unknown)$/i;

/** Words before a summary that are none of it. */
const SUMMING_UP = /^(?:The text is already short|There is little to leave out here\. In essence): /;

const LONGEST = 12_000;
const LONGEST_RESULT = 200;
/** Fields that say in words how something is. */
const DESCRIBING = /^(?:conditions?|descriptions?|outlook|forecast|details?|remarks?|comments?|state)$/;
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

/** Of several sections, the one that has what is new. */
const NEW_MESSAGES =
  /(?:^|\n)#{1,4} [^\n]{0,40}\b(?:new|latest|current) (?:messages?|conversation|turns?)\b[^\n]{0,20}\n([\s\S]{1,8000}?)(?=\n#{1,4} |$)/i;

const SOURCE = /^(?:source|citation|reference)$/;
const TITLE = /^(?:title|headline|subject|heading)$/;

/** "Generate a concise title", "Suggest 3 follow-up questions" */
const MADE =
  /\b(?:generate|suggest|create|write|propose|produce|come up with|give)\b[^.\n]{0,60}\b(?:titles?|headlines?|follow[- ]?ups?|questions?|tags?|keywords?|(?:search )?quer(?:y|ies)|suggestions?)\b/i;

const ENTITIES: readonly (readonly [RegExp, EntityKind | 'any'])[] = [
  [/^(?:persons?|people|per)$/i, 'person'],
  [/^(?:places?|locations?|cities|towns|gpe|loc)$/i, 'place'],
  [/^(?:organi[sz]ations?|compan(?:y|ies)|orgs?|firms|institutions)$/i, 'organisation'],
  [/^entities$/i, 'any'],
];

const FURTHER_QUESTIONS = [
  'Can you tell me more about {t}?',
  'What should I know first about {t}?',
  'Which mistakes should I avoid with {t}?',
  'How long does {t} usually take?',
  'What does {t} cost?',
  'Are there alternatives to {t}?',
];

/** What somebody asks first in a text, or else its subject. */
function askedIn(content: string): string {
  const question = sentencesOf(content.slice(0, LONGEST), MOST_SENTENCES).find((sentence) =>
    sentence.endsWith('?'),
  );
  return (question ?? topicIn(content)).replace(SPEAKER, '');
}

/** The subject of a text or of the first message of a conversation. */
function topicIn(content: string): string {
  const lines = content
    .slice(0, LONGEST)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = (lines.find((line) => SPEAKER.test(line)) ?? lines[0] ?? '').replace(SPEAKER, '');
  const topic = topicOf(first, { generic: false }).name;
  const name = topic === NO_TOPIC ? keyPhraseOf(first) : topic;
  return name.replace(/^(?:the|an?)\s/i, '');
}

/** A subject in the letters of a title. */
function asTitle(subject: string): string {
  const words = subject.split(' ').slice(0, 6);
  return words.map((word, index) => (index > 0 && SMALL.test(word) ? word : capitalised(word))).join(' ');
}

const SMALL = /^(?:an?|the|of|in|on|at|to|for|and|or|with|by|from)$/;

const SPEAKER = /^(?:user|human|customer)\s?:\s*/i;

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
  const told = own
    .flatMap((line) => sentencesOf(line, MOST_SENTENCES))
    .filter((sentence) => !sentence.endsWith('?'))
    .flatMap((sentence) => sentence.split(/,? (?:and|but) (?=(?:I|my|I'm|I’m)\b)|; /))
    .filter((clause) => /\b(?:I|I['’](?:m|ve|d)|my)\b/i.test(clause) && clause.split(' ').length > 2)
    .map((clause) =>
      capitalised(
        clause
          .trim()
          .replace(/[.!]+$/, '')
          .replace(/^(?:hi|hello|hey)(?: there)?[,!.] /i, '')
          .replace(/^(?:and |but |well, |oh, |by the way, )/i, '')
          .replace(/^I(?:['’]m| am) (?=\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?$)/u, 'name is ')
          .replace(/\bmy name is\b/i, 'name is')
          .replace(/^I['’]m\b|^I am\b/, 'is')
          .replace(/^I['’]ve\b|^I have\b/, 'has')
          .replace(/^I (?=\p{L})/u, '')
          .replace(/\bmy\b/gi, 'own'),
      ),
    );
  return [...new Set(told)];
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
