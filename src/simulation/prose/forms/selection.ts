import { itemsAsked } from '../../reading/items.ts';
import { listOf, listStyleIn } from '../../reading/list-style.ts';
import type { Form } from '../scene.ts';

/** Items of the material in the kind of list that the request asks for. */
export const selection: Form = {
  name: 'selection',
  clues: {
    mentions:
      'list comma commas separated numbered bullet bullets bulleted line lines newline newlines number ordered enumerated separated delimited semicolon semicolons alphabetical alphabetically',
  },
  recognise: ({ reading }) => {
    const style = listStyleIn(`${reading.question}\n${reading.instructions}`);
    if ((style.kind === undefined && !style.isSorted) || reading.material.length === 0) return undefined;
    const items = itemsAsked(reading, style.count);
    if (items.length < 2) return undefined;
    const shown = style.isSorted ? items.toSorted((one, other) => one.localeCompare(other, 'en')) : items;
    return () => [listOf(shown.slice(0, style.count), style.kind)];
  },
};
