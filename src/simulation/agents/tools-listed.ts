import type { JsonSchema, Tool } from '../../engine/request.ts';
import { literalValue, notationAt } from '../reading/shape/notation.ts';
import { noted, objectSchema, type Property, schemaOf, schemaOfType } from '../reading/shape/types.ts';
import { isObject } from '../structured/schema/resolve.ts';

/**
 * The tools that a prompt lists in its text: as signatures, Python functions, names with descriptions, or JSON.
 *
 * @example
 * toolsListed('search(query: str) -> str - Searches the web')[0]; // { name: 'search', description: 'Searches the web', … }
 */
export function toolsListed(text: string): Tool[] {
  const read = text.slice(0, MOST_CHARACTERS);
  for (const listed of [functionsIn(read), jsonIn(read), sectionsIn(read), signaturesIn(read), namesIn(read)])
    if (listed.length > 0) return listed.slice(0, MOST_TOOLS);
  return [];
}

const MOST_CHARACTERS = 20_000;
const MOST_TOOLS = 60;

function toolOf(name: string, description: string, parameters: JsonSchema): Tool {
  return { kind: 'function', name, description: description.trim(), parameters, strict: false };
}

/** `def search(query: str, limit: int = 5) -> str:` with its documentation. */
function functionsIn(text: string): Tool[] {
  return [...text.matchAll(FUNCTION)].map(([, name = '', signature = '', documentation = '']) => {
    const [description = ''] = documentation.split(/\n\s*(?:Args|Arguments|Parameters|Returns?)\s*:/);
    return toolOf(name, description.trim(), parametersOf(signature, documentation));
  });
}

