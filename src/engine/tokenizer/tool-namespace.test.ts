import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import type { JsonSchema, Tool } from '../request.ts';
import { schemaText as schemaInSteps } from './schema-text.ts';
import { toolNamespace as namespaceInSteps } from './tool-namespace.ts';

const toolNamespace = (tools: readonly Tool[]): string => finish(namespaceInSteps(tools));
const schemaText = (schema: JsonSchema): string => finish(schemaInSteps(schema));

function tool(parameters?: JsonSchema): Tool {
  return { kind: 'function', name: 'act', description: '', strict: false, ...(parameters && { parameters }) };
}

/** The type of one property called `x`. */
function typeOf(schema: JsonSchema): string | undefined {
  return /x\?: ([\s\S]*),\n\}\) => any/.exec(
    toolNamespace([tool({ type: 'object', properties: { x: schema } })]),
  )?.[1];
}

describe('toolNamespace', () => {
  it('says once what a group of tools is for', () => {
    const named = (name: string): Tool => ({ ...tool(), name, groupDescription: 'Customers' });
    const text = toolNamespace([named('crm.list'), named('crm.find'), named('single')]);
    expect(text).toContain('// crm: Customers\n\ntype crm.list = () => any;');
    expect(text.match(/Customers/g)).toHaveLength(1);
  });

  it('writes a function type for each tool', () => {
    const weather: Tool = {
      kind: 'function',
      name: 'get_weather',
      description: 'Get the weather',
      strict: true,
      parameters: {
        type: 'object',
        properties: {
          place: { type: 'string', description: 'City' },
          unit: { type: 'string', enum: ['c', 'f'] },
          range: { type: 'object', properties: { days: { type: 'integer', description: 'Not shown' } } },
        },
        required: ['place'],
      },
    };
    expect(toolNamespace([weather, tool()])).toBe(
      [
        'namespace functions {',
        '',
        '// Get the weather',
        'type get_weather = (_: {',
        '// City',
        'place: string,',
        'unit?: "c" | "f",',
        'range?: {',
        '  days?: number,',
        '},',
        '}) => any;',
        '',
        'type act = () => any;',
        '',
        '} // namespace functions',
      ].join('\n'),
    );
  });

  it.each<[JsonSchema, string]>([
    [{ type: 'array', items: { type: 'boolean' } }, 'boolean[]'],
    [{ type: 'array' }, 'any[]'],
    [{ type: ['string', 'null', 'string'] }, 'string | null'],
    [{ anyOf: [{ type: 'number' }, { const: 'all' }] }, 'number | "all"'],
    [{ $ref: '#/$defs/node' }, 'node'],
    [true, 'any'],
    [{ type: 7 }, 'any'],
    [{ type: 'object', properties: 'none', required: 3 }, '{\n\n}'],
  ])('writes %j as %s', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it('writes a custom tool with its grammar', () => {
    const text = toolNamespace([
      {
        kind: 'custom',
        name: 'run',
        description: 'Runs',
        grammar: { syntax: 'lark', definition: 'start: "x"' },
      },
    ]);
    expect(text).toContain('// Runs\n// lark\nstart: "x"\ntype run = (FREEFORM) => any;');
  });
});

describe('hostile schemas', () => {
  function nested(depth: number): JsonSchema {
    let schema: JsonSchema = { type: 'string' };
    for (let level = 0; level < depth; level++) {
      schema = { type: ['object', 'object', 'array'], properties: { x: schema }, items: schema };
    }
    return schema;
  }

  it('do not lead to unbounded tool text or work', () => {
    expect(toolNamespace([tool(nested(100_000))]).length).toBeLessThan(10_000_000);
    const wide = Object.fromEntries(
      Array.from({ length: 200_000 }, (_, index) => [`p${index}`, { type: 'string' }]),
    );
    expect(toolNamespace([tool({ type: 'object', properties: wide })]).length).toBeLessThan(1_500_000);
    expect(() =>
      toolNamespace([tool(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}'))]),
    ).not.toThrow();
  });

  const names = Array.from({ length: 40_000 }, (_, index) => `p${index}`);
  it.each<[string, JsonSchema]>([
    ['an enum', { enum: names }],
    ['options', { anyOf: names.map((type) => ({ type })) }],
    ['types', { type: names }],
    ['properties', { type: 'object', properties: Object.fromEntries(names.map((name) => [name, true])) }],
    ['required names', { type: 'object', properties: { p1: true }, required: names }],
    ['a long literal', { const: 'x'.repeat(1_000_000) }],
  ])('are written in steps: %s', (_, schema) => {
    const steps = namespaceInSteps([tool({ type: 'object', properties: { x: schema } })]);
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).toBeGreaterThan(8);
  });

  it('do not lead to unbounded schema text or work', () => {
    expect(schemaText(nested(100_000)).length).toBeLessThan(10_000_000);
    const values = schemaText({ enum: Array.from({ length: 300_000 }, () => 1) });
    expect(values.length).toBeLessThan(300_000);
    const plain = { type: 'object', properties: { a: { enum: ['x', 1, null, true] } }, required: [] };
    expect(schemaText(plain)).toBe(JSON.stringify(plain));
  });
});
