import type { Statement } from './material.ts';
import type { Roots } from './roots.ts';
import type { Wanted } from './wanted.ts';

/** A sentence that begins so is an answer of its own: the question says what it speaks of. */
const PRONOUN = /^(?:It|He|She|They|Its|His|Her|Their|Er|Sie|Es|Il|Elle|Ils|Él|Ella|Su)\b/;

/** The name that a document has as its title, if the question asks which of several or who it is. */
export function titleFor(
  { headings, text }: Statement,
  { question, kind }: Wanted,
  words: Roots,
): string | undefined {
  const [title] = headings;
  if (title === undefined || !/^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){1,3}$/u.test(title))
    return undefined;
  if (
    kind?.name !== 'person' &&
    !/\b(?:which|what) (?:of |candidate|applicant|person|employee|document|company|product)/i.test(question)
  )
    return undefined;
  const roots = words.of(title);
  const isSaid = [...words.of(`${question} ${text}`)].some((root) => roots.has(root));
  return isSaid ? undefined : title;
}

/** The statement as a sentence of its own. */
export function sentenceOf(statement: Statement, wanted: Wanted, words: Roots): string {
  const { text, before, field, headings } = statement;
  const title = titleFor(statement, wanted, words);
  if (title !== undefined) return `${title}: ${field ? fieldSentence(statement, wanted, words) : text}`;
  if (field) return fieldSentence(statement, wanted, words);
  if (before !== undefined) {
    if (!PRONOUN.test(text)) return `${before} ${text}`;
    const subject = SUBJECT.exec(before)?.[1];
    const isKnown = subject === undefined || [...words.of(subject)].every((root) => wanted.roots.has(root));
    if (!isKnown)
      return text.replace(PRONOUN, (pronoun) =>
        /^(?:Its|His|Her|Their)$/.test(pronoun) ? `${subject}'s` : subject,
      );
  }
  // What is listed below a heading says nothing without it.
  const said = headings.filter((heading) => {
    const isAsked = [...words.of(heading)].some((root) => wanted.roots.has(root) && !statement.own.has(root));
    return isAsked || (/\d/.test(heading) && /\bwhich\b|\bwhat\b|\bwhen\b/i.test(wanted.question));
  });
  return said.length > 0 && text.length < 200 ? `${said.join(', ')}: ${text}` : text;
}

function fieldSentence({ text, field }: Statement, wanted: Wanted, words: Roots): string {
  const { key, value, record } = field!;
  const label = spokenKey(key);
  if (record.isList) return `${key}: ${value}`;
  const subject = record.fields.find(
    ([other, name]) =>
      other !== key && name.length < 80 && [...words.of(name)].some((root) => wanted.roots.has(root)),
  )?.[1];
  if (record.fields.length === 1 && text.length < 300) return /[.!?]$/.test(text) ? text : `${text}.`;
  const verb = /[^s]s$/.test(label) && /,| and /.test(value) ? 'are' : 'is';
  return `The ${label}${subject === undefined ? '' : ` of ${subject}`} ${verb} ${value}${/[.!?]$/.test(value) ? '' : '.'}`;
}

function spokenKey(key: string): string {
  if (/^\p{Lu}+$/u.test(key)) return key;
  const words = key.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replace(/[_-]+/g, ' ');
  return words.replace(/\p{Lu}\p{Ll}+/gu, (word) => word.toLowerCase());
}

/**
 * The part of a sentence that has the value, if the sentence states several: "It opens at 9:00 and costs 5 euros." is
 * "It costs 5 euros." for the price.
 */
export function conciseOf(
  sentence: string,
  { field }: Statement,
  value: string | undefined,
  { kind }: Wanted,
): string {
  if (field || kind === undefined || value === undefined || sentence.length > LONGEST || value.length < 2)
    return sentence;
  const others = sentence.replace(value, ' ').match(FACT)?.length ?? 0;
  if (others === 0 || !sentence.includes(value)) return sentence;
  const parts = sentence.split(BETWEEN);
  const part = parts.find((each) => each.includes(value));
  if (part === undefined || parts.length === 1 || part.split(' ').length < 2) return sentence;
  if (part === parts[0]) return `${part.replace(/[,;]$/, '')}.`.replace(/\.\.$/, '.');
  if (/^(?:\p{Lu}|the |a |an |it |he |she |they |I |we )/u.test(part))
    return part.charAt(0).toUpperCase() + part.slice(1);
  const [, subject, verb] = VERBAL.test(part) ? (SUBJECT.exec(sentence) ?? []) : [];
  if (subject === undefined) return sentence;
  const isPassive = /^(?:is|was|are|were)$/.test(verb!) && /^\p{Ll}{2,}ed\b/u.test(part);
  return isPassive ? `${subject} ${verb} ${part}` : `${subject} ${part}`;
}

const LONGEST = 500;

/** Names and numbers. */
const FACT = /(?<=\s)\p{Lu}[\p{L}’'-]+|\d[\d.,:]*/gu;

/** Between what a sentence says of one subject. */
const BETWEEN =
  /;\s+|,\s+(?:and |but |while |whereas )?(?=(?:is|was|are|were|has|have|had|will|can|costs?|the|it|he|she|they|[\p{Ll}]{3,}(?:s|ed))\b)|\s(?:and|but)\s(?=(?:is|was|are|were|has|have|had|will|can|come|go|[\p{Ll}]{2,}(?:s|ed))\b)/u;
const VERBAL = /^(?:is|was|are|were|has|have|had|will|can|come|go|\p{Ll}{2,}(?:s|ed))\b/u;
const SUBJECT =
  /^((?:The|A|An|Our|My|Its?|She|He|They|I|We|You|\p{Lu}[\p{L}’'-]*)(?: [\p{L}’'-]+){0,4}?) (is|was|are|were|has|have|had|will|can|costs?|\p{Ll}{3,}(?:s|ed))\b/u;
