import { calculate } from '../prose/arithmetic.ts';
import type { Context } from './context.ts';
import { endsLine } from './text-end.ts';

/** The answer for a text that ends where one is to be filled in, as in "Q: … A:" or "cheese =>". */
export function exampleAnswer(context: Context): string | undefined {
  const { lastLine, isOpen, tail } = context.end;
  if (isOpen && endsLine(tail)) return undefined;
  const form = formOf(lastLine.slice(-LONGEST_LINE));
  if (!form) return undefined;
  const { query, answers } = form.isLabel ? readLabelled(tail, form.mark) : readPairs(tail, form);
  if (query === '') return undefined;
  // Anything may precede an equals sign; only sums are calculated.
  if (form.mark === '=') return worked(query);
  return (
    amongLabels(query, answers, context) ??
    done(form.mark, query, context) ??
    worked(query) ??
    translated(query, context) ??
    said(query, context)
  );
}

interface ExampleForm {
  /** "A:", or the arrow. */
  readonly mark: string;
  /** True if the mark has its own line and the query is on the lines before. */
  readonly isLabel: boolean;
  /** The text before the mark on its line. */
  readonly left: string;
}

function formOf(line: string): ExampleForm | undefined {
  const arrow = /^(.{1,200}?)\s*(->|=>|→|=)$/.exec(line);
  if (arrow) return { mark: arrow[2] as string, isLabel: false, left: arrow[1] as string };
  if (/^\p{Lu}[\p{L}; ]{0,23}:$/u.test(line)) return { mark: line, isLabel: true, left: '' };
  return undefined;
}

interface Examples {
  /** The text to be answered. */
  readonly query: string;
  /** The answers of earlier examples. */
  readonly answers: readonly string[];
}

function readLabelled(tail: string, mark: string): Examples {
  const lines = tail.trimEnd().split('\n').slice(-MOST_LINES, -1);
  const answers: string[] = [];
  let query: string[] = [];
  for (const line of lines) {
    if (line.startsWith(mark)) {
      answers.push(line.slice(mark.length).trim());
      query = [];
    } else if (line.trim() === '' && answers.length > 0) query = [];
    else query.push(line.replace(/^\p{Lu}[\p{L}; ]{0,23}:\s*/u, ''));
  }
  return { query: query.join('\n').trim(), answers };
}

function readPairs(tail: string, { mark, left }: ExampleForm): Examples {
  const lines = tail.trimEnd().split('\n').slice(-MOST_LINES, -1);
  const answers = lines.flatMap((line) => {
    const at = line.indexOf(mark);
    const answer = at === -1 ? '' : line.slice(at + mark.length).trim();
    return answer === '' ? [] : [answer];
  });
  return { query: left.trim(), answers };
}

/** If every earlier answer was one of a few labels, so is the next one. */
function amongLabels(query: string, answers: readonly string[], context: Context): string | undefined {
  const labels = [...new Set(answers)];
  const areLabels = labels.length >= 2 && labels.length <= answers.length && labels.every(isLabelLike);
  if (!areLabels || (labels.length === answers.length && labels.length > 3)) return undefined;
  const told = context.compose(`Classify as ${labels.join(', ')}. Only the label.\n\n${query}`);
  return labels.find((label) => label.toLowerCase() === told.toLowerCase()) ?? context.random.pick(labels);
}

const isLabelLike = (answer: string): boolean => /^\p{L}[\p{L} -]{1,24}$/u.test(answer);

/** Carries out the task that the label names. */
function done(mark: string, query: string, context: Context): string | undefined {
  const task = TASKS.find(([pattern]) => pattern.test(mark))?.[1];
  return task === undefined ? undefined : lastLineOf(context.compose(`${task}: ${query}`));
}

function worked(query: string): string | undefined {
  if (!/\d/.test(query)) return undefined;
  const result = calculate(query.replace(/^.*(?:what is|what's|calculate)\s+/i, '').replace(/\?$/, ''));
  return result?.kind === 'value' ? result.text : undefined;
}

/** Translates if the text names the target language further up. */
function translated(query: string, context: Context): string | undefined {
  const language = /\b(?:in)?to (french|spanish|german|italian)\b/i.exec(context.end.tail)?.[1];
  if (language === undefined) return undefined;
  return lastLineOf(context.compose(`Translate to ${language}: ${query.slice(0, 300)}`));
}

function said(query: string, context: Context): string {
  const answer = context.compose(query);
  const [first = answer] = answer.split('\n\n');
  return first;
}

const lastLineOf = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);

/** Labels that name a task for the text above them. */
const TASKS: readonly (readonly [mark: RegExp, task: string])[] = [
  [/^(?:summary|tl;dr)/i, 'Summarize in one sentence'],
  [/^sentiment/i, 'Classify the sentiment as Positive, Negative or Neutral, only the label'],
  [/^french/i, 'Translate to French'],
  [/^german/i, 'Translate to German'],
  [/^spanish/i, 'Translate to Spanish'],
  [/^italian/i, 'Translate to Italian'],
];

const LONGEST_LINE = 240;
const MOST_LINES = 60;
