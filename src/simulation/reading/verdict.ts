import { solveArithmetic } from '../structured/facts/arithmetic.ts';
import type { Block } from './block.ts';
import { contentOf } from './content.ts';
import { byMembership } from './membership.ts';
import { findAnswer } from './passages.ts';
import type { Reading } from './reading.ts';
import { relationOf } from './relation.ts';
import { Roots } from './roots.ts';
import { byRule } from './rule.ts';
import { sectionIn } from './section.ts';

/** Whether what a request asks about holds, and why. */
export interface Verdict {
  readonly holds: boolean;
  /** A sentence that says what decided it. */
  readonly reason: string;
}

/**
 * Judges what a request asks to be judged: a text by a criterion, a document by a question that it is to be relevant to,
 * or a question of yes and no by its material. Undefined if it asks for none, or nothing decides it.
 *
 * @example
 * verdictOn(reading); // { holds: true, reason: 'The text has KX-12.' } for a rubric "Names KX-12" and an output that does
 */
export function verdictOn(reading: Reading): Verdict | undefined {
  const { blocks } = reading;
  const judged = sectionIn(reading, JUDGED);
  const criterion = sectionIn(reading, CRITERION);
  const question =
    blocks.findLast(({ role, text }) => role === 'question' && text !== '')?.text ??
    sectionIn(reading, ASKED);
  if (judged && criterion && judged !== criterion)
    return question && specificsOf(criterion).length === 0
      ? byRelevance(question, judged)
      : byCriterion(criterion, judged);
  const document = blocks.find(isDocument)?.text ?? judged;
  const instructions = `${reading.question}\n${instructionsOf(reading)}`;
  if (question && document && RELEVANCE.test(instructions)) return byRelevance(question, document);
  if (judged && document && judged !== document && FAITHFUL.test(instructions))
    return byFaith(judged, document);
  const claim = sectionIn(reading, CLAIM)?.split('\n', 1)[0] ?? CLAIMED.exec(reading.text)?.[1];
  const compared = claim === undefined ? undefined : byComparison(claim);
  if (compared) return compared;
  const asked = claim === undefined ? reading.standalone.replace(LEADING, '') : asQuestion(claim);
  const byLimit = YES_NO.test(asked) ? byRule(asked, statementsOf(reading)) : undefined;
  if (byLimit) return byLimit;
  const material =
    claim === undefined
      ? reading.material
      : reading.material.map((passage) => ({ ...passage, text: passage.text.replace(claim, '') }));
  const found = findAnswer(asked, material);
  if (claim !== undefined && found) return { holds: agrees(claim, found.quote), reason: found.quote };
  if (found?.value === 'Yes' || found?.value === 'No')
    return { holds: found.value === 'Yes', reason: found.quote };
  return byMembership(asked, material);
}

const CLAIM = /\b(?:statement|claim|hypothesis|assertion|proposition)\b/i;
/** "True or false: 17 is greater than 12." */
const CLAIMED = /\b(?:true or false|yes or no)\b[^:\n]{0,40}:\s*([^\n]{4,300})/i;

/** "The shop is open" as "Is the shop open?" */
function asQuestion(claim: string): string {
  const bare = claim.trim().replace(/[.!?]+$/, '');
  const [, subject, verb = '', rest = ''] =
    /^(.{2,80}?) (is|are|was|were|has|have|can|could|will|must|may|does|did) (.+)$/i.exec(bare) ?? [];
  if (subject === undefined) return `Is it true that ${bare}?`;
  const lower = /^(?:The|An?|This|These|Its|It|All|Every|No)\b/.test(subject)
    ? `${subject[0]!.toLowerCase()}${subject.slice(1)}`
    : subject;
  return `${verb[0]!.toUpperCase()}${verb.slice(1)} ${lower} ${rest}?`;
}

/** Whether a claim says the same as a statement that speaks of it. */
function agrees(claim: string, statement: string): boolean {
  if (relationOf(claim, statement) === 'contrary') return false;
  const has = (text: string, word: string): boolean => new RegExp(String.raw`\b${word}`, 'i').test(text);
  return !OPPOSITES.some(
    ([one, other]) =>
      (has(claim, one) && has(statement, other) && !has(statement, one)) ||
      (has(claim, other) && has(statement, one) && !has(statement, other)),
  );
}

