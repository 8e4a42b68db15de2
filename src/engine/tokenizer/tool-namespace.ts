import { LongText, quoteInSteps } from '../../runtime/long-text.ts';
import type { Steps } from '../../runtime/steps.ts';
import type { JsonSchema, Tool } from '../request.ts';
import { splitName } from '../tool-group.ts';

/** Schemas nested deeper are shown as `any`; after this many schemas in one request the rest are left out. */
const DEEPEST = 32;
const MOST_SCHEMAS = 50_000;
/** Literals with more characters and lists with more names are read in steps. */
const LONG = 4096;

/**
 * Tool definitions as the model sees them: a TypeScript-like namespace with a function type for each tool and its
 * description above it; what a group of tools is for stands above the first one. OpenAI's own rendering is not published; this one agrees with OpenAI's reported token
 * counts: comments on the outermost properties only, one property per line, two spaces per level.
 *
 * Work and output are bounded for any schema: each is read once, without following references.
 *
 * @example
 * finish(toolNamespace([{ kind: 'function', name: 'now', description: 'The time', strict: false }]));
 * // 'namespace functions {\n\n// The time\ntype now = () => any;\n\n} // namespace functions'
 */
export function* toolNamespace(tools: readonly Tool[]): Steps<string> {
  const writer: Writer = { text: new LongText(), left: MOST_SCHEMAS };
  const { text } = writer;
  text.add('namespace functions {\n\n');
  const groups = new Set<string>();
  for (const tool of tools) {
    const { group } = splitName(tool.name);
    if (group !== undefined && tool.groupDescription && !groups.has(group)) {
      groups.add(group);
      text.add(`// ${group}: ${tool.groupDescription}\n\n`);
    }
    if (tool.description) text.add(`// ${tool.description}\n`);
    if (tool.kind === 'function') yield* writeFunction(tool.name, tool.parameters, writer);
    else text.add(customType(tool));
    text.add('\n\n');
    if (text.isDue()) yield;
  }
  text.add('} // namespace functions');
  return text.toString();
}

interface Writer {
  readonly text: LongText;
  left: number;
}

type Schema = Exclude<JsonSchema, boolean>;

function* writeFunction(name: string, parameters: JsonSchema | undefined, writer: Writer): Steps<void> {
  const { text } = writer;
  const schema = asSchema(parameters);
  const definitions = asSchema(schema?.$defs ?? schema?.definitions) ?? {};
  for (const label of Object.keys(definitions)) {
    text.add(`type ${label} = `);
    const rest = writeType(definitions[label], 0, 0, writer);
    if (rest) yield* rest;
    text.add(';\n');
    if (text.isDue()) yield;
  }
  const names = schema ? namesOf(schema, writer) : [];
  if (!schema || names.length === 0) {
    text.add(`type ${name} = () => any;`);
    return;
  }
  text.add(`type ${name} = (_: {\n`);
  yield* writeProperties(schema, names, 0, 0, writer);
  text.add('\n}) => any;');
}

function customType(tool: Extract<Tool, { kind: 'custom' }>): string {
  const grammar = tool.grammar ? `// ${tool.grammar.syntax}\n${tool.grammar.definition}\n` : '';
  return `${grammar}type ${tool.name} = (FREEFORM) => any;`;
}

function namesOf(schema: Schema, { left }: Writer): string[] {
  return left > 0 ? Object.keys(asSchema(schema.properties) ?? {}) : [];
}

function* writeProperties(
  schema: Schema,
  names: readonly string[],
  indent: number,
  depth: number,
  writer: Writer,
): Steps<void> {
  const { text } = writer;
  const needed = Array.isArray(schema.required) ? schema.required : [];
  const required = needed.length > LONG ? yield* toSet(needed) : new Set(needed);
  const margin = ' '.repeat(indent);
  const properties = asSchema(schema.properties) ?? {};
  let isFirst = true;
  for (const name of names) {
    if (writer.left <= 0) break;
    const value = properties[name];
    const description = asSchema(value)?.description;
    if (!isFirst) text.add('\n');
    isFirst = false;
    if (typeof description === 'string' && description !== '' && indent < 2) {
      text.add(`${margin}// ${description}\n`);
    }
    text.add(`${margin}${name}${required.has(name) ? '' : '?'}: `);
    const rest = writeType(value, indent, depth + 1, writer);
    if (rest) yield* rest;
    text.add(',');
    if (text.isDue()) yield;
  }
}