const FUNCTION =
  /^[ \t]{0,12}(?:async )?def (\w{1,60})\(([^()]{0,600}(?:\[[^()]{0,100}\][^()]{0,200})?)\)\s{0,20}(?:->\s{0,20}[^:\n]{1,80})?:\s{0,20}(?:\n\s{0,20}(?:"""|''')([\s\S]{0,2000}?)(?:"""|'''))?/gm;

/** `search(query: str) -> str - Searches the web`, `* search(query): Searches the web` */
function signaturesIn(text: string): Tool[] {
  return [...text.matchAll(SIGNATURE)].map(([, name = '', signature = '', description = '']) =>
    toolOf(name, description, parametersOf(signature, description)),
  );
}

const SIGNATURE =
  /^[ \t]{0,12}(?:[-*>•]|\d+[.)])?[ \t]{0,12}["'`]?(\w{2,60})["'`]?\(([^()\n]{0,400})\)[ \t]{0,12}(?:->[ \t]{0,12}[\w[\], .|]{1,60}?)?[ \t]{0,12}["'`]?[ \t]{0,12}(?::|–|—|-)[ \t]+(.{3,600})$/gm;

/** The parameters of a signature, with what the documentation says of each. */
function parametersOf(signature: string, documentation: string): JsonSchema {
  const properties: Property[] = [];
  for (const [, name = '', type = '', fallback] of signature.matchAll(PARAMETER)) {
    if (name === 'self') continue;
    const note = new RegExp(
      String.raw`^\s{0,20}${name}\s{0,20}(?:\([^()\n]{1,60}\))?\s{0,20}:\s{0,20}([^\n]{1,300})`,
      'm',
    ).exec(documentation)?.[1];
    const schema = type === '' ? { type: 'string' } : schemaOfType(type, undefined, 1);
    properties.push({ name, schema: noted(schema, note?.trim()), optional: fallback !== undefined });
  }
  return objectSchema(properties);
}

const PARAMETER =
  /(\w{1,60})\s{0,20}(?::\s{0,20}([^=,[]{1,60}(?:\[[^\]]{0,100}\])?))?(\s{0,20}=\s{0,20}[^,]{1,80})?(?:,|$)/g;

/** Objects with a name and parameters, as APIs take them. */
function jsonIn(text: string): Tool[] {
  const tools: Tool[] = [];
  for (const match of text.matchAll(/\{\s*"(?:type|name|function)"/g)) {
    if (tools.length >= MOST_TOOLS) break;
    const notation = notationAt(text, match.index);
    const value = notation && literalValue(notation.node);
    const declared = isObject(value) && isObject(value.function) ? value.function : value;
    if (
      !isObject(declared) ||
      typeof declared.name !== 'string' ||
      tools.some(({ name }) => name === declared.name)
    )
      continue;
    const parameters = declared.parameters ?? declared.input_schema ?? declared.args;
    if (!isObject(parameters)) continue;
    tools.push(toolOf(declared.name, String(declared.description ?? ''), schemaFrom(parameters)));
  }
  return tools;
}

/** "Tool Name: search", "Tool Description: …", "Tool Arguments: {…}" on lines of their own. */
function sectionsIn(text: string): Tool[] {
  return [...text.matchAll(SECTION)].map((match) => {
    const section = text.slice(match.index, nextSection(text, match.index + match[0].length));
    const description = /\bDescription:\s*([^\n]{1,600})/i.exec(section)?.[1] ?? '';
    const at = /\b(?:Args|Arguments|Parameters|Input)(?: \w+)?:\s*(?=\{)/i.exec(section);
    const notation = at ? notationAt(section, at.index + at[0].length) : undefined;
    const value = notation && literalValue(notation.node);
    return toolOf(match[1]!, description, isObject(value) ? schemaFrom(value) : ONE_TEXT);
  });
}

const SECTION =
  /^[ \t]{0,12}(?:[-*>][ \t]{0,12})?Tool(?: Name)?:[ \t]{0,12}["'`]?(\w{2,60})["'`]?[ \t]{0,12}$/gim;

function nextSection(text: string, from: number): number {
  const next = text
    .slice(from)
    .search(/^[ \t]{0,12}(?:[-*>][ \t]{0,12})?Tool(?: Name)?:[ \t]{0,12}["'`]?\w/im);
  return next === -1 ? text.length : from + next;
}

const ONE_TEXT: JsonSchema = objectSchema([{ name: 'input', schema: { type: 'string' } }]);

/** `search: Searches the web, args: {"query": {"type": "string"}}` below words that announce tools. */
function namesIn(text: string): Tool[] {
  const announced = /\b(?:tools?|functions?|actions?)\b[^\n]{0,120}:[ \t]{0,12}\n+/i.exec(text);
  if (announced === null) return [];
  const tools: Tool[] = [];
  for (const line of text
    .slice(announced.index + announced[0].length)
    .split('\n')
    .slice(0, 2 * MOST_TOOLS)) {
    const [, name, said = ''] = NAMED.exec(line) ?? [];
    if (name === undefined) {
      if (tools.length > 0 && line.trim() !== '') break;
      continue;
    }
    const at = /,?\s*args:?\s*(?=\{)/i.exec(said);
    const notation = at ? notationAt(said, at.index + at[0].length) : undefined;
    const value = notation && literalValue(notation.node);
    tools.push(
      toolOf(name, at ? said.slice(0, at.index) : said, isObject(value) ? schemaFrom(value) : ONE_TEXT),
    );
  }
  return tools;
}

const NAMED =
  /^[ \t]{0,12}(?:[-*>•]|\d+[.)])?[ \t]{0,12}(?:\*\*)?["'`]?([A-Za-z_]\w{1,60})["'`]?(?:\*\*)?(?::|[ \t]+-)[ \t]+(.{3,1000})$/;

/** A JSON Schema, or only its properties, or names with their types. */
function schemaFrom(value: { readonly [key: string]: unknown }): JsonSchema {
  if (isObject(value.properties)) return value;
  const properties = Object.entries(value).map(([name, each]): Property => {
    if (!isObject(each)) return { name, schema: schemaOf({ kind: 'text', text: String(each) }) };
    const { type, ...rest } = each;
    const known = typeof type === 'string' ? (schemaOfType(type, undefined, 1) as object) : {};
    return { name, schema: { ...rest, ...known } };
  });
  return objectSchema(properties);
}
