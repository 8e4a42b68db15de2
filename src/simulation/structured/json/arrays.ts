import type { JsonSchema } from '../../../engine/request.ts';
import { canonical, conforms } from '../schema/conforms.ts';
import { type Shape, schemasForItem } from '../schema/shape.ts';
import type { Place } from './suggestions.ts';
import { NODES, type Writing } from './writing.ts';

export function arrayFor(shape: Shape, place: Place, writing: Writing): string | undefined {
  const items: string[] = [];
  const seen = shape.unique ? new Set<string>() : undefined;
  const above = [...place.above, ...shape.members];
  const wanted = shape.contains.flatMap(({ schema, least }) =>
    Array<JsonSchema>(Math.min(least, NODES)).fill(schema),
  );
  // If there is not room for one item per `contains`, one item has to satisfy several.
  const together = Math.max(1, Math.ceil(wanted.length / Math.max(1, shape.maxItems)));
  const left = shape.contains.map(({ most }) => most);
  const length = Math.min(shape.maxItems, Math.max(lengthOf(shape, place, writing), wanted.length));
  const most = Math.min(shape.maxItems, Math.max(length, shape.minItems) + wanted.length * 4);
  for (let index = 0; index < length || (wanted.length > 0 && index < most); index++) {
    const path = [...place.path, index];
    const inner: Place = { ...place, index, depth: place.depth + 1, path, above };
    const schemas = [
      ...schemasForItem(shape, index),
      ...shape.contains.flatMap(({ schema }, each) => (left[each] === 0 ? [{ not: schema }] : [])),
    ];
    const extra = wanted.slice(0, together);
    let item = extra.length > 0 ? itemFor([...schemas, ...extra], inner, seen, writing) : undefined;
    if (item !== undefined) wanted.splice(0, extra.length);
    else item = itemFor(schemas, inner, seen, writing);
    if (item === undefined) break;
    const value: unknown = shape.contains.length > 0 ? JSON.parse(item) : undefined;
    shape.contains.forEach(({ schema, most }, each) => {
      if (most !== Number.POSITIVE_INFINITY && conforms(schema, value, writing.root, writing.effort))
        left[each]!--;
    });
    items.push(item);
  }
  if (items.length < shape.minItems) {
    if (items.length >= shape.maxItems)
      return writing.blocked(place, "'minItems' is greater than 'maxItems'");
    return undefined;
  }
  return wanted.length > 0
    ? writing.stuck(place, "its items leave no room for what 'contains' asks for")
    : `[${items.join(',')}]`;
}

function itemFor(
  schemas: readonly JsonSchema[],
  place: Place,
  seen: Set<string> | undefined,
  writing: Writing,
): string | undefined {
  const { credited } = writing.effort;
  for (let attempt = 0; attempt < 60; attempt++) {
    writing.effort.withdraw(credited);
    const item = writing.value(schemas, attempt === 0 ? place : { ...place, plain: true, attempt });
    if (item === undefined || seen === undefined) return item;
    writing.effort.spend(item.length / 2);
    const mark = canonical(JSON.parse(item));
    if (!seen.has(mark)) {
      seen.add(mark);
      return item;
    }
    if (!writing.mayTry()) break;
  }
  return writing.stuck(place, "no further item is different from the others, as 'uniqueItems' asks");
}

function lengthOf(shape: Shape, place: Place, writing: Writing): number {
  const needed = shape.minItems;
  if (writing.isFrugal(place) || writing.wearies(shape, place)) return needed;
  const schemas = schemasForItem(shape, 0);
  const prefix = shape.arrays.reduce((most, each) => Math.max(most, each.prefix.length), 0);
  const costly = schemas.reduce((sum, schema) => sum + writing.cost(schema), 0);
  if (costly === Number.POSITIVE_INFINITY || schemas.includes(false)) return needed;
  const rounds = schemas.reduce((most, schema) => Math.max(most, writing.rounds(schema, place)), 0);
  const natural =
    prefix > 0
      ? prefix
      : rounds > 0
        ? 1
        : writing.suggestions.lengthOf(
            shape,
            place,
            schemas.map((each) => writing.target(each)),
          );
  return Math.min(shape.maxItems, Math.max(needed, natural));
}
