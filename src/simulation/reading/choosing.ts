import { solveArithmetic } from '../structured/facts/arithmetic.ts';
import { kinOf } from './kinship.ts';
import { bestLabel } from './label-for.ts';
import { type Option, withoutLines } from './options.ts';
import { findAnswer } from './passages.ts';
import { type Reading, readRequest } from './reading.ts';
import { relationOf } from './relation.ts';
import { Roots } from './roots.ts';
import { sectionIn } from './section.ts';

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
  const turns = request.turns.map((turn) => ({
    ...turn,
    parts: turn.parts.map((part) =>
      part.kind === 'text' ? { ...part, text: withoutLines(part.text, texts) } : part,
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

/** The option with most of the words of a question or of what answers it, else the one whose words say what it does. */
function closest(options: readonly Option[], question: string, quote: string): Option | undefined {
  const best = bestOption(`${question} ${quote}`, options);
  if (best) return best;
  const label = bestLabel(
    options.map(({ text }) => text),
    '',
    question,
  );
  return options.find(({ text }) => text === label);
}

/**
 * The option that shares most words with a text, also words of the same meaning; undefined if none does. What all options
 * say tells none of them apart.
 */
export function bestOption(text: string, options: readonly Option[]): Option | undefined {
  const words = new Roots();
  const said = words.of(text);
  const listed = options.map((option) => words.of(option.text));
  const missing = [...said].filter((root) => !listed.some((roots) => roots.has(root)));
  const kin = kinOf(missing, text, words);
  let best: Option | undefined;
  let most = 0;
  for (const [index, roots] of listed.entries()) {
    let score = 0;
    for (const root of said) {
      if (roots.has(root)) score += listed.every((others) => others.has(root)) ? 0 : 1;
      else if ([...(kin.get(root) ?? [])].some((other) => roots.has(other))) score += KIN;
    }
    if (score > most) {
      most = score;
      best = options[index];
    }
  }
  return best;
}

/** Credit for another word of the same meaning. */
const KIN = 0.7;

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
