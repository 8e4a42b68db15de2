import { entriesOf } from '../../calls/entries.ts';
import { chosen } from '../../calls/selection.ts';
import { answerFrom } from '../../prose/forms/passage.ts';
import { answerOfCalls } from '../../prose/forms/tool-answer.ts';
import { capitalise } from '../../prose/grammar.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { findAnswer } from '../../reading/passages.ts';
import type { Reading } from '../../reading/reading.ts';
import { keyOf } from '../facts/literals.ts';
import { tokensOf } from '../facts/words.ts';
import type { Insight } from '../json/insight.ts';
import { valueFor } from './found-value.ts';
import type { Parameter, Profile } from './profile.ts';
import type { Given } from './step.ts';

/**
 * The arguments of the tool that ends a conversation: what the calls before it have found, and for the answer what prose
 * would say if they found nothing.
 */
export function conclusionOf(
  profile: Profile,
  made: readonly MadeCall[],
  reading: Reading,
  insight?: Insight,
): Given {
  const given = new Map<string, string>();
  const found = made.filter(({ outcome }) => outcome === 'found').toReversed();
  const texts = profile.parameters.filter(
    ({ kind, type }) => type === 'string' && (kind === 'text' || kind === 'query'),
  );
  for (const parameter of profile.parameters) {
    if (parameter.kind === 'flag' || parameter.kind === 'choice') continue;
    for (const call of found) {
      const entry = chosen(entriesOf(call), reading.text, reading.text);
      const value = entry && valueFor(parameter, entry, tokensOf(call.name), false);
      if (value === undefined) continue;
      given.set(keyOf(parameter.name), value);
      break;
    }
  }
  const flags = profile.parameters.filter(({ kind }) => kind === 'flag');
  const last = made.findLast(({ result }) => result !== undefined)?.result;
  if (flags.length === 1 && profile.parameters.length === 1 && last !== undefined)
    given.set(keyOf(flags[0]!.name), String(!FAILING.test(last.slice(0, LONGEST))));
  const answer = texts.find(
    (parameter) => isAnswer(parameter) || (texts.length === 1 && parameter.isRequired),
  );
  if (answer === undefined || given.has(keyOf(answer.name))) return given;
  const said =
    made.length > 0
      ? answerTo(
          made,
          reading,
          answer.words.some((word) => VALUES.has(word)),
        )
      : isAnswer(answer)
        ? (insight?.text({ name: 'answer', words: ['answer'], description: answer.description }) ?? '')
        : '';
  if (said !== '') given.set(keyOf(answer.name), said);
  return given;
}

function answerTo(made: readonly MadeCall[], reading: Reading, isValue: boolean): string {
  const told = answerOfCalls(
    made.filter(({ result }) => result !== undefined),
    reading,
  );
  if (told !== '') return told;
  const results = reading.material.filter(({ from }) => from === 'result');
  const found = isValue ? findAnswer(reading.standalone, results) : undefined;
  // A word alone tells less than its sentence, and only the sentence tells which of several numbers is which.
  const numbers = found?.value === undefined ? 0 : (found.quote.match(NUMBERS)?.length ?? 0);
  const value = numbers === 1 && /\d/.test(found!.value!) ? found!.value : undefined;
  const quoted = numbers > 1 ? found?.quote : (value ?? answerFrom(reading, results));
  if (quoted !== undefined) return quoted;
  const last = made.findLast(({ result }) => result !== undefined);
  const [entry] = last === undefined ? [] : entriesOf(last);
  const fields = entry?.fields.map(([key, value]) => `${tokensOf(key).join(' ')}: ${value}`);
  return (fields?.length ? `${capitalise(fields.join(', '))}.` : (last?.result ?? '')).slice(0, LONGEST);
}

const LONGEST = 1_000;
const NUMBERS = /(?<![\w-])\d[\d.,:]*/g;
const FAILING =
  /\b(?:no|not|false|lost|loser|lose|fail(?:s|ed|ure)?|invalid|denied|refused|rejected|error|unavailable|none)\b/i;

/** Names of parameters that take the answer itself rather than a sentence with it. */
const VALUES = new Set(['answer', 'result', 'value', 'solution']);

const isAnswer = ({ words }: Parameter): boolean => words.some((word) => ANSWERS.has(word));

const ANSWERS = new Set(
  'answer response result reply message summary advice conclusion report output text content final explanation solution'.split(
    ' ',
  ),
);
