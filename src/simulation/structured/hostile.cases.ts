import type { JsonSchema } from '../../engine/request.ts';
import type { SchemaObject } from './schema/resolve.ts';

/** Small schemas that are expensive to satisfy, or that cannot be satisfied, by name. */
export const HOSTILE: readonly (readonly [string, SchemaObject])[] = [
  ...nesting(),
  ...references(),
  ...logic(),
  ...patterns(),
  ...objects(),
  ...arrays(),
  ...values(),
];

type Case = readonly [string, SchemaObject];

/** A root that every model accepts, with the schema as its only property. */
function holding(v: JsonSchema, $defs?: SchemaObject): SchemaObject {
  const root = { type: 'object', properties: { v }, required: ['v'], additionalProperties: false };
  return $defs === undefined ? root : { ...root, $defs };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function named(count: number, make: (index: number) => readonly [string, unknown]): SchemaObject {
  return Object.fromEntries(times(count, make));
}

/** Wraps a schema `levels` times. */
function tower(levels: number, core: JsonSchema, wrap: (inner: JsonSchema) => JsonSchema): JsonSchema {
  let schema = core;
  for (let level = 0; level < levels; level++) schema = wrap(schema);
  return schema;
}

function text(pattern: string): JsonSchema {
  return { type: 'string', pattern };
}

/** `then` is a keyword here; as a literal key it would look like a promise. */
function when(test: JsonSchema, met: JsonSchema, unmet?: JsonSchema): SchemaObject {
  const branches: [string, JsonSchema][] = [
    ['if', test],
    ['then', met],
  ];
  if (unmet !== undefined) branches.push(['else', unmet]);
  return Object.fromEntries(branches);
}

function nesting(): Case[] {
  const object = (inner: JsonSchema) => ({ type: 'object', properties: { a: inner }, required: ['a'] });
  return [
    ['objects 40 deep', holding(tower(40, { type: 'string' }, object))],
    [
      'arrays 40 deep',
      holding(tower(40, { type: 'string' }, (items) => ({ type: 'array', items, minItems: 1 }))),
    ],
    [
      'two items per level, 20 deep',
      holding(tower(20, { type: 'string' }, (items) => ({ type: 'array', items, minItems: 2, maxItems: 2 }))),
    ],
    [
      'delicate objects 40 deep',
      holding(tower(40, { type: 'string' }, (inner) => ({ ...object(inner), not: { required: ['b'] } }))),
    ],
    [
      'delicate objects 40 deep around an impossible value',
      holding(
        tower(40, { type: 'string', pattern: '^a(?=b)c$' }, (inner) => ({
          ...object(inner),
          not: { required: ['b'] },
        })),
      ),
    ],
    [
      'allOf 40 deep',
      holding(tower(40, { type: 'string' }, (inner) => ({ allOf: [inner, { minLength: 1 }] }))),
    ],
    [
      'anyOf 40 deep',
      holding(tower(40, { type: 'string' }, (inner) => ({ anyOf: [inner, { type: 'null' }] }))),
    ],
    [
      'optional anyOf objects 6 deep with impossible leaves',
      holding(tower(6, text('^a(?=b)c$'), (inner) => ({ anyOf: [object(inner), object(inner)] }))),
    ],
  ];
}

function references(): Case[] {
  const fan = (levels: number, leaf: JsonSchema, make: (ref: JsonSchema) => JsonSchema): SchemaObject =>
    holding(
      { $ref: '#/$defs/d0' },
      Object.fromEntries([
        ...times(levels, (index) => [`d${index}`, make({ $ref: `#/$defs/d${index + 1}` })] as const),
        [`d${levels}`, leaf],
      ]),
    );
  const pair = (type: string) => (ref: JsonSchema) =>
    type === 'object'
      ? { type, properties: { a: ref, b: ref }, required: ['a', 'b'] }
      : { type: 'array', prefixItems: [ref, ref], minItems: 2, items: false };
  return [
    ['2^12 values by references', fan(12, { type: 'integer' }, pair('object'))],
    ['2^30 values by references', fan(30, { type: 'integer' }, pair('object'))],
    ['2^30 items by references', fan(30, { type: 'integer' }, pair('array'))],
    ['2^30 allOf paths', fan(30, { type: 'string' }, (ref) => ({ allOf: [ref, ref] }))],
    ['2^30 anyOf paths', fan(30, { type: 'string' }, (ref) => ({ anyOf: [ref, ref] }))],
    ['2^30 anyOf paths to nothing', fan(30, text('^a(?=b)c$'), (ref) => ({ anyOf: [ref, ref] }))],
    ['2^30 oneOf paths', fan(30, { type: 'string' }, (ref) => ({ oneOf: [ref, ref] }))],
    [
      '2^14 oneOf paths of three',
      fan(14, { type: 'string' }, (ref) => ({ oneOf: [ref, ref, { type: 'null' }] })),
    ],
    ['3^20 not paths', fan(20, { type: 'string' }, (ref) => ({ not: { allOf: [ref, ref, ref] } }))],
    ['2^16 if paths', fan(16, { type: 'string' }, (ref) => when(ref, ref, ref))],
    [
      'a pattern of items by references',
      fan(10, text('^(?=.*\\d)(?=.*[A-Z])(?=.*[a-z])(?!.*(.)\\1)[\\w]{12,16}$'), pair('object')),
    ],
    [
      '$dynamicRef loop',
      {
        ...holding({ $dynamicRef: '#node' }),
        $defs: {
          node: {
            $dynamicAnchor: 'node',
            type: 'object',
            properties: { next: { $dynamicRef: '#node' } },
            required: ['next'],
          },
        },
      },
    ],
    [
      '$dynamicRef loop with a way out',
      {
        ...holding({ $dynamicRef: '#node' }),
        $defs: {
          node: {
            $dynamicAnchor: 'node',
            type: 'object',
            properties: {
              all: { type: 'array', items: { $dynamicRef: '#node' }, minItems: 0 },
              one: { anyOf: [{ $dynamicRef: '#node' }, { type: 'null' }] },
            },
            required: ['all', 'one'],
          },
        },
      },
    ],
    [
      'mutual recursion of 20',
      holding(
        { $ref: '#/$defs/n0' },
        named(20, (index) => [
          `n${index}`,
          {
            type: 'object',
            properties: named(20, (each) => [
              `p${each}`,
              { anyOf: [{ $ref: `#/$defs/n${each}` }, { type: 'null' }] },
            ]),
            required: times(20, (each) => `p${each}`),
          },
        ]),
      ),
    ],
    ['a long chain of references', fan(45, { type: 'string' }, (ref) => ref)],
    ['not itself', holding({ $ref: '#/$defs/a' }, { a: { not: { $ref: '#/$defs/a' } } })],
    [
      'oneOf itself',
      holding(
        { $ref: '#/$defs/a' },
        { a: { oneOf: [{ $ref: '#/$defs/a' }, { type: 'string' }, { $ref: '#/$defs/a' }] } },
      ),
    ],
  ];
}

function logic(): Case[] {
  const bounded = (index: number): JsonSchema => ({
    type: 'string',
    minLength: index,
    maxLength: index + 20,
  });
  return [
    ['not 40 deep', holding(tower(40, { type: 'string' }, (not) => ({ not })))],
    [
      'not around allOf 30 deep',
      holding(tower(30, { type: 'string' }, (inner) => ({ not: { allOf: [inner, { minLength: 2 }] } }))),
    ],
    [
      'not around anyOf and oneOf 6 deep',
      holding(
        tower(6, { type: 'string' }, (inner) => ({
          not: { anyOf: [inner, { oneOf: [inner, { type: 'null' }] }] },
        })),
      ),
    ],
    [
      'oneOf 20 deep',
      holding(tower(20, { type: 'string' }, (inner) => ({ oneOf: [inner, { type: 'integer' }] }))),
    ],
    ['oneOf of 60 overlapping bounds', holding({ oneOf: times(60, bounded) })],
    [
      'oneOf of 40 overlapping patterns',
      holding({ oneOf: times(40, (index) => text(`^[a-z]{1,${index + 3}}$`)) }),
    ],
    ['oneOf of 200 equal options', holding({ oneOf: times(200, () => ({ type: 'string' })) })],
    [
      'anyOf of 200 impossible options',
      holding({ anyOf: times(200, (index) => ({ type: 'string', pattern: `^a${index}(?=b)c$` })) }),
    ],
    [
      'allOf of 30 anyOf of 6',
      holding({
        allOf: times(30, (group) => ({
          anyOf: times(6, (each) => ({ type: 'object', required: [`k${group}_${each}`] })),
        })),
        type: 'object',
      }),
    ],
    [
      'allOf of 20 anyOf that contradict each other',
      holding({
        type: 'integer',
        allOf: times(20, (group) => ({
          anyOf: [
            { multipleOf: group + 2 },
            { minimum: group * 1000, maximum: group * 1000 + 1 },
            { const: group },
          ],
        })),
      }),
    ],
    [
      'satisfiability of 20 variables',
      holding({
        type: 'object',
        properties: named(20, (index) => [`x${index}`, { type: 'boolean' }]),
        required: times(20, (index) => `x${index}`),
        allOf: times(85, (clause) => ({
          anyOf: times(3, (each) => ({
            properties: {
              [`x${(clause * 7 + each * 11 + clause * each) % 20}`]: { const: (clause + each) % 3 !== 0 },
            },
          })),
        })),
      }),
    ],
    [
      'if towers',
      holding(
        tower(6, { type: 'object' }, (inner) =>
          when({ required: ['a'], ...(inner as SchemaObject) }, { minProperties: 3 }, inner),
        ),
      ),
    ],
    [
      '60 conditions',
      holding({
        type: 'object',
        properties: { kind: { type: 'string', enum: times(60, (index) => `k${index}`) } },
        required: ['kind'],
        allOf: times(60, (index) =>
          when({ properties: { kind: { const: `k${index}` } } }, { required: [`f${index}`] }),
        ),
      }),
    ],
    [
      'dependentSchemas of 60',
      holding({
        type: 'object',
        properties: named(60, (index) => [`p${index}`, { type: 'string' }]),
        dependentSchemas: named(60, (index) => [`p${index}`, { required: [`p${(index + 1) % 60}`] }]),
      }),
    ],
    [
      'not of 60 types of object',
      holding({
        type: 'object',
        properties: { a: { type: 'string' } },
        required: ['a'],
        allOf: times(60, (index) => ({ not: { properties: { a: { minLength: index, maxLength: index } } } })),
      }),
    ],
  ];
}

function patterns(): Case[] {
  const all = (...list: readonly string[]): SchemaObject => holding({ allOf: list.map(text) });
  const password = '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[@$!%*?&])(?!.*(.)\\1)[A-Za-z\\d@$!%*?&]{8,64}$';
  return [
    ['a counted repetition of counted repetitions', all('^(?:[a-z]{1,1000}){1,1000}$')],
    ['a counted repetition of 1,000 to 20,000', all('^(?:ab?){1000,20000}$')],
    ['nested stars', all('^(?:(?:(?:a*)*)*)*b$', 'c$')],
    [
      'nested stars beside another pattern',
      all('^(?:a+)+$', '^(?:aa)+$', '(?:aaa)+$', '^(?:a{5})+$', '^(?:a{7})+$'),
    ],
    [
      'lengths without a common multiple',
      all('^(?:a{11})+$', '^(?:a{13})+$', '^(?:a{17})+$', '^(?:a{19})+$'),
    ],
    ['the twentieth character from the end', all('a.{20}$', 'b.{20}$', '^[ab]{1,60}$')],
    [
      'twelve patterns together',
      all(...times(12, (index) => `[${'abcdefghijkl'[index]}].{${index}}[${'lkjihgfedcba'[index]}]`)),
    ],
    ['forty substrings together', all(...times(40, (index) => `w${index}x`))],
    [
      'negated substrings',
      holding({
        type: 'string',
        pattern: '^[ab]{20}$',
        allOf: times(16, (index) => ({
          not: {
            type: 'string',
            pattern: index.toString(2).padStart(4, '0').replaceAll('0', 'a').replaceAll('1', 'b'),
          },
        })),
      }),
    ],
    ['a long alternation', all(`^(?:${times(400, (index) => `w${index}o`).join('|')})$`)],
    [
      'two long alternations that share nothing',
      all(
        `^(?:${times(300, (index) => `w${index}o`).join('|')})$`,
        `^(?:${times(300, (index) => `v${index}o`).join('|')})$`,
      ),
    ],
    [
      'alternations of alternations',
      all(tower(9, 'a' as never, (inner) => `(?:${inner}|${inner}b)` as never) as never, '^b+$'),
    ],
    ['lookaheads for a password', all(password)],
    ['lookarounds in the middle', all('^a(?=.*b)(?!.*c)[a-z]*(?<=q)z(?<!zz)$')],
    ['a lookahead that fails', all('^a(?=b)c$')],
    ['lookbehinds over the whole text', all('^(?:[a-z](?<=^.*b.*)){20,40}$')],
    ['back references', all('^(\\w+)(\\w+)(\\w+)\\1\\2\\3x\\3\\2\\1$', '^.{30}$')],
    ['back references of nothing', all('^((a*)*)*\\1\\2b\\1$', '^c')],
    [
      'twenty back references in a list',
      holding({ type: 'array', minItems: 50, items: text('^(\\w+)-(\\w+)-\\1-\\2$') }),
    ],
    ['word boundaries', all('^(?:\\b\\w+\\b\\W*){5,9}$', '\\bx\\B')],
    [
      'unicode classes',
      all('^[\\p{L}\\p{N}\\p{P}\\p{S}]{40,80}$', '\\p{Lu}{3}\\p{Ll}{3}\\p{N}{3}', '[^\\p{L}]$'),
    ],
    [
      'many character sets',
      all(
        `^(?:${times(200, (index) => `[\\u{${(0x100 + index * 3).toString(16)}}-\\u{${(0x180 + index * 5).toString(16)}}]`).join('')})$`,
        '^.',
      ),
    ],
    [
      'a pattern with a minimum length',
      holding({ type: 'string', pattern: '^(?:ab|cd?)*$', minLength: 20_000 }),
    ],
    [
      'a pattern with an exact length',
      holding({ type: 'string', pattern: '^(?:[a-z]{3} )*[a-z]{5}$', minLength: 1_999, maxLength: 1_999 }),
    ],
    [
      'a pattern whose length cannot be met',
      holding({ type: 'string', pattern: '^(?:ab)*$', minLength: 1_001, maxLength: 1_001 }),
    ],
    [
      'a pattern beside a format',
      holding({ type: 'string', pattern: '^[a-z]{3}@.*z{3}.*\\.org$', format: 'email' }),
    ],
    [
      'a pattern that no format accepts',
      holding({ type: 'string', pattern: '^\\d+ \\w+$', format: 'date-time' }),
    ],
    [
      'four formats together',
      holding({ allOf: ['uri', 'email', 'hostname', 'date'].map((format) => ({ type: 'string', format })) }),
    ],
    [
      '100 properties with patterns',
      holding({
        type: 'object',
        properties: named(100, (index) => [
          `p${index}`,
          text(`^(?=.*\\d)(?=.*[A-Z])[A-Za-z\\d]{${8 + (index % 9)}}-${index}$`),
        ]),
        required: times(100, (index) => `p${index}`),
      }),
    ],
    [
      '100 properties with pairs of patterns',
      holding({
        type: 'object',
        properties: named(100, (index) => [
          `p${index}`,
          { allOf: [text(`^[a-f${index % 10}]{4,30}$`), text(`a.?b.*${index % 10}`)] },
        ]),
        required: times(100, (index) => `p${index}`),
      }),
    ],
  ];
}

function objects(): Case[] {
  return [
    [
      '200 patternProperties',
      holding({
        type: 'object',
        patternProperties: named(200, (index) => [`^k${index}_(?:a|b)*c$`, { type: 'string' }]),
        additionalProperties: false,
        minProperties: 150,
      }),
    ],
    [
      '200 overlapping patternProperties',
      holding({
        type: 'object',
        patternProperties: named(200, (index) => [
          `(?:a+)+b{${index}}`,
          { type: 'string', minLength: index % 20 },
        ]),
        minProperties: 20,
      }),
    ],
    [
      '200 patternProperties that no name matches',
      holding({
        type: 'object',
        patternProperties: named(200, (index) => [`^a${index}(?=b)c$`, { type: 'string' }]),
        additionalProperties: false,
        minProperties: 2,
      }),
    ],
    [
      '50 patternProperties for 50 properties',
      holding({
        type: 'object',
        properties: named(50, (index) => [`aaaaaaaaaaaaaaaaaaaa${index}`, { type: 'string' }]),
        patternProperties: named(50, (index) => [`^(?:a|aa)*b${index}$`, false]),
        required: times(50, (index) => `aaaaaaaaaaaaaaaaaaaa${index}`),
      }),
    ],
    [
      'propertyNames with a pattern that is rarely met',
      holding({
        type: 'object',
        propertyNames: { allOf: [text('^(?:aa)+$'), text('^(?:aaa)+$')] },
        minProperties: 50,
      }),
    ],
    [
      'propertyNames of an enum',
      holding({
        type: 'object',
        propertyNames: { enum: times(300, (index) => `n${index}`) },
        minProperties: 300,
      }),
    ],
    [
      '2,000 free properties',
      holding({ type: 'object', additionalProperties: { type: 'string' }, minProperties: 2_000 }),
    ],
    [
      'unevaluatedProperties',
      holding({
        type: 'object',
        unevaluatedProperties: false,
        allOf: times(30, (index) => ({
          properties: named(10, (each) => [`p${index}_${each}`, { type: 'string' }]),
        })),
        minProperties: 290,
      }),
    ],
    [
      'unevaluatedProperties without a name',
      holding({
        type: 'object',
        unevaluatedProperties: false,
        minProperties: 5,
        anyOf: times(40, (index) => ({ properties: { [`p${index}`]: { type: 'string' } } })),
      }),
    ],
    [
      'a chain of dependentRequired',
      holding({
        type: 'object',
        properties: named(300, (index) => [`p${index}`, { type: 'integer' }]),
        required: ['p0'],
        dependentRequired: named(299, (index) => [`p${index}`, [`p${index + 1}`]]),
      }),
    ],
    [
      '300 required properties in 8 rules',
      holding({
        type: 'object',
        required: times(300, (index) => `r${index}`),
        allOf: times(8, (rule) => ({
          additionalProperties: { type: 'string', pattern: `^[a-z]{${rule + 1},}$` },
        })),
      }),
    ],
  ];
}

function arrays(): Case[] {
  return [
    [
      'unique booleans',
      holding({ type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 3 }),
    ],
    [
      '1,000 unique integers of 1,000',
      holding({
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 1_000 },
        uniqueItems: true,
        minItems: 1_000,
      }),
    ],
    [
      '1,001 unique integers of 1,000',
      holding({
        type: 'array',
        items: { type: 'integer', minimum: 1, maximum: 1_000 },
        uniqueItems: true,
        minItems: 1_001,
      }),
    ],
    [
      '4,000 unique strings of two characters',
      holding({ type: 'array', items: text('^[ab]{2}$'), uniqueItems: true, minItems: 4_000 }),
    ],
    [
      '700 unique strings of a pattern',
      holding({ type: 'array', items: text('^[a-z]{2}$'), uniqueItems: true, minItems: 700 }),
    ],
    [
      'unique objects of two flags',
      holding({
        type: 'array',
        uniqueItems: true,
        minItems: 100,
        items: {
          type: 'object',
          properties: { a: { type: 'boolean' }, b: { type: 'boolean' } },
          required: ['a', 'b'],
        },
      }),
    ],
    [
      'contains between bounds',
      holding({
        type: 'array',
        items: { type: 'integer', minimum: 0, maximum: 100 },
        contains: { multipleOf: 7 },
        minContains: 200,
        maxContains: 210,
        minItems: 1_000,
      }),
    ],
    [
      'twenty contains',
      holding({
        type: 'array',
        items: { type: 'string' },
        allOf: times(20, (index) => ({
          contains: text(`^[a-z]{3}${index}$`),
          minContains: 20,
          maxContains: 25,
        })),
      }),
    ],
    [
      'twenty contains in one item',
      holding({
        type: 'array',
        maxItems: 1,
        allOf: times(20, (index) => ({ contains: text(`[a-z]${index}[a-z]`) })),
      }),
    ],
    [
      'contains what the items exclude',
      holding({ type: 'array', minItems: 500, items: text('^[a-z]{3}$'), contains: text('\\d') }),
    ],
    [
      'a long tuple',
      holding({
        type: 'array',
        prefixItems: times(300, (index) => ({ type: 'integer', multipleOf: index + 1, minimum: 10_000 })),
        minItems: 300,
        items: false,
      }),
    ],
    [
      'arrays of arrays of arrays',
      holding({
        type: 'array',
        minItems: 60,
        items: {
          type: 'array',
          minItems: 60,
          items: { type: 'array', minItems: 60, items: { type: 'integer' } },
        },
      }),
    ],
    [
      '4,000 delicate items',
      holding({
        type: 'array',
        minItems: 4_000,
        items: { type: 'integer', not: { multipleOf: 3 }, minimum: 0, maximum: 1e6 },
      }),
    ],
    [
      '4,000 items of a choice',
      holding({
        type: 'array',
        minItems: 4_000,
        items: {
          oneOf: [
            { type: 'integer', multipleOf: 3 },
            { type: 'integer', multipleOf: 5 },
          ],
        },
      }),
    ],
  ];
}