const OPPOSITES: readonly (readonly [string, string])[] = [
  ['open', 'close'],
  ['allow', 'forbid'],
  ['allow', 'prohibit'],
  ['permit', 'prohibit'],
  ['include', 'exclude'],
  ['accept', 'reject'],
  ['free', 'paid'],
  ['before', 'after'],
  ['above', 'below'],
  ['more', 'less'],
  ['more', 'fewer'],
  ['rise', 'fall'],
  ['rose', 'fell'],
  ['increase', 'decrease'],
  ['always', 'never'],
  ['all', 'none'],
  ['won', 'lost'],
  ['north', 'south'],
  ['east', 'west'],
];

/** A claim that compares two numbers. */
function byComparison(claim: string): Verdict | undefined {
  const match =
    /^\s*(-?\d+(?:\.\d+)?)\s+(?:is\s+)?(greater|more|larger|bigger|higher|less|smaller|lower|fewer|equal)s?\s+(?:than|to)\s+(-?\d+(?:\.\d+)?)\W*$/i.exec(
      claim,
    );
  if (match === null) return undefined;
  const [, one, words = '', other] = match;
  const difference = Number(one) - Number(other);
  const holds = /equal/i.test(words)
    ? difference === 0
    : /less|small|low|few/i.test(words)
      ? difference < 0
      : difference > 0;
  return {
    holds,
    reason: `${one} is ${difference === 0 ? 'equal to' : difference > 0 ? 'greater than' : 'less than'} ${other}.`,
  };
}

/**
 * Whether a condition that instructions state holds of what a request gives to be judged: that it contains something, or
 * that an answer is correct. Undefined if that cannot be told.
 */
