import type { MadeCall } from '../../reading/calls.ts';

/** The arguments of an earlier call with what a follow-up such as "And in Rome?" asks of instead. */
export function continued(
  text: string,
  { input }: MadeCall,
  earlier: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = VALUE.exec(text.trim())?.[1]?.replace(/[?.!\s]+$/, '');
  if (value === undefined || value === '') return undefined;
  const preposition = /^\W*(?:\p{L}{1,6} )*?(in|on|at|for|from|to|of|by|with)\s/iu
    .exec(text.trim())?.[1]
    ?.toLowerCase();
  const texts = Object.entries(input).filter(
    ([, each]) => typeof each === 'string' || typeof each === 'number',
  );
  const looks = lookOf(value);
  const lower = earlier.toLowerCase();
  const ranked = texts
    .map(([key, each]) => {
      const old = String(each);
      const at = lower.indexOf(old.toLowerCase());
      const before = at < 0 ? '' : lower.slice(0, at).trimEnd().split(/\s+/).at(-1)!;
      return {
        key,
        merit:
          (lookOf(old) === looks ? 2 : 0) +
          (at >= 0 ? 1 : 0) +
          (preposition !== undefined && before === preposition ? 1 : 0),
      };
    })
    .toSorted((a, b) => b.merit - a.merit);
  const [best] = ranked;
  if (best === undefined || best.merit < 2) return undefined;
  const isNumber = typeof input[best.key] === 'number';
  return { ...input, [best.key]: isNumber && Number.isFinite(Number(value)) ? Number(value) : value };
}

/** Requests that mean the last call again: "And in Tokyo?", "What about A-12?", "Same for Oslo". */
export const FOLLOW_UP =
  /^\W{0,5}(?:and|what about|how about|also|same (?:for|with)|now (?:for|the same for)|ok(?:ay)?,? and|or|the same (?:for|in|with))\b.{0,80}$/i;

const VALUE =
  /^\W{0,5}(?:and|what about|how about|also|same|now|ok(?:ay)?,? and|or|the same)?\s*(?:the same\s+)?(?:(?:in|on|at|for|from|to|of|by|with|about)\s+)?(?:the\s+)?(.{1,80})$/isu;

function lookOf(text: string): string {
  if (
    /^\d{4}-\d\d-\d\d$|^(?:today|tomorrow|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i.test(
      text,
    )
  )
    return 'date';
  if (/^-?[\d.,]+$/.test(text)) return 'number';
  if (/\d/.test(text)) return 'code';
  return /^\p{Lu}/u.test(text) ? 'name' : 'word';
}
