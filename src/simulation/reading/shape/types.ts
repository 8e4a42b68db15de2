import type { JsonSchema } from '../../../engine/request.ts';
import { isObject, type SchemaObject } from '../../structured/schema/resolve.ts';
import type { Node } from './notation.ts';

/** The schemas of types that a prompt declares, by name. */
export type Types = ReadonlyMap<string, JsonSchema>;

const NO_TYPES: Types = new Map();

/**
 * The JSON Schema of values like the example, placeholder or type that a node is. Properties whose type cannot be told
 * have no `type`.
 *
 * @example
 * schemaOf(notationAt('{"mood": "good|bad", "tags": string[]}', 0)!.node);
 * // { type: 'object', properties: { mood: { type: 'string', enum: ['good', 'bad'] }, tags: { type: 'array', … } }, … }
 */
export function schemaOf(node: Node, types: Types = NO_TYPES, isDeclared = false): JsonSchema {
  switch (node.kind) {
    case 'text':
      // In a type that is declared in code, a text stands for itself.
      return isDeclared ? { type: 'string', enum: [node.text] } : schemaOfPlaceholder(node.text, types);
    case 'word':
      return schemaOfType(node.text, types);
    case 'array': {
      const [first] = node.items;
      return { type: 'array', ...(first && { items: schemaOf(first, types, isDeclared) }) };
    }
    case 'object':
      return objectSchema(
        node.members.map(({ name, value, note, optional }) => ({
          name,
          schema: noted(named(name, value, schemaOf(value, types, isDeclared)), note, types),
          optional,
        })),
      );
  }
}

/** `"order_number": "<number>"` may be any text that identifies. */
function named(name: string, node: Node, schema: JsonSchema): JsonSchema {
  const isText =
    node.kind === 'text' && isObject(schema) && schema.type === 'number' && schema.minimum === undefined;
  return isText && /(?:number|code|id|phone|no|zip)$/i.test(name) ? { type: 'string' } : schema;
}

export interface Property {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly optional?: boolean;
}

export function objectSchema(properties: readonly Property[]): SchemaObject {
  return {
    type: 'object',
    // fromEntries defines own properties, even for `__proto__`.
    properties: Object.fromEntries(
      properties.slice(0, MOST_PROPERTIES).map(({ name, schema }) => [name, schema]),
    ),
    required: [
      ...new Set(
        properties
          .slice(0, MOST_PROPERTIES)
          .filter(({ optional }) => !optional)
          .map(({ name }) => name),
      ),
    ],
    additionalProperties: false,
  };
}

const MOST_PROPERTIES = 60;

/** The schema with what a comment or description says of the value. */
export function noted(schema: JsonSchema, note: string | undefined, types: Types = NO_TYPES): JsonSchema {
  if (note === undefined || note === '' || !isObject(schema)) return schema;
  const said = described(note, types);
  if (!isObject(said)) return { ...schema, description: note };
  const { type } = schema;
  const agrees = type === undefined || said.type === type || (type === 'number' && said.type === 'integer');
  return { ...(agrees ? said : {}), ...schema, description: note };
}

