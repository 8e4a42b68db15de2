import { solveArithmetic } from '../structured/facts/arithmetic.ts';
import { bestLabel } from './label-for.ts';
import { findAnswer } from './passages.ts';
import { type Reading, readRequest } from './reading.ts';
import { relationOf } from './relation.ts';
import { Roots } from './roots.ts';
import { sectionIn } from './section.ts';

/** One of the answers that a prompt offers: `B. Rome`. */
export interface Option {
  readonly mark: string;
  readonly text: string;
}

/**
 * The options of a prompt: at least two lines, or parts of a line, that begin with A and B, 1 and 2 and so on.
 *
 * @example
 * optionsIn('A) Rome\nB) Paris'); // [{ mark: 'A', text: 'Rome' }, { mark: 'B', text: 'Paris' }]
 */
export function optionsIn(text: string): Option[] {
  if (!SECOND.test(text)) return [];
  const lines = [...text.matchAll(LINE)];
  const found = runOf(lines);
  return found.length >= 2 ? found : runOf([...text.matchAll(INLINE)]);
}

const SECOND = /(?:^|[\s(])(?:B|b|2)(?:[).:\]])\s/m;
const LINE = /^[ \t]{0,12}(?:[-*][ \t]+)?[([]?([A-Ja-j]|\d{1,2})[).:\]][ \t]+(\S[^\n]{0,400})$/gm;
const INLINE =
  /(?:^|[\s(,;])[([]?([A-Ja-j]|\d)[).:\]]\s{1,20}([^\n]{1,200}?)(?=[,;]?\s{1,20}[([]?(?:[A-Ja-j]|\d)[).:\]]\s|[.;?]?\s*(?:\n|$))/g;

/** The last run of marks that follow each other from the first. */
function runOf(matches: readonly RegExpMatchArray[]): Option[] {
  let run: Option[] = [];
  let best: Option[] = [];
  for (const [, mark = '', text = ''] of matches) {
    if (mark === 'A' || mark === 'a' || mark === '1') run = [];
    else if (run.length === 0 || mark !== nextOf(run.at(-1)!.mark)) {
      run = [];
      continue;
    }
    run.push({ mark, text: text.trim() });
    if (run.length >= 2) best = [...run];
  }
  return best;
}

function nextOf(mark: string): string {
  return /^\d+$/.test(mark) ? String(Number(mark) + 1) : String.fromCharCode(mark.charCodeAt(0) + 1);
}

/**
 * The option that answers the question of a request: by the material, by arithmetic, by the relation of two texts, else by
 * the words that it shares with the question. Undefined if nothing decides.
 */
export function chosenOption(reading: Reading, options: readonly Option[]): Option | undefined {
  const related = byRelation(reading, options);
  if (related) return related;
  const plain = withoutOptions(reading, options);
  const { question, standalone, material } = plain;
  const solved = solveArithmetic(question)?.value;
  if (solved !== undefined) {
    const right = options.find(({ text }) => Number(text.replace(/[^\d.-]/g, '')) === solved);
    if (right) return right;
  }
  const found = findAnswer(standalone, material);
  if (found) {
    for (const said of [found.value, found.quote, found.text]) {
      const right = said === undefined ? undefined : mentioned(options, said, question);
      if (right) return right;
    }
  }
  return closest(options, question, found?.quote ?? '');
}

/** The request with its options left out: they are no statements. */
function withoutOptions(reading: Reading, options: readonly Option[]): Reading {
  const { request } = reading;
  const texts = new Set(options.map(({ text }) => text));
  const left = (whole: string, _mark: string, text: string): string => (texts.has(text.trim()) ? '' : whole);
  const turns = request.turns.map((turn) => ({
    ...turn,
    parts: turn.parts.map((part) =>
      part.kind === 'text' ? { ...part, text: part.text.replace(LINE, left).replace(INLINE, left) } : part,
    ),
  }));
  return readRequest({ ...request, turns });
}

/** The only option that a text mentions, or the first besides those that the question has. */
function mentioned(options: readonly Option[], said: string, question: string): Option | undefined {
  const lower = ` ${said.toLowerCase()} `;
  const asked = question.toLowerCase();
  const named = options.filter(({ text }) => {
    const words = text.toLowerCase().replace(/[.!]$/, '');
    return (
      !asked.includes(words) &&
      new RegExp(
        `(?<![\\p{L}\\p{N}])${words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}])`,
        'u',
      ).test(lower)
    );
  });
  return named.length > 0
    ? named.reduce((one, other) => (other.text.length > one.text.length ? other : one))
    : undefined;
}

/** The option with most of the words of a question or of what answers it. */
function closest(options: readonly Option[], question: string, quote: string): Option | undefined {
  const roots = new Roots();
  const wanted = roots.of(`${question} ${quote}`);
  const common = options.map(({ text }) => roots.of(text));
  let best: Option | undefined;
  let most = 0;
  for (const [index, option] of options.entries()) {
    let merit = 0;
    for (const root of common[index]!)
      if (wanted.has(root) && !common.every((other) => other.has(root))) merit += 1;
    if (merit > most) {
      best = option;
      most = merit;
    }
  }
  if (best) return best;
  const label = bestLabel(
    options.map(({ text }) => text),
    '',
    question,
  );
  return options.find(({ text }) => text === label);
}

/** For options that say how two texts relate, such as "is a subset of" and "there is a disagreement". */
function byRelation(reading: Reading, options: readonly Option[]): Option | undefined {
  if (!options.some(({ text }) => /\bsubset\b/i.test(text))) return undefined;
  const submission = sectionIn(
    reading,
    /(?<![a-z])(?:submi(?:ssion|tted)|candidate|generated|student|model)(?![a-z])/i,
  );
  const expert = sectionIn(reading, /(?<![a-z])(?:expert|reference|expected|gold|ideal|ground)(?![a-z])/i);
  if (submission === undefined || expert === undefined) return undefined;
  const pattern = RELATIONS[relationOf(submission, expert)];
  return options.find((option) => pattern.test(option.text));
}

const RELATIONS = {
  subset: /\bsubset\b/i,
  superset: /\bsuperset\b/i,
  same: /\bsame\b|\bequivalent\b/i,
  contrary: /\bdisagree|\bconflict|\bcontradict/i,
} as const;