function values(): Case[] {
  return [
    ['a huge enum', holding({ enum: times(3_000, (index) => `value ${index}`) })],
    [
      'a huge enum that a pattern excludes',
      holding({ enum: times(3_000, (index) => `v${index}`), pattern: '^(?:v|\\d)+x$', type: 'string' }),
    ],
    [
      'two huge enums that share one value',
      holding({
        allOf: [{ enum: times(1_000, (index) => index) }, { enum: times(1_000, (index) => 999 + index) }],
      }),
    ],
    [
      'a huge enum in a list',
      holding({
        type: 'array',
        minItems: 500,
        items: { enum: times(500, (index) => ({ id: index, tag: `t${index}` })) },
        uniqueItems: true,
      }),
    ],
    [
      'an enum of large objects',
      holding({
        enum: times(40, (index) => named(40, (each) => [`k${each}`, index * each])),
        not: { properties: { k1: { maximum: 39 } } },
      }),
    ],
    [
      'a negated huge enum',
      holding({ type: 'integer', minimum: 0, maximum: 1_000, not: { enum: times(1_000, (index) => index) } }),
    ],
    [
      'multiples without a common multiple',
      holding({
        type: 'integer',
        minimum: 1,
        maximum: 1_000,
        allOf: [2, 3, 5, 7, 11, 13, 17].map((multipleOf) => ({ multipleOf })),
      }),
    ],
    [
      'negated multiples',
      holding({
        type: 'integer',
        minimum: 0,
        maximum: 30,
        allOf: times(14, (index) => ({ not: { multipleOf: index + 1 } })),
      }),
    ],
    ['a text of 50,000 characters', holding({ type: 'string', minLength: 50_000 })],
    [
      'eight texts of 50,000 characters',
      holding({ type: 'array', minItems: 8, items: { type: 'string', minLength: 50_000 } }),
    ],
    [
      'nine texts of 50,000 characters that are no longer',
      holding({
        type: 'array',
        minItems: 9,
        items: { type: 'string', minLength: 50_000, not: { minLength: 50_001 } },
      }),
    ],
  ];
}

/** Large, but satisfiable: the cost is in proportion to the answer. */
export const LARGE: readonly Case[] = [
  ['1,000 small objects', holding(list(1_000))],
  ['4,000 small objects', holding(list(4_000))],
  ['4,000 integers', holding({ type: 'array', minItems: 4_000, items: { type: 'integer' } })],
  [
    '200 objects with 20 properties',
    holding({
      type: 'array',
      minItems: 200,
      items: {
        type: 'object',
        properties: named(20, (index) => [`field_${index}`, { type: index % 2 === 0 ? 'string' : 'number' }]),
        required: times(20, (index) => `field_${index}`),
      },
    }),
  ],
  [
    '1,000 dates',
    holding({ type: 'array', minItems: 1_000, items: { type: 'string', format: 'date-time' } }),
  ],
  ['1,000 codes of a pattern', holding({ type: 'array', minItems: 1_000, items: text('^[A-Z]{3}-\\d{4}$') })],
];

function list(minItems: number): JsonSchema {
  return {
    type: 'array',
    minItems,
    items: {
      type: 'object',
      properties: { id: { type: 'integer' }, name: { type: 'string' }, active: { type: 'boolean' } },
      required: ['id', 'name', 'active'],
      additionalProperties: false,
    },
  };
}
