import { chosenOption } from '../../reading/choosing.ts';
import { optionsIn } from '../../reading/options.ts';
import type { Reading } from '../../reading/reading.ts';
import { conditionHolds, verdictOn } from '../../reading/verdict.ts';
import { capitalise } from '../grammar.ts';
import type { Form } from '../scene.ts';
import { safetyVerdict } from './safety.ts';

/** Multiple choice, and questions to be answered with yes or no: the answer that the request decides, as short as asked. */
export const choice: Form = {
  name: 'choice',
  clues: {
    mentions:
      'letter letters option options choice choices choose choosing select multiple following these correct incorrect ' +
      'valid invalid relevant irrelevant supported unsupported answer yes no true false pass fail rate rating score grade ' +
      'judge evaluate assess if when case safe unsafe',
  },
  recognise: ({ reading }) => {
    const safety = safetyVerdict(reading, false);
    if (safety !== undefined) return () => [safety];
    const told = conditional(reading, `${reading.text.slice(-LONGEST)}\n${systemOf(reading)}`);
    if (told !== undefined) return () => [told];
    const binary = binaryIn(`${reading.text.slice(-LONGEST)}\n${systemOf(reading)}`);
    if (binary) {
      const verdict = verdictOn(reading);
      if (verdict) {
        const said = verdict.holds ? binary[0] : binary[1];
        const text = binary.isAlone ? said : `${capitalise(said)}. ${verdict.reason}`;
        return () => [text];
      }
      if (binary.isAlone && ASKING.test(reading.question))
        return ({ random }) => [random.pick([binary[0], binary[1]])];
    }
    const scale = scaleIn(`${reading.text.slice(-LONGEST)}\n${systemOf(reading)}`);
    if (scale)
      return ({ random }) => [String(random.between(Math.ceil((scale[0] + scale[1]) / 2), scale[1]))];
    if (!CHOOSING.test(reading.text) && !CHOOSING.test(systemOf(reading))) return undefined;
    const options = optionsIn(reading.text);
    if (options.length === 0) return undefined;
    const chosen = chosenOption(reading, options);
    const isAlone = ALONE.test(reading.text) || ALONE.test(systemOf(reading));
    return ({ random }) => {
      const { mark, text } = chosen ?? random.pick(options);
      return [isAlone ? mark : `${mark}) ${text}`];
    };
  },
};

const LONGEST = 3000;
const ASKING =
  /^(?:is|are|was|were|does|do|did|can|could|will|would|should|has|have|am|may|must)\b[^\n]{3,300}\?$/i;

function systemOf({
  request,
}: {
  readonly request: {
    readonly turns: readonly { readonly role: string; readonly parts: readonly unknown[] }[];
  };
}): string {
  return request.turns
    .flatMap(({ role, parts }) => (role === 'system' ? parts : []))
    .map((part) => (part as { readonly text?: string }).text?.slice(0, LONGEST) ?? '')
    .join('\n');
}

/** The ends of the scale, if a rating is asked for and nothing but its number. */
function scaleIn(text: string): readonly [number, number] | undefined {
  if (!RATING.test(text) || !NUMBER_ONLY.test(text)) return undefined;
  const [, low = '', high = ''] = SCALE.exec(text) ?? [];
  return low === '' || Number(low) >= Number(high) ? undefined : [Number(low), Number(high)];
}

const RATING = /\b(?:rate|rating|score|grade|judge|evaluate|assess)\b/i;
const NUMBER_ONLY =
  /\b(?:only|just|single|nothing but)\b[^.\n]{0,30}\b(?:number|integer|digit|score|rating|grade)\b|\b(?:number|integer|digit|score|rating) (?:only|alone)\b|\bnothing else\b/i;
