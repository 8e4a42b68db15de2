import { tokensOf } from '../facts/words.ts';
import type { Parameter, Profile } from './profile.ts';

const PLACES = new Set('location city place position town region area'.split(' '));

/** Whether a parameter takes the name of a place. */
export const takesPlace = ({ kind, words }: Parameter): boolean =>
  kind === 'text' && PLACES.has(words.at(-1) ?? '');

/** Whether a tool takes nothing and returns a place, which is that of the user. */
export function tellsWhere({ tool, parameters, act }: Profile): boolean {
  return (
    (act === 'read' || act === undefined) &&
    parameters.every(({ isRequired }) => !isRequired) &&
    PLACES.has(tokensOf(tool.name.slice(0, 200)).at(-1) ?? '')
  );
}
