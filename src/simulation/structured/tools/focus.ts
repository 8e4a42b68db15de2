import { type Entry, entriesOf, numberOf } from '../../calls/entries.ts';
import { refers } from '../../calls/segments.ts';
import { chosen, suiting } from '../../calls/selection.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { keyOf } from '../facts/literals.ts';
import { tokensOf, wordsOf } from '../facts/words.ts';
import { valueFor } from './found-value.ts';
import { type Given, isForEach, type Step } from './step.ts';

/** What the arguments of one call are taken from. */
export interface Focus {
  /** The part of the request, with what it refers to in place. */
  readonly text: string;
  /** What was found, as text; undefined if it has no entries. */
  readonly support: string | undefined;
  /** Values that were found for parameters. */
  readonly given: Given;
}

const MOST = 8;

/** The focuses of the calls of a step: one, or one for each thing that was found. Never empty. */
export function focusesOf(step: Step, sources: readonly MadeCall[], request: string): Focus[] {
  if (sources.length === 0) return [{ text: step.focus, support: undefined, given: step.given ?? new Map() }];
  if (isForEach(step)) {
    const found = sources.flatMap((source) =>
      suiting(entriesOf(source), step.focus).map((entry) => ({ entry, source })),
    );
    const focuses = found
      .slice(0, MOST)
      .map(({ entry, source }) => focusOn(step, [{ entry, source }], sources, request));
    const full = focuses.filter(({ given }) => step.needs.every(({ name }) => given.has(keyOf(name))));
    if (full.length > 0) return full;
  }
  const entries = sources.toReversed().flatMap((source) => {
    const entry = chosen(entriesOf(source), step.focus, request);
    return entry === undefined ? [] : [{ entry, source }];
  });
  return [focusOn(step, entries, sources, request)];
}

interface Found {
  readonly entry: Entry;
  readonly source: MadeCall;
}

function focusOn(
  { profile, needs, focus, given: known }: Step,
  found: readonly Found[],
  sources: readonly MadeCall[],
  request: string,
): Focus {
  const given = new Map<string, string>(known);
  const needed = new Set(needs);
  let text = focus;
  const number = needs.some(({ kind }) => kind === 'number') ? numberOf(sources.at(-1)!) : undefined;
  if (number !== undefined) {
    const replaced = text.replace(NUMBER_BEFORE, number);
    text = replaced === text ? `${text} ${number}` : replaced;
  }
  for (const parameter of profile.parameters) {
    const { name, kind } = parameter;
    if (kind === 'excerpt' || (kind === 'number' && number !== undefined)) continue;
    if (!needed.has(parameter) && !isTaken(kind, text)) continue;
    for (const { entry, source } of found) {
      const value =
        valueFor(parameter, entry, tokensOf(source.name), needed.has(parameter)) ??
        (needed.has(parameter) && kind === 'text' ? namedBy(entry, request) : undefined);
      // What the request says itself is read from it.
      if (value === undefined || (!needed.has(parameter) && request.includes(value))) continue;
      given.set(keyOf(name), value);
      break;
    }
  }
  // "Reserve it" is of what was looked for.
  if (refers(focus))
    for (const { name, kind } of profile.parameters) {
      const key = keyOf(name);
      const before = sources.findLast(({ input }) => Object.hasOwn(input, name))?.input[name];
      if (given.has(key) || kind === 'number' || (typeof before !== 'string' && typeof before !== 'number'))
        continue;
      if (before !== '' && !focus.includes(String(before))) given.set(key, String(before));
    }
  if (profile.act !== 'read' && refers(focus)) {
    const body = profile.parameters.find(
      ({ words, type }) => type === 'string' && words.some((word) => BODIES.has(word)),
    );
    const [, clause = ''] = SAYING.exec(focus) ?? [];
    const told =
      clause !== '' && !/^(?:it|this|these|they|them|he|she)\b/i.test(clause)
        ? clause
        : found.map(({ entry }) => spoken(entry)).join('\n');
    if (body && told !== '' && !/["“]/.test(focus)) given.set(keyOf(body.name), told.slice(0, 1_000));
  }
  // What the request is about, it says itself, and what one parameter takes is not for another.
  const own = new Set(profile.parameters.filter((each) => !needed.has(each)).map(({ name }) => name));
  const taken = new Set(given.values());
  const support = found.map(({ entry }) =>
    entry.fields.length === 0
      ? entry.text
      : entry.fields
          .flatMap(([key, value]) => (own.has(key) || taken.has(value) ? [] : [`${key}: ${value}`]))
          .join('\n'),
  );
  return {
    text,
    support: found.length === 0 ? undefined : support.join('\n\n').slice(0, 4_000),
    given,
  };
}

/** Of what was found, the value whose key the request has most words of, else the name of the thing. */
function namedBy({ fields }: Entry, request: string): string | undefined {
  const said = new Set(wordsOf(request));
  const shared = (key: string): number => wordsOf(key).filter((word) => said.has(word)).length;
  let best: readonly [key: string, value: string] | undefined;
  for (const field of fields) if (shared(field[0]) > shared(best?.[0] ?? '')) best = field;
  return (best ?? fields.find(([key]) => /^(?:name|title|label)$/i.test(key)))?.[1];
}

/** What a message is to say. */
const SAYING = /\b(?:that|saying|to say)[:,]?\s+(?!(?:is|are|was|were|has|have|it|they)\b)(\S.{2,600})$/is;

/** Names of parameters that take what was found as text. */
const BODIES = new Set(['body', 'message', 'content', 'text', 'note']);

const spoken = ({ fields, text }: Entry): string =>
  fields.length === 0
    ? text
    : fields.map(([key, value]) => `${tokensOf(key).join(' ')}: ${value}`).join(', ');

/** Whether a value that was found is used for a parameter that the request may state as well. */
function isTaken(kind: string, text: string): boolean {
  if (kind === 'text') return !/["“]/.test(text);
  return kind === 'id' || kind === 'email' || kind === 'url';
}

/** What stands for a number that was found. */
const NUMBER_BEFORE =
  /\b(?:the|that|this|its) (?:\w+ )?(?:result|output|outcome|answer|sum|total|product|difference|quotient|number|value|amount|figure)\b|\b(?:it|that|this|the result|result)\b(?! (?:is|was|has|by)\b)|\b(?:it|that|this)\b/i;