/** The schema of a type: `string`, `list[int]`, `"a" | "b"`, `number between 0 and 10`, or the name of a declared one. */
export function schemaOfType(source: string, types: Types = NO_TYPES, depth = 0): JsonSchema {
  const text = source.trim().replace(/^readonly /, '');
  if (text === '' || depth > DEEPEST || /^(?:\.\.\.|…|any|unknown|Any)$/.test(text)) return {};
  const options = split(text, '|');
  if (options.length > 1) return union(options, types, depth);
  if (text.endsWith('[]')) return { type: 'array', items: schemaOfType(text.slice(0, -2), types, depth + 1) };
  if (/^\(.*\)$/.test(text)) return schemaOfType(text.slice(1, -1), types, depth + 1);
  const generic = /^([\w.]{1,40})\s?[[<](.{1,400})[\]>]$/s.exec(text);
  if (generic) {
    const known = schemaOfGeneric(generic[1]!.replace(/^\w+\./, ''), split(generic[2]!, ','), types, depth);
    if (known !== undefined) return known;
  }
  const quoted = /^(["'])([^"'\n]{1,200})\1$/.exec(text);
  if (quoted)
    return depth === 0 ? schemaOfPlaceholder(quoted[2]!, types) : { type: 'string', enum: [quoted[2]!] };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) {
    const isWhole = /^-?[1-9]\d*$/.test(text);
    return { type: isWhole ? 'integer' : 'number' };
  }
  if (/^(?:true|false)$/i.test(text)) return { type: 'boolean' };
  if (/^(?:null|none|undefined)$/i.test(text)) return {};
  const declared = types.get(text);
  if (declared !== undefined) return declared;
  const placeholder = /^[<[{(]{1,2}([^<>{}]{1,200}?)[>\]})]{1,2}$/.exec(text);
  if (placeholder) return schemaOfPlaceholder(placeholder[1]!, types);
  return described(text, types);
}

const DEEPEST = 8;

function schemaOfGeneric(
  name: string,
  inner: readonly string[],
  types: Types,
  depth: number,
): JsonSchema | undefined {
  const [first = ''] = inner;
  if (/^(?:Array|ReadonlyArray|list|List|Set|set|Sequence|Iterable|tuple|Tuple)$/.test(name))
    return { type: 'array', items: schemaOfType(first, types, depth + 1) };
  if (/^(?:Optional|Annotated|Partial|Required|Promise)$/.test(name))
    return schemaOfType(first, types, depth + 1);
  if (name === 'Union') return union(inner, types, depth);
  if (name === 'Literal') return union(inner, types, depth);
  if (/^(?:Record|Dict|dict|Map|map|Mapping)$/.test(name))
    return { type: 'object', additionalProperties: schemaOfType(inner[1] ?? '', types, depth + 1) };
  return undefined;
}

/** The schema of a value that may be null. */
export function nullable(schema: JsonSchema): JsonSchema {
  if (!isObject(schema)) return schema;
  const { type, enum: values } = schema;
  if (Array.isArray(values)) return { enum: [...values.filter((value) => value !== null), null] };
  return typeof type === 'string' && type !== 'object' ? { ...schema, type: [type, 'null'] } : schema;
}

/** Values to choose from, or types of which the first is taken. */
function union(options: readonly string[], types: Types, depth: number): JsonSchema {
  const all = options.map((each) => each.trim());
  const present = all.filter((each) => !/^(?:null|None|undefined|)$/.test(each));
  if (all.some((each) => /^(?:null|None)$/.test(each)) && present.length > 0)
    return nullable(union(present, types, depth));
  const values = present.map((each) => /^(["'`])(.{0,80})\1$/.exec(each)?.[2]);
  if (values.length > 0 && values.every((value) => value !== undefined))
    return { type: 'string', enum: [...new Set(values)] };
  if (present.length > 0 && present.every((each) => /^-?\d+(?:\.\d+)?$/.test(each)))
    return { enum: present.map(Number) };
  if (present.every((each) => /^(?:true|false)$/i.test(each))) return { type: 'boolean' };
  const isChoice =
    present.length > 1 &&
    present.every((each) => /^[\p{L}\p{N}][\p{L}\p{N} _/-]{0,40}$/u.test(each) && !types.has(each));
  if (isChoice && present.every((each) => primitiveOf(each) === undefined))
    return { type: 'string', enum: present };
  return schemaOfType(present[0] ?? '', types, depth + 1);
}

/** The schema of a text in a value's place: `"string"`, `"yes|no"`, `"<name of the person>"`, or an example. */
function schemaOfPlaceholder(source: string, types: Types): JsonSchema {
  const text = source.trim();
  const inner = /^[<{[(]{1,2}\s?([^<>{}]{1,200}?)\s?[>}\])]{1,2}$/.exec(text)?.[1];
  if (inner !== undefined) return schemaOfPlaceholder(inner, types);
  const options = split(text, '|');
  if (options.length > 1 && options.length <= 20) return union(options, types, 1);
  if (/^\d{4}-\d\d-\d\d$|^yyyy-mm-dd$/i.test(text)) return { type: 'string', format: 'date' };
  const either = choicesIn(text);
  if (either !== undefined && /^[^\s,]+(?:, [^\s,]+)*,? or \S+$/.test(text))
    return { type: 'string', enum: either };
  const said = described(text, types);
  // An example is neither a type nor a description.
  const isExample = !/\s/.test(text) && isObject(said) && said.type === undefined;
  return isExample ? { type: 'string' } : said;
}

/**
 * What words say of a value: its type, its range, the values to choose from. The type is missing if they do not say it.
 *
 * @example
 * described('integer from 1 to 5, how good it is'); // { type: 'integer', minimum: 1, maximum: 5, description: '…' }
 */
export function described(words: string, types: Types = NO_TYPES): JsonSchema {
  const text = words
    .trim()
    .replace(/^[([]|[)\]]$/g, '')
    .trim();
  const declared = types.get(text);
  if (declared !== undefined) return declared;
  const [, present] = OR_NULL.exec(text) ?? [];
  if (present !== undefined && present.trim() !== '') return nullable(described(present, types));
  const description = /\s/.test(text) ? { description: text } : {};
  const list =
    /^(?:an? |the )?(?:JSON )?(?:(?:array|list)(?: of (.{1,200}))?|(?:comma[- ]separated )?list)\b/i.exec(
      text,
    );
  if (list) {
    const items = list[1] === undefined ? {} : described(singular(list[1]), types);
    return {
      type: 'array',
      ...(isObject(items) && Object.keys(items).length > 0 && { items }),
      ...description,
    };
  }
  if (/\bYYYY-MM-DD\b(?!T)|\bISO(?:[ -]?8601)? date\b(?!-?time)/i.test(text))
    return { type: 'string', format: 'date', ...description };
  const type = primitiveOf(text);
  const range = RANGE.exec(text);
  if (range && (type === undefined || type.type === 'number' || type.type === 'integer')) {
    const minimum = Number(range[1]);
    const maximum = Number(range[2]);
    const isWhole = type?.type === 'integer' || (type === undefined && maximum - minimum > 1);
    if (
      minimum < maximum &&
      (type !== undefined ||
        /\b(?:score|rating|scale|number|between|from|integer|grade)\b|^\S+(?: (?:to|and) \S+)?$/i.test(text))
    )
      return { type: isWhole ? 'integer' : 'number', minimum, maximum, ...description };
  }
  const values = choicesIn(text);
  if (values !== undefined && (type === undefined || type.type === 'string'))
    return { type: 'string', enum: values, ...description };
  if (type !== undefined) return { ...type, ...description };
  if (/^(?:true|false|whether|is true)\b/i.test(text)) return { type: 'boolean', ...description };
  return description;
}

/** "number or null", "date, null if unknown" */
const OR_NULL =
  /^(.{2,200}?)(?:,| or|;| \||,? or use)\s?(?:null|None)\b(?:\s(?:if|when|for|where)\b.{0,120})?$/i;

const RANGE =
  /(?:^|[\s([])(-?\d+(?:\.\d+)?)\s?(?:-|–|to|and|through|\.\.)\s?(\d+(?:\.\d+)?)(?=$|[\s)\].,;])(?!\s(?:words?|characters?|sentences?|letters?|items?|lines?|tokens?))/i;

function primitiveOf(text: string): SchemaObject | undefined {
  const [, word = '', rest = ''] =
    /^(?:an? |the |single |one |valid |positive |short |required |optional )*["'`]?([A-Za-z]+(?:-time)?)["'`]?(.{0,20})/i.exec(
      text,
    ) ?? [];
  if (
    rest !== '' &&
    !/^(?:[\s]*[(,.:;—–[-]|\s+(?:between|from|of|in|that|with|or|and|describing|containing|representing|indicating|for|to|array|only|value|out)\b|\s*$)/i.test(
      rest,
    )
  )
    return undefined;
  return PRIMITIVES.get(word.toLowerCase());
}

const PRIMITIVES: ReadonlyMap<string, SchemaObject> = new Map(
  (
    [
      ['string str text varchar char', { type: 'string' }],
      ['number float double decimal numeric num', { type: 'number' }],
      ['integer int long', { type: 'integer' }],
      ['boolean bool', { type: 'boolean' }],
      ['object dict map', { type: 'object' }],
      ['array list', { type: 'array' }],
      ['date', { type: 'string', format: 'date' }],
      ['datetime date-time', { type: 'string', format: 'date-time' }],
    ] as const
  ).flatMap(([words, schema]) => words.split(' ').map((word) => [word, schema] as const)),
);

/** "one of a, b or c", "either \"x\" or \"y\"", "low, medium or high": the values to choose from. */
function choicesIn(text: string): string[] | undefined {
  const listed =
    /\b(?:one of|either|must be|exactly|among|options?:|values?:|allowed:|choose from)(?: the following| these)?:?\s+(.{3,300})/i.exec(
      text,
    )?.[1] ?? (/^[^.\n]{1,120}$/.test(text) && /(?:^|[\s"'`])or\s/.test(text) ? text : undefined);
  if (listed === undefined) return undefined;
  const quoted = [...listed.matchAll(/["'`]([^"'`\n]{1,60})["'`]/g)].map(([, value]) => value!);
  if (quoted.length > 1) return [...new Set(quoted)];
  const values = listed
    .replace(/[.;].*$/s, '')
    .replace(/^[[({]|[\])}]$/g, '')
    .split(/\s*(?:,|;|\/|\||\bor\b|\band\b)\s*/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
  const isList =
    values.length > 1 &&
    values.length <= 30 &&
    values.every((value) => /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,40}$/u.test(value));
  return isList ? [...new Set(values)] : undefined;
}

function singular(words: string): string {
  return words.replace(/^(\w+?)s\b/, '$1');
}

/** Splits at a separator outside of brackets and quotes. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('[({<'.includes(char)) depth++;
    else if ('])}>'.includes(char)) depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(from, index).trim());
      from = index + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts;
}
