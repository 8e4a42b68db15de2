import assert from 'node:assert/strict';
import type { CalendarDate, ClockTime, Facts } from './facts.ts';

export type Fact = string | number;

/**
 * Whether the text states the fact as a word of its own, whatever its case, emphasis and digit grouping.
 * A number may touch a unit ("412m"), and a version its letter ("v3.30.0").
 */
export const mentions = (text: string, fact: Fact): boolean => {
  const value = plain(String(fact));
  const pattern = value.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const numeric = /^[\d.]+$/.test(value);
  const before = numeric
    ? String.raw`(?<!\p{N})(?<!\d[.,])(?<!(?!(?<![\p{L}\p{N}])v)\p{L})`
    : String.raw`(?<![\p{L}\p{N}])`;
  const after = numeric ? String.raw`(?!\p{N})(?![.,](?!0+(?!\d))\d)` : String.raw`(?![\p{L}\p{N}])`;
  return new RegExp(before + pattern + after, 'u').test(plain(text));
};

export const assertMentions = (text: string, ...facts: readonly Fact[]): void => {
  for (const fact of facts)
    assert.ok(mentions(text, fact), `expected ${JSON.stringify(text)} to mention ${JSON.stringify(fact)}`);
};

export const assertMentionsAny = (text: string, facts: readonly Fact[]): void => {
  assert.ok(
    facts.some((fact) => mentions(text, fact)),
    `expected ${JSON.stringify(text)} to mention one of ${JSON.stringify(facts)}`,
  );
};

export const assertOmits = (text: string, ...facts: readonly Fact[]): void => {
  for (const fact of facts)
    assert.ok(
      !mentions(text, fact),
      `expected ${JSON.stringify(text)} not to mention ${JSON.stringify(fact)}`,
    );
};

export const dateForms = (date: CalendarDate): string[] => {
  const suffixed = date.ordinal.replace(/^\w+ (\w+),.*$/, '$1');
  const month = String(date.month).padStart(2, '0');
  return [
    date.iso,
    date.british,
    date.american,
    date.ordinal,
    `${suffixed} of ${date.monthName}`,
    `${suffixed} ${date.monthName}`,
    `${date.day} ${date.monthName}`,
    `${date.monthName} ${date.day}`,
    `${date.monthName} ${suffixed}`,
    `${date.day}/${month}/${date.year}`,
    `${month}/${date.day}/${date.year}`,
  ];
};

export const timeForms = (time: ClockTime): string[] => [
  time.clock,
  time.clock.replace(/^0/, ''),
  time.twelveHour,
  time.twelveHour.replace(' ', ''),
  time.twelveHour.replace('AM', 'a.m').replace('PM', 'p.m'),
];

/** The reply admits that the material does not answer the question. */
export const assertAbstains = (text: string): void => {
  const admits =
    /\b(?:don['’]?t|do not|does not|doesn['’]t|did not|didn['’]t|cannot|can['’]t|could not|couldn['’]t|isn['’]t|is not|are not|aren['’]t|was not|wasn['’]t|not|no|unable|unknown|unclear|insufficient|none|nothing|neither)\b/i;
  const about =
    /\b(?:know|sure|answer|determine|find|found|see|have|say|tell|mention\w*|state[ds]?|specif\w+|provid\w+|contain\w*|includ\w+|cover\w*|list(?:ed)?|given|information|mention|details?|data|context|available|unknown|unclear|sources?)\b/i;
  assert.ok(
    admits.test(text) && about.test(text),
    `expected ${JSON.stringify(text)} to say that the answer is not known`,
  );
};

/** A reply of one or a few sentences rather than a lecture or a copy of the material. */
export const assertShort = (text: string, limit: number): void => {
  assert.ok(
    text.length <= limit,
    `expected at most ${limit} characters, got ${text.length}: ${JSON.stringify(text)}`,
  );
};

/** JSON which is the whole reply, without fence or prose. */
export const bareJson = (text: string): unknown => {
  assert.doesNotThrow(() => JSON.parse(text), `expected nothing but JSON, got ${JSON.stringify(text)}`);
  return JSON.parse(text);
};

/** JSON as frameworks extract it: bare, fenced, or between the outermost brackets. */
export const anyJson = (text: string): unknown => {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  const bracketed = /[[{][\s\S]*[\]}]/.exec(text)?.[0];
  for (const candidate of [text, fenced, bracketed]) {
    if (candidate === undefined) continue;
    try {
      return JSON.parse(candidate);
    } catch {
      // The next candidate may parse.
    }
  }
  assert.fail(`expected JSON, got ${JSON.stringify(text)}`);
};

/** JSON which must stand in a fence marked `json`, where parsers look for it. */
export const fencedJson = (text: string): unknown => {
  const inner = /```json\s*\n([\s\S]*?)\n\s*```/.exec(text)?.[1];
  assert.ok(inner !== undefined, `expected a fenced JSON block, got ${JSON.stringify(text)}`);
  return JSON.parse(inner);
};

export const asRecord = (value: unknown): Record<string, unknown> => {
  assert.ok(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    `expected an object, got ${JSON.stringify(value)}`,
  );
  return value as Record<string, unknown>;
};

export const asList = (value: unknown): unknown[] => {
  assert.ok(Array.isArray(value), `expected a list, got ${JSON.stringify(value)}`);
  return value;
};

export const asString = (value: unknown): string => {
  assert.ok(typeof value === 'string', `expected a string, got ${JSON.stringify(value)}`);
  return value;
};

/** Equal but for case, surrounding space and a closing full stop. */
export const assertSame = (actual: unknown, expected: string): void => {
  const trim = (value: string): string => plain(value).trim().replace(/\.$/, '');
  assert.equal(trim(asString(actual)), trim(expected));
};

/** One of the records as the subject of the question, and the rest as distraction. */
export const chooseOne = <T>(
  facts: Facts,
  records: readonly T[],
): { readonly target: T; readonly others: T[]; readonly index: number } => {
  const target = facts.pick(records);
  return { target, others: records.filter((record) => record !== target), index: records.indexOf(target) };
};

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*`]/g, '')
    .replace(/[‘’]/g, "'")
    .replace(/[‐‑–]/g, '-')
    .replace(/(?<=\d)[,\u202f](?=\d{3}(?!\d))/g, '')
    .replace(/\s+/g, ' ');

/** The same items in any order, equal but for case and surrounding space. */
export const assertItems = (actual: unknown, expected: readonly string[]): void => {
  const sorted = (items: readonly unknown[]): string[] =>
    items.map((item) => plain(asString(item)).trim().replace(/\.$/, '')).sort();
  assert.deepEqual(sorted(asList(actual)), sorted(expected));
};

/** Free text which answers: not empty, and not the instruction's own words. */
export const assertAnswers = (value: unknown, ...instructions: readonly string[]): string => {
  const answer = asString(value);
  assert.ok(answer.trim().length > 0, 'expected some text');
  const letters = (words: string): string =>
    plain(words)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  for (const instruction of instructions)
    assert.ok(
      letters(answer) !== letters(instruction),
      `expected an answer, got the instruction ${JSON.stringify(answer)}`,
    );
  return answer;
};

/** The ISO date, alone or followed by midnight. */
export const assertDate = (actual: unknown, date: CalendarDate): void => {
  assert.equal(asString(actual).replace(/T00:00(?::00)?(?:\.0+)?Z?$/, ''), date.iso);
};

/** A clock time of 24 hours, with or without seconds. */
export const assertClock = (actual: unknown, time: ClockTime): void => {
  assert.equal(asString(actual).replace(/^(\d{2}:\d{2}):00$/, '$1'), time.clock);
};
