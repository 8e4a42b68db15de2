import type { Facts } from '../facts/facts.ts';
import { keyOf } from '../facts/literals.ts';
import { namesAt } from '../values/names.ts';
import type { Profile } from './profile.ts';
import type { Given } from './step.ts';

/** The only person that a request names, for the name that a tool about people takes. */
export function personFor({ parameters, named }: Profile, facts: Facts): Given | undefined {
  if (!named.some(({ families }) => families.includes('~person'))) return undefined;
  const names = parameters.filter(({ words, kind }) => kind === 'text' && words.at(-1) === 'name');
  const { text, focus } = facts;
  const asked = text.slice(focus.start, focus.end);
  const people = new Set(
    [...namesAt(asked, new Uint8Array(asked.length))]
      .map((span) => span.text)
      .filter((name) => name.includes(' ')),
  );
  const [person] = people;
  if (names.length !== 1 || names[0]!.words.length > 1 || people.size !== 1) return undefined;
  return new Map([[keyOf(names[0]!.name), person!]]);
}
