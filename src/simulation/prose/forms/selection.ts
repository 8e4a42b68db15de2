import { itemsAsked } from '../../reading/items.ts';
import { listOf, listStyleIn } from '../../reading/list-style.ts';
import type { Form } from '../scene.ts';

/** Items of the material in the kind of list that the request asks for. */
export const selection: Form = {
  name: 'selection',
  clues: {
    mentions:
      'list comma commas separated numbered bullet bullets bulleted line lines newline newlines number ordered enumerated separated delimited',
  },
  recognise: ({ reading }) => {
    const style = listStyleIn(`${reading.question}\n${reading.instructions}`);
    if (style.kind === undefined || reading.material.length === 0) return undefined;
    const items = itemsAsked(reading, style.count);
    return items.length < 2 ? undefined : () => [listOf(items.slice(0, style.count), style.kind)];
  },
};
