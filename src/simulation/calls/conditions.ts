import type { MadeCall } from '../reading/calls.ts';
import { wordsOf } from '../structured/facts/words.ts';
import { entriesOf } from './entries.ts';
import type { Condition } from './segments.ts';

/**
 * Whether what was found meets a condition: a comparison with a number, or that something is the case. A condition
 * that the results say nothing of is not met.
 *
 * @example
 * isMet({ text: 'fewer than 50 are left', negated: false }, [stockCall]); // true, if its result is {"available":12}
 */
export function isMet({ text, negated }: Condition, calls: readonly MadeCall[]): boolean {
  return holds(text, calls) !== negated;
}

function holds(text: string, calls: readonly MadeCall[]): boolean {
  const compared = comparisonIn(text);
  const latest = calls.at(-1);
  if (latest === undefined) return false;
  if (compared !== undefined) {
    const value = numberFor(text, calls);
    return value !== undefined && compared(value);
  }
  const isDenied = DENIED.test(text);
  if (BARE.test(text)) return isSo(latest) !== isDenied;
  if (FINDS.test(text)) return (latest.outcome === 'found') !== isDenied;
  if (FAILS.test(text)) return latest.outcome === 'failed';
  return stated(text.replace(DENIED, ' '), calls) !== isDenied;
}

/** A condition that says nothing but that what was asked is the case: "if it is", "if so". */
const BARE =
  /^(?:so|yes|no|not|(?:it|that|this|they|he|she|there)(?:['’]s| is| are| does| do| has| have| can)?(?: not|n['’]t)?(?: the case| true)?)$/i;

/** Whether a result says yes: by its first flag, else by having found something. */
function isSo(call: MadeCall): boolean {
  if (call.outcome !== 'found') return false;
  const fields = entriesOf(call).flatMap((entry) => entry.fields);
  const flag = fields.find(([, value]) => /^(?:true|false|yes|no)$/i.test(value));
  if (flag) return /^(?:true|yes)$/i.test(flag[1]);
  return (
    !/^\W*(?:no|false|none|0)\b/i.test(call.result ?? '') &&
    !fields.some(([key, value]) => value === '0' && !/id$/i.test(key))
  );
}

const DENIED =
  /\b(?:not|no|n['’]t|none|isn['’]t|aren['’]t|doesn['’]t|hasn['’]t|wasn['’]t|nothing|never|out of)\b/i;
const FINDS =
  /\b(?:(?:find|found|finds|know|knows|exists?|is there|there (?:is|are)|has (?:an|any|no)|have (?:an|any|no)|returns? (?:nothing|no|any)|has nothing|is empty|comes? back empty|no results?))\b/i;
const FAILS = /\b(?:fails?|failed|error|errors|does(?:n['’]t| not) work)\b/i;

function comparisonIn(text: string): ((value: number) => boolean) | undefined {
  const match = new RegExp(`${COMPARING.source}\\s+(?:the )?[$€£]?(-?\\d[\\d,]*(?:\\.\\d+)?)`, 'i').exec(
    text,
  );
  const limit = Number((match?.[2] ?? '').replaceAll(',', ''));
  if (match !== null) {
    const word = match[1]!.toLowerCase();
    if (/^(?:at least|no less|not less|not below)/.test(word)) return (value) => value >= limit;
    if (/^(?:at most|no more|not more|up to|not above)/.test(word)) return (value) => value <= limit;
    if (LOWER.test(word)) return (value) => value < limit;
    return (value) => value > limit;
  }
  const [, number, direction] =
    /[$€£]?(-?\d[\d,]*(?:\.\d+)?)\s*\S{0,12}\s+or\s+(more|higher|above|over|less|fewer|lower|below|under)\b/i.exec(
      text,
    ) ?? [];
  if (number === undefined) return undefined;
  const bound = Number(number.replaceAll(',', ''));
  return LOWER.test(direction!) ? (value) => value <= bound : (value) => value >= bound;
}

const COMPARING =
  /\b(at least|at most|no less than|no more than|not less than|not more than|not above|not below|up to|fewer than|less than|lower than|smaller than|cheaper than|colder than|shorter than|below|under|beneath|more than|greater than|higher than|larger than|bigger than|warmer than|longer than|above|over|exceeds?|exceeding)/;
const LOWER = /fewer|less|lower|smaller|cheaper|colder|shorter|below|under|beneath/;

/** The number of the results that a condition speaks of: of a key that it names, else the last only one. */
function numberFor(text: string, calls: readonly MadeCall[]): number | undefined {
  const said = new Set(wordsOf(text));
  for (const call of calls.toReversed()) {
    const fields = entriesOf(call).flatMap((entry) =>
      entry.fields.length > 0 ? entry.fields : [['', entry.text] as const],
    );
    const numbers = fields.flatMap(([key, value]) => {
      const number = /-?\d[\d,]*(?:\.\d+)?/.exec(value)?.[0];
      return number === undefined ||
        /\bid\b|_id$|sku|code|date/i.test(key) ||
        /^(?=.*\d)(?=.*[A-Z]).*-/.test(value)
        ? []
        : [{ key, number: Number(number.replaceAll(',', '')) }];
    });
    const named = numbers.find(({ key }) => wordsOf(key).some((word) => said.has(word)));
    const found = named ?? numbers[0];
    if (found) return found.number;
  }
  return undefined;
}

/** Whether the results say that something is the case: by a flag of that name, or in the words of the condition. */
function stated(text: string, calls: readonly MadeCall[]): boolean {
  const words = wordsOf(text).filter((word) => !VAGUE.has(word));
  for (const call of calls.toReversed()) {
    for (const { fields, text: said } of entriesOf(call)) {
      for (const [key, value] of fields) {
        if (!/^(?:true|false|yes|no)$/i.test(value)) continue;
        if (wordsOf(key).some((word) => words.includes(word))) return /^(?:true|yes)$/i.test(value);
      }
      const own = new Set(wordsOf(said));
      const hits = words.filter((word) => own.has(word));
      if (hits.length > 0 && words.length > 0) {
        const isNegated = new RegExp(
          `\\b(?:not|no|un|isn't|never)[ -]?(?:\\w+ ){0,2}${hits[0]!.slice(0, 20).replace(/[^\p{L}\d]/gu, '')}`,
          'iu',
        ).test(said);
        return !isNegated;
      }
    }
  }
  return false;
}

const VAGUE: ReadonlySet<string> = new Set(
  wordsOf('still currently today really already really says shows result status'),
);