export function conditionHolds(condition: string, reading: Reading): boolean | undefined {
  if (/\b(?:correct|right|accurate|true)\b/i.test(condition)) {
    const isDenied = /\b(?:not|in)(?: |-)?(?:correct|right|accurate)\b/i.test(condition);
    const isRight = isCorrect(reading);
    return isRight === undefined ? undefined : isRight !== isDenied;
  }
  const text = sectionIn(reading, JUDGED) ?? contentOf(reading);
  const denied = /\b(?:no|not|without|never|free of|lacks?)\b|n['’]t\b/i.test(condition);
  const [, looks] = KINDS.find(([words]) => words.test(condition)) ?? [];
  if (looks) return looks.test(text) !== denied;
  return byCriterion(condition, text).holds;
}

/** Whether an answer to arithmetic is right, or one to a question agrees with the material. */
function isCorrect(reading: Reading): boolean | undefined {
  const question = sectionIn(reading, ASKED);
  const answer = sectionIn(reading, JUDGED);
  if (question === undefined || answer === undefined) return undefined;
  const solved = solveArithmetic(question)?.value;
  if (solved !== undefined) return new RegExp(String.raw`(?<![\d.])${solved}(?![\d]|\.\d)`).test(answer);
  const found = findAnswer(
    question,
    reading.material.filter(({ text }) => text !== answer),
  );
  return found ? relationOf(answer, found.quote) !== 'contrary' : undefined;
}

/** What conditions speak of and how it looks. */
const KINDS: readonly (readonly [RegExp, RegExp])[] = [
  [/\bphone\b|\btelephone\b/i, /\+?\d[\d ()/-]{6,18}\d/],
  [/\be-?mail\b/i, /[\w.+-]{1,64}@[\w-]{1,63}\.\w/],
  [/\b(?:url|link|website|web address)s?\b/i, /https?:\/\/|\bwww\./i],
  [/\b(?:number|digit|figure)s?\b/i, /\d/],
  [/\bquestions?\b/i, /\?/],
  [/\b(?:price|amount of money|currency)\b/i, /[$€£]\s?\d|\d\s?(?:euros?|dollars?|pounds?|EUR|USD)\b/i],
  [
    /\bdates?\b/i,
    /\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b/,
  ],
];

const YES_NO = /^(?:is|are|was|were|does|do|did|can|could|may|must|will|would|should|has|have|am)\b/i;

/** What a rule and the case may stand in. */
function statementsOf({ text, question, material }: Reading): string {
  return [
    text.replace(question, ' '),
    ...material.filter(({ from }) => from === 'system').map((each) => each.text),
  ].join('\n');
}

/** What a question is asked by: "Based on the context, does …" */
const LEADING = /^(?:based on|according to|given|in|from|using|by) [^,?]{1,60},\s*/i;

const JUDGED =
  /\b(?:output|submission|response|answer|reply|completion|candidate|generation|hypothesis|prediction)\b/i;
const CRITERION =
  /\b(?:rubric|criteri(?:on|a)|assertion|statement|claim|requirement|condition|expectation|expected|check)\b/i;
const ASKED = /\b(?:question|input|query|prompt|task)\b/i;
const RELEVANCE = /\brelevan(?:t|ce)\b|\brelated to\b/i;

const FAITHFUL =
  /\b(?:faithful\w*|supported|grounded\w*|entail\w*|consistent|hallucinat\w+|contradict\w*|factual(?:ly)?|follows from|backed)\b/i;

/** Whether a document says what an answer says: all its numbers and names, and half of its words. */
function byFaith(answer: string, document: string): Verdict {
  const lower = document.toLowerCase();
  const missing = specificsOf(answer).find((word) => !lower.includes(word.toLowerCase()));
  const words = new Roots();
  const own = words.of(document);
  const said = [...words.of(answer)];
  const holds = missing === undefined && said.filter((root) => own.has(root)).length * 2 >= said.length;
  return {
    holds,
    reason: holds
      ? 'The context states what the answer says.'
      : `The context does not state ${missing ?? 'what the answer says'}.`,
  };
}

const isDocument = ({ role, text }: Block): boolean => role === 'material' && text !== '';

function instructionsOf({ instructions, request }: Reading): string {
  const system = request.turns.flatMap(({ role, parts }) => (role === 'system' ? parts : []));
  return [instructions, ...system.map((part) => (part.kind === 'text' ? part.text.slice(0, 2000) : ''))].join(
    '\n',
  );
}

/** Whether a text does what a criterion says of it. */
function byCriterion(criterion: string, text: string): Verdict {
  const negated = /\b(?:not|never|no|without|avoids?|free of|lacks?)\b/i.test(criterion);
  const named = specificsOf(criterion);
  const lower = text.toLowerCase();
  const missing = named.filter((word) => !lower.includes(word.toLowerCase().replace(/^["'“]|["'”]$/g, '')));
  const words = new Roots();
  const own = words.of(text);
  const wanted = [...words.of(criterion.replace(CRITERION_WORDS, ' '))];
  const shared = wanted.filter((root) => own.has(root));
  const states =
    named.length > 0 ? missing.length === 0 : wanted.length > 0 && shared.length * 2 >= wanted.length;
  const what = named.length > 0 ? (missing[0] ?? named[0]!) : (shared[0] ?? wanted[0] ?? 'that');
  return {
    holds: states !== negated,
    reason: states ? `The text mentions ${what}.` : `The text does not mention ${what}.`,
  };
}

function specificsOf(criterion: string): string[] {
  const found = criterion.slice(1).match(SPECIFIC) ?? [];
  return found.filter((word) => !/^(?:The|A|It|Output|Response)$/.test(word));
}

/** Names, numbers, codes and quoted words. */
const SPECIFIC =
  /["“][^"”\n]{1,80}["”]|\b[\p{L}\p{N}-]*\d[\p{L}\p{N}.,:-]*[\p{L}\p{N}]|\b\d\b|\b\p{Lu}[\p{L}\p{N}'’-]+/gu;

/** What criteria say of texts in general. */
const CRITERION_WORDS =
  /\b(?:contains?|mentions?|names?|states?|says?|includes?|gives?|tells?|uses?|answers?|text|output|response|reply|content|must|should|does|not|correct(?:ly)?|clearly|about|the user|customer)\b/gi;

/** Whether a document speaks of what a question asks. */
function byRelevance(question: string, document: string): Verdict {
  const words = new Roots();
  const own = words.of(document);
  const asked = [...words.of(question)];
  const shared = asked.filter((root) => own.has(root));
  const names = question.slice(1).match(/\p{Lu}[\p{L}\p{N}'’-]+/gu) ?? [];
  const isNamed = names.length === 0 || names.some((name) => document.includes(name));
  const holds = isNamed && shared.length * 2 >= asked.length;
  return {
    holds,
    reason: holds
      ? 'The document speaks of what the question asks.'
      : 'The document speaks of something else than the question.',
  };
}
