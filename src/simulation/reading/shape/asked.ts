import type { JsonSchema } from '../../../engine/request.ts';
import { isObject, type SchemaObject } from '../../structured/schema/resolve.ts';
import { declarationsIn } from './declarations.ts';
import { keysIn } from './keys.ts';
import { listAsked } from './lists.ts';
import { literalValue, type Node, notationAt } from './notation.ts';
import { objectSchema as objectOf, schemaOf, type Types } from './types.ts';

/** The JSON that a text asks for. */
export interface AskedShape {
  /** A JSON Schema; properties of which the text says nothing have no `type`. */
  readonly schema: JsonSchema;
  /** The parts of the text that describe it, in order. */
  readonly spans: readonly Span[];
  /** How plainly the text asks for it: an example that nothing announces may be material. */
  readonly plain: boolean;
  /** Whether the words before it ask for such an answer, even if they do not mention JSON. */
  readonly asked: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The shape of the JSON that a text asks for: by a JSON Schema, a type declared in code, an example or a pseudo-type, or
 * by the names of the keys. Of several schemas and announced examples, the last counts. Undefined if it shows none.
 *
 * @example
 * shapeAsked('Answer as {"city": string}')?.schema; // { type: 'object', properties: { city: { type: 'string' } }, … }
 */
export function shapeAsked(text: string): AskedShape | undefined {
  const declared = declarationsIn(text);
  const types: Types = new Map(declared.map(({ name, schema }) => [name, schema]));
  const notations = notationsIn(text, declared);
  const schemas = notations.filter(({ schema }) => schema !== undefined);
  const schema = schemas.at(-1)?.schema;
  if (schema !== undefined)
    return {
      schema,
      spans: notations.filter((each) => each.isLike || isAttempt(each, schema)),
      plain: true,
      asked: true,
    };
  if (declared.length > 0) {
    const root = rootOf(declared, text);
    return { schema: root, spans: declared, plain: true, asked: ANSWERING.test(text) };
  }
  const alternatives = alternativesIn(text, notations, types);
  if (alternatives) return alternatives;
  const last = notations.findLast(({ announced }) => announced);
  if (last !== undefined)
    return {
      schema: schemaOf(last.node, types),
      spans: alike(notations, last.node),
      plain: true,
      asked: ANSWERING.test(text.slice(Math.max(0, last.start - BEFORE), last.start)),
    };
  const keys = keysIn(text);
  const list = listAsked(text, keys?.properties ?? []);
  if (list !== undefined) return { ...list, spans: keys ? [keys] : [], plain: true, asked: false };
  if (keys !== undefined) {
    const plain = /json/i.test(text) || (keys.properties.length > 1 && ANSWERING.test(text));
    return { schema: objectOf(keys.properties), spans: [keys], plain, asked: false };
  }
  const first = notations.find(({ isGiven }) => !isGiven);
  return (
    first && {
      schema: schemaOf(first.node, types),
      spans: alike(notations, first.node),
      plain: false,
      asked: false,
    }
  );
}

/**
 * Several objects of which the answer is to be one, each with the words before it as its description; a key whose values
 * differ in all of them tells which one it is.
 */
function alternativesIn(text: string, notations: readonly Notation[], types: Types): AskedShape | undefined {
  const objects = notations.filter(({ node, isGiven }) => node.kind === 'object' && !isGiven);
  const conditions = objects.map((each, index) => conditionOf(text, each, objects[index - 1]));
  const conditional = conditions.filter((condition) => condition !== undefined);
  if (objects.length === 1 && conditional.length === 1 && LACKING.test(conditional[0]!))
    return insteadOf(objects[0]!, conditional[0]!, text, types);
  const areApart = new Set(objects.map(({ node }) => keysOf(node))).size > 1;
  const areConditional = conditional.length >= Math.max(1, objects.length - 1) && objects.length <= 8;
  if (objects.length < 2 || !(areConditional || (ONE_OF.test(text) && areApart))) return undefined;
  const telling = (key: string): boolean =>
    new Set(objects.map(({ node }) => memberOf(node, key))).size === objects.length;
  if (!areApart && !objects.some(({ node }) => keysOf(node).split(',').some(telling))) return undefined;
  const anyOf = objects.map(({ node, start }, index): JsonSchema => {
    const line = text.slice(Math.max(0, start - BEFORE), start);
    const description = conditions[index] ?? line.slice(line.lastIndexOf('\n') + 1).replace(/[\s:`]+$/, '');
    return { ...withFixed(node, types, telling), description };
  });
  return { schema: { anyOf }, spans: objects, plain: true, asked: ANSWERING.test(text) };
}

/** An object that the answer is only in some case, such as `{"error": "no name"}`; else it has the keys that the text names. */
function insteadOf(object: Notation, condition: string, text: string, types: Types): AskedShape | undefined {
  const keys = keysIn(text.slice(0, object.start));
  if (keys === undefined) return undefined;
  const anyOf = [
    { ...objectOf(keys.properties), description: '' },
    { ...withFixed(object.node, types, () => true, true), description: condition },
  ];
  return { schema: { anyOf }, spans: [keys, object], plain: true, asked: ANSWERING.test(text) };
}

/** The object with the values that tell it from others, or that have no placeholders, as they stand. */
function withFixed(
  node: Node,
  types: Types,
  isFixed: (key: string) => boolean,
  isWhole = false,
): SchemaObject {
  const schema = schemaOf(node, types) as SchemaObject;
  const properties = Object.entries(schema.properties as SchemaObject).map(([name, each]) => {
    const own = memberOf(node, name);
    const isWord =
      typeof own === 'string' && (/^[\w-]{1,40}$/.test(own) || (isWhole && !/[<{[(…]|\.\.\./.test(own)));
    return [
      name,
      isFixed(name) && (isWord || typeof own === 'boolean' || own === null) ? { const: own } : each,
    ];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The literal value of a member; undefined if it is a type. */
function memberOf(node: Node, name: string): unknown {
  const member = node.kind === 'object' ? node.members.find((each) => each.name === name) : undefined;
  return member && literalValue(member.value);
}

/** When an object is to be the answer: "If it is a complaint", "Otherwise", "… when the context has the answer". */
function conditionOf(
  text: string,
  { start, end }: Notation,
  previous: Notation | undefined,
): string | undefined {
  const behind = previous === undefined ? '' : text.slice(previous.end, previous.end + BEFORE);
  const from = (previous?.end ?? 0) + (TRAILING_CONDITION.exec(behind)?.[0].length ?? 0);
  const before = text.slice(Math.min(start, Math.max(from, start - 2 * BEFORE)), start);
  const sentence = before.slice(Math.max(before.lastIndexOf('\n\n'), before.search(/[.!?]\s+[^.!?]*$/)) + 1);
  const [, leading] = LEADING_CONDITION.exec(sentence) ?? [];
  if (leading !== undefined) return leading.trim();
  return TRAILING_CONDITION.exec(text.slice(end, end + BEFORE))?.[1]?.trim();
}

const LEADING_CONDITION =
  /(?:^|[\s,;(*-])((?:if|when|whenever|in case|otherwise|else|in all other cases|unless)\b[^{}]{0,200}?)(?:,?\s(?:then\s)?(?:please\s)?(?:answer|reply|respond|return|output|use|write|give|say|emit|produce|with)\b[^{}]{0,60})?[\s:`,-]*(?:json)?\s*$/i;
const TRAILING_CONDITION =
  /^[`"]{0,3},?\s((?:if|when|whenever|in case|otherwise|unless)\b[^.;{}\n]{3,150}?)(?=,?\s(?:or|and|otherwise|else)\b|[.;{}\n]|$)/i;
/** A case in which something is missing. */
const LACKING =
  /\b(?:no|not|none|nothing|cannot|unable|missing|lacks?|unknown|without|fails?|invalid|impossible|unclear|empty)\b|n['’]t\b/i;

const ONE_OF =
  /\b(?:one of|either)\b[^.\n]{0,60}\b(?:formats?|forms?|shapes?|structures?|objects?|schemas?|these|following)\b/i;

/** Whether a notation is an earlier answer in the form of the schema. */
function isAttempt({ node, announced }: Notation, { properties }: SchemaObject): boolean {
  if (!announced || node.kind !== 'object' || !isObject(properties)) return false;
  return node.members.every(({ name }) => Object.hasOwn(properties, name));
}

/** Characters before a notation that may announce it. */
const BEFORE = 160;

const ANSWERING =
  /\b(?:respond|response|reply|answer|return|outputs?|emit|format|extract|fill|conforms?|match(?:es|ing)?|adheres?|instance)\b/i;

interface Notation extends Span {
  readonly node: Node;
  /** The words before it call it the output or its format. */
  readonly announced: boolean;
  /** The words before it call it the input. */
  readonly isGiven: boolean;
  /** It is a JSON Schema. */
  readonly schema: SchemaObject | undefined;
  /** It is a schema, or an example of one. */
  readonly isLike: boolean;
}

/** Objects and lists in a text, outside of the declarations. */
function notationsIn(text: string, declared: readonly Span[]): Notation[] {
  const found: Notation[] = [];
  OPENING.lastIndex = 0;
  for (let tries = 0; tries < MOST_TRIES && found.length < MOST_EXAMPLES; tries++) {
    const match = OPENING.exec(text);
    if (match === null) break;
    const start = match.index;
    const within = declared.find((span) => start >= span.start && start < span.end);
    if (within) {
      OPENING.lastIndex = within.end;
      continue;
    }
    const notation = notationAt(text, start);
    if (notation === undefined || isEmpty(notation.node)) continue;
    const before = text.slice(Math.max(0, start - BEFORE), start);
    const value = literalValue(notation.node);
    const schema = isSchema(value) ? value : undefined;
    found.push({
      node: notation.node,
      start,
      end: notation.end,
      announced: ANNOUNCES_OUTPUT.test(before) && !ANNOUNCES_INPUT.test(before),
      isGiven: ANNOUNCES_INPUT.test(before),
      schema,
      isLike: schema !== undefined || EXAMPLE_OF_SCHEMA.test(before),
    });
    OPENING.lastIndex = notation.end;
  }
  return found;
}

/** A brace, or a bracket before a quoted text, an object or a type. */
const OPENING = /\{(?!\{)|\[(?=\s{0,40}(?:["{]|(?:string|number|integer|boolean)\b))/g;
const MOST_TRIES = 64;
const MOST_EXAMPLES = 16;

const ANNOUNCES_OUTPUT =
  /(?:\b(?:outputs?|formats?|structure|schema|template|shape|json|respond|response|reply|return|answer|emit|produce|type|like|example|exactly|form|following|object|array|list)\b[^{}[\]]{0,80}|(?:^|\n)\s*(?:output|result|json|answer|response|assistant|a)\s*:\s*(?:```\w{0,10}\s*)?)$/i;
const ANNOUNCES_INPUT =
  /\b(?:inputs?|data|records?|documents?|text|context|payload|given|from|source|rows?|entry|logs?|user|request|event)\b\s*(?:is|are|below|json|object)?\s*:?\s*(?:```\w{0,10}\s*)?$/i;
const EXAMPLE_OF_SCHEMA =
  /\b(?:the (?:object|instance)|for the schema|well-formatted|example)\b[^{}]{0,80}$/i;

function isEmpty(node: Node): boolean {
  return node.kind === 'object'
    ? node.members.length === 0
    : node.kind === 'array' && node.items.length === 0;
}

/** Whether a value is a JSON Schema of an object or a list, with or without its type. */
function isSchema(value: unknown): value is SchemaObject {
  if (!isObject(value)) return false;
  if (value.type === 'array' && isObject(value.items)) return true;
  if (isObject(value.$defs) || isObject(value.definitions))
    return isObject(value.properties) || typeof value.$ref === 'string' || value.type !== undefined;
  if (!isObject(value.properties)) return false;
  const properties = Object.values(value.properties);
  return (
    value.type === 'object' ||
    (properties.length > 0 &&
      properties.every(
        (each) =>
          isObject(each) &&
          ['type', '$ref', 'anyOf', 'allOf', 'oneOf', 'enum', 'const'].some((key) =>
            Object.hasOwn(each, key),
          ),
      ))
  );
}

/** The declared type that the text asks for: the one that no other uses, or of several, the last that is named elsewhere. */
function rootOf(declared: ReturnType<typeof declarationsIn>, text: string): JsonSchema {
  const outside = declared.reduce((rest, { start, end }) => rest.replace(text.slice(start, end), ' '), text);
  const named = declared.filter(({ name }) => new RegExp(String.raw`\b${name}\b`).test(outside));
  const used = (name: string): boolean =>
    declared.some(
      (other) =>
        other.name !== name && new RegExp(String.raw`\b${name}\b`).test(text.slice(other.start, other.end)),
    );
  const root =
    named.findLast(({ name }) => !used(name)) ??
    named.at(-1) ??
    declared.findLast(({ name }) => !used(name)) ??
    declared.at(-1)!;
  const isList = new RegExp(
    String.raw`\b(?:array|list)s? of (?:\w+ ){0,2}["'${'`'}]?${root.name}\b|\b${root.name}\[\]|[Ll]ist\[${root.name}\]|Array<${root.name}>`,
  ).test(outside);
  return isList ? { type: 'array', items: root.schema } : root.schema;
}

/** Other examples of the same keys. */
function alike(notations: readonly Notation[], node: Node): Span[] {
  const keys = keysOf(node);
  return notations.filter(
    (each) => each.node === node || (!each.isGiven && keys !== '' && keysOf(each.node) === keys),
  );
}

function keysOf(node: Node): string {
  if (node.kind === 'array') return node.items.length > 0 ? keysOf(node.items[0]!) : '';
  return node.kind === 'object'
    ? node.members
        .map(({ name }) => name)
        .toSorted()
        .join()
    : '';
}
