import type { JsonSchema } from '../../../engine/request.ts';
import { tokensOf } from '../facts/words.ts';
import { conforms } from '../schema/conforms.ts';
import { isObject } from '../schema/resolve.ts';
import { type Shape, schemasForProperty } from '../schema/shape.ts';
import { propertyName } from './property-name.ts';
import type { Place } from './suggestions.ts';
import { NODES, type Writing } from './writing.ts';

/** Writes an object with optional properties or, if that fails, with the required ones only. */
export function objectFor(shape: Shape, place: Place, writing: Writing): string | undefined {
  const frugal = writing.isFrugal(place);
  const { isUnsettled: wasUnsettled, credited } = writing.effort;
  const text = withProperties(shape, place, frugal, writing);
  if (text !== undefined || frugal || !writing.mayTry()) return text;
  writing.effort.isUnsettled = wasUnsettled;
  writing.effort.withdraw(credited);
  return withProperties(shape, place, true, writing);
}

function withProperties(shape: Shape, place: Place, frugal: boolean, writing: Writing): string | undefined {
  const above = [...place.above, ...shape.members];
  const included = namesOf(shape, place, above, frugal, writing);
  if (included === undefined) return undefined;
  const pieces: string[] = [];
  const written = new Set<string>();
  const write = (name: string): boolean => {
    if (written.has(name)) return true;
    const path = [...place.path, name];
    const schemas = schemasFor(shape, name, writing);
    const words = tokensOf(name);
    const owner = place.words.length > 0 ? place.words : place.owner;
    const inner: Place = { ...place, name, words, owner, depth: place.depth + 1, path, above };
    const value =
      schemas === undefined
        ? writing.blocked(inner, 'the property is required, but not allowed')
        : writing.value(schemas, inner);
    if (value === undefined) return false;
    written.add(name);
    pieces.push(`${JSON.stringify(name)}:${value}`);
    return true;
  };
  const needed = withDependents(shape.required, shape);
  for (const name of included) if (!write(name) && needed.has(name)) return undefined;
  for (const name of withDependents(written, shape)) if (!write(name)) return undefined;
  addFreeNames(shape, place, written, write, frugal, writing);
  if (written.size > shape.maxProperties)
    return writing.blocked(place, "more properties are required than 'maxProperties' allows");
  if (written.size >= shape.minProperties) return `{${pieces.join(',')}}`;
  return writing.stuck(place, "there are not as many properties as 'minProperties' asks for");
}

/** The schemas of a property, or undefined if its name is not allowed. */
function schemasFor(shape: Shape, name: string, writing: Writing): readonly JsonSchema[] | undefined {
  const isNamed = shape.nameRules.every((rule) => conforms(rule, name, writing.root, writing.effort));
  return isNamed ? schemasForProperty(shape, name, writing.effort) : undefined;
}

/** The declared properties to write, in declaration order. */
function namesOf(
  shape: Shape,
  place: Place,
  above: readonly object[],
  frugal: boolean,
  writing: Writing,
): readonly string[] | undefined {
  const declared = new Set<string>();
  for (const member of shape.objects) {
    if (isObject(member.properties)) for (const name of Object.keys(member.properties)) declared.add(name);
  }
  for (const name of shape.required) declared.add(name);
  const included = withDependents(shape.required, shape);
  let room = Math.min(shape.maxProperties, NODES) - included.size;
  if (room < 0) return writing.blocked(place, "more properties are required than 'maxProperties' allows");
  for (const pass of ['welcome', 'needed'] as const) {
    for (const name of declared) {
      if (room <= 0 || included.has(name)) continue;
      if (pass === 'needed' && included.size >= shape.minProperties) break;
      const schemas = schemasFor(shape, name, writing);
      if (
        schemas === undefined ||
        schemas.some((schema) => writing.cost(schema) === Number.POSITIVE_INFINITY)
      )
        continue;
      const weary = schemas.some((schema) => writing.rounds(schema, { ...place, above }) >= 2);
      if (pass === 'welcome' && (frugal || weary || writing.suggestions.leavesOut([...place.path, name])))
        continue;
      if (
        pass === 'welcome' &&
        !writing.suggestions.states([...place.path, name]) &&
        !writing.random.chance(0.88) &&
        !writing.suggestions.mentions.speaksOf(name, schemas)
      )
        continue;
      const more = [...withDependents([name], shape)].filter((each) => !included.has(each));
      if (more.length > room) continue;
      for (const each of more) included.add(each);
      room -= more.length;
    }
  }
  return [...new Set([...declared, ...included])].filter((name) => included.has(name));
}

/** Adds properties that no schema declares: entries of a map, and as many as `minProperties` requires. */
function addFreeNames(
  shape: Shape,
  place: Place,
  written: ReadonlySet<string>,
  write: (name: string) => boolean,
  frugal: boolean,
  writing: Writing,
): void {
  const patterns = shape.objects.flatMap((member) =>
    isObject(member.patternProperties) ? Object.keys(member.patternProperties) : [],
  );
  // A retry must give a different object, so it gets entries even if none are required.
  const isMap =
    (shape.objects.length > 0 || place.attempt !== undefined) &&
    written.size === 0 &&
    shape.objects.every((member) => !isObject(member.properties));
  const wanted =
    isMap && !frugal ? Math.max(shape.minProperties, Math.min(2, shape.maxProperties)) : shape.minProperties;
  for (let attempt = 0; written.size < wanted && attempt < wanted * 3 + 20 && !writing.isFull; attempt++) {
    const name = propertyName(shape, {
      patterns,
      attempt,
      random: writing.random,
      place,
      suggestions: writing.suggestions,
      reading: writing.reading,
    });
    if (name === undefined || written.has(name)) continue;
    const needed = withDependents([name], shape);
    if ([...needed].every((each) => schemasFor(shape, each, writing) !== undefined))
      for (const each of needed) write(each);
  }
}

/** The names and, transitively, all that `dependentRequired` adds for them. */
function withDependents(names: Iterable<string>, shape: Shape): Set<string> {
  const all = new Set(names);
  if (shape.dependents.size === 0) return all;
  // Iterating a set includes entries added on the way.
  for (const name of all)
    for (const other of shape.dependents.get(name) ?? []) if (all.size < 1_000) all.add(other);
  return all;
}
