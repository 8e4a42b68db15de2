import { sentencesOf } from '../../prose/grammar.ts';

/** A part of a request that an agent can work on by itself. */
export interface Workstream {
  /** Lower-case letters, digits and `_`. */
  readonly name: string;
  readonly task: string;
}

/** Characters of a request that are looked at, and of a task. */
const LONGEST_READ = 8_000;
const LONGEST_TASK = 1_500;

/** Each agent is one pass of the answer, or more. */
const MOST = 6;

/** Somebody is to work beside the one that is asked. */
const WANTED =
  /\b(?:sub-?agents?|delegat(?:e|es|ing|ion)|spawn|in parallel|parallel work|(?:separate|several|multiple|different|other|two|three|four|five|six|\d) agents|(?:an|one|each|another) agent)\b/i;

const UNWANTED =
  /\b(?:do not|don['’]t|never|without|no)\b[^.!?\n]{0,60}\b(?:sub-?agents?|delegat\w+|spawn\w*|agents)\b/i;

/**
 * The parts of a request that are delegated: its list, its labelled paragraphs, what it names in a row, or its questions. None
 * if nobody wants that.
 *
 * @param rules what the system and developers say
 * @example
 * workstreamsIn('Delegate each to an agent.\n- Alpha: two weeks\n- Beta: six weeks', '');
 * // [{ name: 'alpha', task: 'Summarize what is known about this: Alpha: two weeks' }, { name: 'beta', … }]
 */
export function workstreamsIn(request: string, rules: string): readonly Workstream[] {
  const text = request.slice(0, LONGEST_READ);
  if (UNWANTED.test(text)) return [];
  const isAsked = WANTED.test(text);
  if (!isAsked && UNWANTED.test(rules)) return [];
  const listed = listedIn(text);
  if (listed.length >= 2) return named(listed, toTask);
  if (!isAsked) return [];
  const inRow = namesIn(text);
  if (inRow.length >= 2) return named(inRow, (name) => `What is important about ${name}?`);
  const sentences = sentencesOf(text, 2 * MOST).filter((sentence) => !WANTED.test(sentence));
  if (sentences.length >= 2) return named(sentences, toTask);
  const whole = sentences[0] ?? text;
  return [
    { name: 'researcher', task: cut(`Find out what matters about this: ${whole}`) },
    { name: 'reviewer', task: cut(`Say what could be wrong or missing about this: ${whole}`) },
  ];
}

/** The entries of a list, or paragraphs that begin with a label. */
function listedIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const entries = lines.flatMap((line) => /^(?:[-*•]|\d{1,2}[.)])\s+(\S.*)$/.exec(line)?.[1] ?? []);
  if (entries.length >= 2) return entries;
  return lines.filter((line) => /^[A-Z][\w&' -]{0,40}: \S/.test(line));
}

/** "about Oslo, Bergen and Turku": what is named in a row. */
function namesIn(text: string): string[] {
  const row =
    /\b(?:about|of|for|compare|between|on|into)\s+((?:[^,.;:?!\n]{1,40}, ){0,5}[^,.;:?!\n]{1,40},? (?:and|or) [^,.;:?!\n]{1,40})/i.exec(
      text,
    )?.[1];
  if (row === undefined) return [];
  const names = row.split(/, (?:and |or )?| and | or /i).map((name) => name.trim());
  return names.filter((name) => name !== '' && name.split(' ').length <= 5);
}

/** A question or a command is a task; of a statement, what it says is told. */
function toTask(part: string): string {
  return /^[^:?]{1,40}: /.test(part) ? `Summarize what is known about this: ${part}` : part;
}

function named(parts: readonly string[], toTask: (part: string) => string): readonly Workstream[] {
  const names = new Set<string>();
  return parts.slice(0, MOST).map((part, index) => {
    const name = nameOf(part);
    const own = name === '' || names.has(name) ? `agent_${index + 1}` : name;
    names.add(own);
    return { name: own, task: cut(toTask(part)) };
  });
}

const cut = (task: string): string => task.slice(0, LONGEST_TASK);

/** The label of a part, or its first words. */
function nameOf(part: string): string {
  const label = /^([^:]{1,40}):/.exec(part)?.[1] ?? part;
  const words = label.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => !LITTLE.has(word));
  return telling.slice(0, 3).join('_').slice(0, 32);
}

const LITTLE = new Set([
  'the',
  'a',
  'an',
  'of',
  'to',
  'and',
  'in',
  'on',
  'for',
  'is',
  'are',
  'proposal',
  'option',
  'task',
]);