/** Work that was done at once, or the rest of it. */
type Written = Steps<void> | undefined;

function writeType(value: unknown, indent: number, depth: number, writer: Writer): Written {
  const { text } = writer;
  const schema = asSchema(value);
  if (!schema || depth > DEEPEST || writer.left-- <= 0) {
    text.add('any');
    return undefined;
  }
  if (Array.isArray(schema.enum)) return writeUnion(schema.enum, (one) => writeLiteral(one, writer), writer);
  if ('const' in schema) return writeLiteral(schema.const, writer);
  if (typeof schema.$ref === 'string') {
    text.add(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
    return undefined;
  }
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) {
    return writeUnion(options, (one) => writeType(one, indent, depth + 1, writer), writer);
  }
  if (!Array.isArray(schema.type)) return writePlain(schema.type, schema, indent, depth, writer);
  return writeTypes(schema.type, schema, indent, depth, writer);
}

function* writeTypes(
  types: readonly unknown[],
  schema: Schema,
  indent: number,
  depth: number,
  writer: Writer,
): Steps<void> {
  // A duplicate type would be read twice, which would double the work at each level.
  const distinct = types.length > LONG ? yield* toSet(types) : new Set(types);
  yield* writeUnion([...distinct], (one) => writePlain(one, schema, indent, depth, writer), writer);
}

function* writeUnion(
  options: readonly unknown[],
  write: (option: unknown) => Written,
  { text }: Writer,
): Steps<void> {
  for (let index = 0; index < options.length; index++) {
    if (index > 0) text.add(' | ');
    if (text.isDue()) yield;
    const rest = write(options[index]);
    if (rest) yield* rest;
  }
}

function writePlain(type: unknown, schema: Schema, indent: number, depth: number, writer: Writer): Written {
  switch (type) {
    case 'object':
      return writeObject(schema, indent, depth, writer);
    case 'array':
      if (schema.items) return writeArray(schema.items, indent, depth, writer);
      writer.text.add('any[]');
      return undefined;
    default:
      writer.text.add(PLAIN.get(type) ?? 'any');
      return undefined;
  }
}

const PLAIN: ReadonlyMap<unknown, string> = new Map([
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['null', 'null'],
  ['number', 'number'],
  ['integer', 'number'],
]);

function* writeObject(schema: Schema, indent: number, depth: number, writer: Writer): Steps<void> {
  writer.text.add('{\n');
  yield* writeProperties(schema, namesOf(schema, writer), indent + 2, depth, writer);
  writer.text.add(`\n${' '.repeat(indent)}}`);
}

function* writeArray(items: unknown, indent: number, depth: number, writer: Writer): Steps<void> {
  const rest = writeType(items, indent, depth + 1, writer);
  if (rest) yield* rest;
  writer.text.add('[]');
}

function writeLiteral(value: unknown, { text }: Writer): Written {
  if (typeof value === 'string' && value.length > LONG) return writeQuoted(value, text);
  text.add(typeof value === 'object' && value !== null ? 'any' : JSON.stringify(value));
  return undefined;
}

function* writeQuoted(value: string, text: LongText): Steps<void> {
  text.add(yield* quoteInSteps(value));
}

function* toSet(names: readonly unknown[]): Steps<Set<unknown>> {
  const set = new Set<unknown>();
  for (const [index, name] of names.entries()) {
    set.add(name);
    if (index % LONG === 0) yield;
  }
  return set;
}

function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}
