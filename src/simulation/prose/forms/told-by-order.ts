import { isMet } from '../../calls/conditions.ts';
import { entriesOf } from '../../calls/entries.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { capitalise } from '../grammar.ts';

/**
 * What a system message orders to tell the user of what was found: "See if it matches their guess. If so, tell them they
 * won." Undefined if it orders nothing, or its condition is not met.
 *
 * @example
 * toldByOrder(system, 'My guess is 4', [rollCall]); // 'You won.'
 */
export function toldByOrder(system: string, request: string, calls: readonly MadeCall[]): string | undefined {
  for (const order of system.slice(0, LONGEST).matchAll(ORDER)) {
    const { whether, leading = '', told, said: other } = order.groups!;
    const condition = (whether ?? leading).trim();
    const clause = told ?? other;
    if (condition === '' || clause === undefined || !holds(condition, request, calls)) continue;
    const said = `${capitalise(toUser(clause.trim()))}.`;
    const name = NAMING.test(system) ? nameIn(calls) : undefined;
    return name === undefined ? said : `${said.replace(/\.$/, '')}, ${name}!`;
  }
  return undefined;
}

const LONGEST = 4_000;
const TELL = String.raw`(?:tell|inform|let) (?:them|him|her|the \w{1,20})(?: know)?(?: that)? (?<told>[^.;!\n]{3,200})`;
const ORDER = new RegExp(
  [
    String.raw`\b(?:see|check|find out|verify|determine) (?:if|whether) (?<whether>[^.;\n]{3,200})[.;]\s+(?:If so|If it does|If it is|If yes|If they do),? ${TELL}`,
    String.raw`\bIf (?!so\b|it (?:is|does),|yes\b)(?<leading>[^.,;\n]{3,200}),? ${TELL.replace('told', 'said')}`,
  ].join('|'),
  'g',
);
const NAMING = /\b(?:use|include|mention|address (?:them|the \w{1,20}) by)\b[^.\n]{0,30}\bname\b/i;

/** Whether a condition is met; one that compares with what the user said, by a value that both have. */
function holds(condition: string, request: string, calls: readonly MadeCall[]): boolean {
  if (!/\b(?:match(?:es)?|equals?|(?:is )?the same as|is right|is correct)\b/i.test(condition))
    return isMet({ text: condition, negated: false }, calls);
  const said = new Set(
    request
      .toLowerCase()
      .match(/[\p{L}\d.]+/gu)
      ?.map((word) => word.replace(/\.$/, '')),
  );
  return calls.some((call) =>
    entriesOf(call).some(({ fields, text }) =>
      (fields.length > 0 ? fields.map(([, value]) => value) : [text]).some((value) =>
        said.has(value.trim().toLowerCase()),
      ),
    ),
  );
}

/** A clause about the user, said to them. */
function toUser(text: string): string {
  return text
    .replace(/\b(?:they|he|she)(['’])(?:re|s)\b/gi, 'you$1re')
    .replace(/\b(?:they are|he is|she is)\b/gi, 'you are')
    .replace(/\b(?:they have|he has|she has)\b/gi, 'you have')
    .replace(/\b(?:they|he|she|them|him)\b/gi, 'you')
    .replace(/\b(?:their|his|her)\b/gi, 'your');
}

/** The name that a tool for names has found. */
function nameIn(calls: readonly MadeCall[]): string | undefined {
  const call = calls.find(({ name, outcome }) => /name$/i.test(name) && outcome === 'found');
  const [entry] = call === undefined ? [] : entriesOf(call);
  const name = entry?.fields.find(([key]) => /name$/i.test(key))?.[1] ?? entry?.text;
  return name !== undefined && /^\p{L}[\p{L} .'’-]{0,60}$/u.test(name) ? name : undefined;
}
