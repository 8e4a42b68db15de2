import { alternativesIn } from './aggregation.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Found, Passage, Statement } from './material.ts';
import { Roots } from './roots.ts';
import { Search } from './search.ts';
import { CORRECTING, statementsIn } from './statements.ts';
import { type Wanted, wantedOf } from './wanted.ts';

/**
 * What answers a question best, or undefined if nothing does: it has to speak of most of what the question is about.
 * Words that are rare in the material count more. A second sentence may say what the first leaves open ("the founder of
 * X" is Ann, and "Ann was born in Rome"); records are compared and counted. Linear in the length of the material, of
 * which the latest {@link MOST_STATEMENTS} statements are read: some tens of milliseconds at most.
 *
 * @example
 * findAnswer('Where does Ann live?', [{ text: 'Bob likes tea. Ann lives in Rome.', from: 'context' }])?.text; // 'Ann lives in Rome.'
 */
export function findAnswer(question: string, material: readonly Passage[], beside = ''): Found | undefined {
  const words = new Roots();
  const wanted = wantedOf(question, words);
  // "My kettle shows E7. What should I do?"
  if (wanted.roots.size === 0)
    return beside === ''
      ? undefined
      : findAnswer(
          beside,
          material.filter(({ from }) => from !== 'stated'),
        );
  const statements = latestStatements(material, words);
  if (statements.length === 0) return undefined;
  const answerTo = (each: string): Found | undefined =>
    new Search(wantedOf(each, words), statements, words, circumstancesOf(each, beside, words)).find();
  return inTwoSteps(question, answerTo) ?? ofEach(wanted, answerTo) ?? answerTo(question);
}

/** "How long are A and B?" asks the same of each. */
function ofEach(wanted: Wanted, answerTo: (question: string) => Found | undefined): Found | undefined {
  const { question, kind } = wanted;
  const names = alternativesIn(wanted);
  if (names.length !== 2 || kind === undefined || TOGETHER.test(question)) return undefined;
  const [one, other] = names.map((group) => group.map(({ word }) => word).join(' '));
  const start = question.indexOf(one!);
  const end = question.indexOf(other!, start) + other!.length;
  const found = [one, other].map((name) => answerTo(question.slice(0, start) + name + question.slice(end)));
  const [first, second] = found;
  if (!first || !second || first.text === second.text) return undefined;
  return {
    ...second,
    text: `${first.text.replace(/(?<![.!?])$/, '.')} ${second.text}`,
    quote: `${first.quote} ${second.quote}`,
    passages: [...new Set([...first.passages, ...second.passages])],
    ...(first.value !== undefined &&
      second.value !== undefined && { value: `${first.value}, ${second.value}` }),
  };
}

const TOGETHER =
  /\b(?:together|total|sum|combined|altogether|between|difference|than|or|both|more|less|who|which)\b/i;

/** "Who leads the team that runs X?": which team runs X, and who leads that. */
function inTwoSteps(question: string, answerTo: (question: string) => Found | undefined): Found | undefined {
  const [, before, noun, clause] = RELATIVE.exec(question) ?? [];
  if (before === undefined) return undefined;
  const first = answerTo(`Which ${noun} ${clause}?`);
  if (first?.value === undefined || !/\p{Lu}|\d/u.test(first.value)) return undefined;
  const value = first.value.replace(new RegExp(`^(?:the )?${noun} `, 'i'), '');
  const second = answerTo(`${before} ${noun} ${value}?`);
  if (second === undefined || second.text === first.text) return undefined;
  return {
    ...second,
    text: `${first.text.replace(/(?<![.!?])$/, '.')} ${second.text}`,
    passages: [...new Set([...first.passages, ...second.passages])],
  };
}

const RELATIVE = /^(.{3,120}?\bthe) ([\p{L}-]{2,30}) (?:that|which|who) (.{3,120}?)\s*\?$/u;

/** The statements of the material in their order; of too many, those of the latest passages. */
function latestStatements(material: readonly Passage[], words: Roots): Statement[] {
  const read: Statement[][] = [];
  let left = MOST_STATEMENTS;
  for (const passage of material.toReversed()) {
    if (left <= 0) break;
    const own = statementsIn(passage, words, left);
    left -= own.length;
    read.push(own);
  }
  return read
    .toReversed()
    .flatMap((own, index, all) => corrected(own, all.slice(Math.max(0, index - 2), index).flat()));
}

/** "Actually, make that 58 people" speaks of what was said before. */
function corrected(own: readonly Statement[], before: readonly Statement[]): readonly Statement[] {
  const [first] = own;
  if (first?.passage.from !== 'earlier' || !CORRECTING.test(first.text)) return own;
  const near = new Set(own.flatMap((each) => [...each.near]));
  for (const { own: said } of before) for (const root of said) near.add(root);
  return own.map((each) => ({ ...each, near }));
}

const MOST_STATEMENTS = 1_000;
