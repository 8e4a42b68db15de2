import type { JsonSchema, Tool } from '../request.ts';

/** Schemas nested deeper are shown as `any`; after this many schemas in one request the rest are left out. */
const DEEPEST = 32;
const MOST_SCHEMAS = 50_000;

/**
 * Tool definitions as the model sees them: a TypeScript-like namespace with a function type for each tool and its
 * description above it. OpenAI's own rendering is not published; this one agrees with OpenAI's reported token
 * counts: comments on the outermost properties only, one property per line, two spaces per level.
 *
 * Work and output are bounded for any schema: each is read once, without following references.
 *
 * @example
 * toolNamespace([{ kind: 'function', name: 'now', description: 'The time', strict: false }]);
 * // 'namespace functions {\n\n// The time\ntype now = () => any;\n\n} // namespace functions'
 */
export function toolNamespace(tools: readonly Tool[]): string {
  const writer = { left: MOST_SCHEMAS };
  const lines = ['namespace functions {', ''];
  for (const tool of tools) {
    if (tool.description) lines.push(`// ${tool.description}`);
    lines.push(
      tool.kind === 'function' ? functionType(tool.name, tool.parameters, writer) : customType(tool),
      '',
    );
  }
  lines.push('} // namespace functions');
  return lines.join('\n');
}

interface Writer {
  left: number;
}

type Schema = Exclude<JsonSchema, boolean>;

function functionType(name: string, parameters: JsonSchema | undefined, writer: Writer): string {
  const schema = asSchema(parameters);
  const definitions = Object.entries(asSchema(schema?.$defs ?? schema?.definitions) ?? {})
    .map(([label, definition]) => `type ${label} = ${typeOf(definition, 0, 0, writer)};\n`)
    .join('');
  const body = schema ? properties(schema, 0, 0, writer) : '';
  return (
    definitions + (body === '' ? `type ${name} = () => any;` : `type ${name} = (_: {\n${body}\n}) => any;`)
  );
}

function customType(tool: Extract<Tool, { kind: 'custom' }>): string {
  const grammar = tool.grammar ? `// ${tool.grammar.syntax}\n${tool.grammar.definition}\n` : '';
  return `${grammar}type ${tool.name} = (FREEFORM) => any;`;
}

function properties(schema: Schema, indent: number, depth: number, writer: Writer): string {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  for (const [name, value] of Object.entries(asSchema(schema.properties) ?? {})) {
    if (writer.left <= 0) break;
    const description = asSchema(value)?.description;
    if (typeof description === 'string' && description !== '' && indent < 2) {
      lines.push(`${margin}// ${description}`);
    }
    lines.push(
      `${margin}${name}${required.has(name) ? '' : '?'}: ${typeOf(value, indent, depth + 1, writer)},`,
    );
  }
  return lines.join('\n');
}

function typeOf(value: unknown, indent: number, depth: number, writer: Writer): string {
  const schema = asSchema(value);
  if (!schema || depth > DEEPEST || writer.left-- <= 0) return 'any';
  if (Array.isArray(schema.enum)) return schema.enum.map(literal).join(' | ');
  if ('const' in schema) return literal(schema.const);
  if (typeof schema.$ref === 'string') return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) {
    return options.map((option) => typeOf(option, indent, depth + 1, writer)).join(' | ');
  }
  if (Array.isArray(schema.type)) {
    // A duplicate type would be read twice, which would double the work at each level.
    const types = [...new Set(schema.type)];
    return types.map((type) => plain(type, schema, indent, depth, writer)).join(' | ');
  }
  return plain(schema.type, schema, indent, depth, writer);
}

function plain(type: unknown, schema: Schema, indent: number, depth: number, writer: Writer): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
    case 'number':
      return type;
    case 'integer':
      return 'number';
    case 'array':
      return schema.items ? `${typeOf(schema.items, indent, depth + 1, writer)}[]` : 'any[]';
    case 'object':
      return `{\n${properties(schema, indent + 2, depth, writer)}\n${' '.repeat(indent)}}`;
    default:
      return 'any';
  }
}

function literal(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'any' : JSON.stringify(value);
}

function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}