const SCALE = /\b(?:from|of|between|scale)?\s?\(?(\d{1,3})\s?(?:to|and|-|–|through)\s?(\d{1,3})\b/i;

const CHOOSING =
  /\b(?:letters?|options?|choices?|choos(?:e|ing)|select|multiple[- ]choice|which (?:one )?of (?:the following|these)|correct answer|answer with (?:A|one of))\b/i;
const ALONE =
  /\b(?:only|just|single|nothing but|no other|the)\b[^.\n]{0,40}\b(?:letter|option|number)\b|\bletter (?:only|alone|of)\b|\banswer with (?:A|B)\b|\bA, B, C,? (?:or|and) D\b[^.\n]{0,20}\bonly\b/i;

/** One of two words that instructions want to be said if something holds, and otherwise. */
function conditional(reading: Reading, text: string): string | undefined {
  const first = WORD_IF.exec(text);
  const [, word, condition] = first ?? [];
  const [, conditionBefore, wordAfter] = first ? [] : (IF_WORD.exec(text) ?? []);
  const said = word ?? wordAfter;
  // What to say if the material has no answer is not decided here.
  if (said === undefined || UNANSWERED.test((condition ?? conditionBefore)!)) return undefined;
  const holds = conditionHolds((condition ?? conditionBefore)!, reading);
  if (holds === undefined) return undefined;
  const other = [...text.matchAll(CAPITALS)].map(([, each]) => each!).find((each) => each !== said);
  return holds ? said : other;
}

const SAYING = String.raw`(?:[Rr]espond|[Rr]eply|[Aa]nswer|[Rr]eturn|[Oo]utput|[Ss]ay|[Ww]rite)\b[^.\n]{0,40}?`;
const CAPITAL = String.raw`["'${'`'}“]?\b([A-Z]{2,20}(?:_[A-Z]+)?)\b["'${'`'}”]?`;
/** "respond with ACCEPT if the text has a number" */
const WORD_IF = new RegExp(
  String.raw`\b${SAYING}\s${CAPITAL}\s(?:if|when|in case)\s([^.;\n]{4,200}?)(?=,? (?:and|or|otherwise|else)\b|[.;\n]|$)`,
);
/** "If the answer is correct, respond with PASS" */
const IF_WORD = new RegExp(String.raw`\b[Ii]f\s([^.;\n]{4,200}?),?\s${SAYING}\s${CAPITAL}`);
const UNANSWERED =
  /^(?=.*\b(?:not|no|cannot|unable|missing|absent|neither)\b|.*n['’]t\b).*\b(?:answer|know|find|found|context|information|documents?|material)\b/i;
const CAPITALS = new RegExp(CAPITAL, 'g');

interface Binary extends Readonly<Record<0 | 1, string>> {
  readonly isAlone: boolean;
}

/** The two words to answer with: "yes or no", "only 'PASS' or 'FAIL'", as written. */
function binaryIn(text: string): Binary | undefined {
  const match = BINARY.exec(text);
  if (match === null) return undefined;
  const [, first = '', second = ''] = match;
  const isSwapped = NEGATIVE.test(first);
  const around = text.slice(Math.max(0, match.index - 80), match.index + match[0].length + 60);
  return {
    0: isSwapped ? second : first,
    1: isSwapped ? first : second,
    isAlone:
      /\b(?:only|just|nothing|single|one word|exactly|no other|no explanation|either)\b|\b(?:answer|respond|reply) (?:with|in)? ?["'“`]?(?:yes|no|true|false|pass|fail)/i.test(
        around,
      ),
  };
}

const BINARY =
  /["'“‘`]?\b(yes|no|true|false|pass|fail|correct|incorrect|valid|invalid|relevant|irrelevant|supported|unsupported)\b["'”’`]?\s?(?:or|\/|,)\s?["'“‘`]?\b(yes|no|true|false|pass|fail|correct|incorrect|valid|invalid|relevant|irrelevant|unsupported|supported|not relevant)\b/i;
const NEGATIVE = /^(?:no|false|fail|incorrect|invalid|irrelevant|unsupported)/i;
