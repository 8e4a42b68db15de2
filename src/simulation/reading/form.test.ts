import { describe, expect, it } from 'vitest';
import { formOf } from './form.ts';

it.each([
  ['Respond in JSON with `setup` and `punchline` keys.', { json: true, fenced: false }],
  ['Return the correct JSON response within a ```json codeblock.', { json: true, fenced: true }],
  ['Write a Python function that returns JSON.', { json: false, fenced: false }],
  ['Generate a JSON object with name and age', { json: false, fenced: false }],
  ['What are the tides?', { json: false, fenced: false }],
  ['Answer as {"city": string}.', { json: true, fenced: false }],
])('reads the form of: %s', (text, form) => {
  expect(formOf([text])).toMatchObject(form);
});

const string = { type: 'string' };
const number = { type: 'number' };

/** The properties of the shape of an object; the kinds of notation by which a prompt may ask for it. */
function propertiesOf(...texts: readonly string[]): unknown {
  const { shape } = formOf(texts);
  return (shape as { readonly properties?: unknown } | undefined)?.properties;
}

describe('the shape of JSON', () => {
  it.each([
    ['Answer in JSON with keys name and age.', { name: {}, age: {} }],
    [
      'JSON with the fields "name" (a string), "tags" (a list of strings).',
      { name: { type: 'string' }, tags: { type: 'array' } },
    ],
    ['Respond in JSON with setup, punchline and rating keys.', { setup: {}, punchline: {}, rating: {} }],
    [
      'Return JSON with a `mood` key, which is one of low, high.',
      { mood: { type: 'string', enum: ['low', 'high'] } },
    ],
    ['Return JSON with keys: city, people. The people is a number.', { city: {}, people: number }],
    [
      'Reply in JSON:\n- `city` (string): the town\n- `size`: integer, people',
      { city: string, size: { type: 'integer' } },
    ],
    ['Return JSON with these fields:\n\ncity: string\nsize: a number', { city: string, size: number }],
    [
      'Give JSON like {name: string, age?: number, tags: string[]}',
      { name: string, age: number, tags: { type: 'array', items: string } },
    ],
    [
      'Output: {"mood": "good|bad", "n": 3, "ok": true, "x": <the name>}',
      {
        mood: { enum: ['good', 'bad'] },
        n: { type: 'integer' },
        ok: { type: 'boolean' },
        x: { description: 'the name' },
      },
    ],
    [
      'Answer as JSON:\n```json\n{\n\t"a": string // the first\n\t"b": number // 1-5\n}\n```',
      { a: { type: 'string', description: 'the first' }, b: { type: 'number', minimum: 1, maximum: 5 } },
    ],
    [
      'Return JSON of this type:\ninterface Pet { name: string; kind: "cat" | "dog"; owner: Owner }\ninterface Owner { id: number }',
      { name: string, kind: { enum: ['cat', 'dog'] }, owner: { type: 'object', properties: { id: number } } },
    ],
    [
      'Return JSON for:\nclass Pet(BaseModel):\n    name: str = Field(description="the full name")\n    legs: Optional[int] = None  # how many\n    kind: Literal["cat", "dog"]',
      {
        name: { type: 'string', description: 'the full name' },
        legs: { type: 'integer' },
        kind: { enum: ['cat', 'dog'] },
      },
    ],
    ['Use the JSON schema {"type": "object", "properties": {"a": {"type": "string"}}}', { a: string }],
    [
      'For the schema {"properties": {"foo": {"type": "string"}}} the object {"foo": "x"} is an instance. Here is the output schema for the JSON: {"properties": {"a": {"type": "string"}}, "required": ["a"]}',
      { a: string },
    ],
    ['Input: {"id": 1}\nAnswer in JSON with keys name and age.', { name: {}, age: {} }],
  ])('%s', (text, properties) => {
    expect(propertiesOf(text)).toMatchObject(properties);
    expect(Object.keys(propertiesOf(text) as object)).toEqual(Object.keys(properties));
  });

  it.each([
    [
      'Return only a JSON array of three colours.',
      { type: 'array', minItems: 3, maxItems: 3, title: 'colours' },
    ],
    [
      'Return a JSON array of objects with keys name and age.',
      { type: 'array', items: { type: 'object', required: ['name', 'age'] } },
    ],
    [
      'Respond as [{"name": "...", "age": 0}]',
      { type: 'array', items: { type: 'object', required: ['name', 'age'] } },
    ],
  ])('%s', (text, shape) => expect(formOf([text]).shape).toMatchObject(shape));

  it('is that of the text which asks for it plainly', () => {
    expect(propertiesOf('Here is my order: {"id": 1}', 'Answer in JSON with a `total` key.')).toEqual({
      total: {},
    });
  });
});

describe('the rest of the text', () => {
  it.each([
    ['John is 30. Answer in JSON with `name` and `age` keys.', 'John is 30.'],
    ['Extract the person as JSON with keys name and age: John is 30.', 'Extract the person: John is 30.'],
    [
      'Respond with JSON matching this schema:\n```json\n{"type": "object", "properties": {"a": {"type": "string"}}}\n```\nJohn is 30.',
      'John is 30.',
    ],
    ['Describe the planet Mars in JSON.', 'Describe the planet Mars.'],
    ['Use this format: {"name": "...", "age": 0}\n\nJohn is 30.', 'John is 30.'],
    ['What are the tides?', 'What are the tides?'],
  ])('%s', (text, source) => expect(formOf([text]).source).toEqual([source]));
});

it('is that of earlier replies if all of them are JSON', () => {
  const replies = ['{"name": "Ann", "age": 3}', '{"name": "Bob", "age": 4}'];
  expect(formOf(['Cora is 5.'], replies)).toMatchObject({ json: true, shape: { required: ['name', 'age'] } });
  expect(formOf(['Cora is 5.'], [...replies, 'Hello!'])).toMatchObject({ json: false });
});

it('reads hostile texts in time', () => {
  const hostile = [
    '{'.repeat(50_000),
    '{"a":'.repeat(20_000),
    `json keys: ${'a, '.repeat(20_000)}`,
    'json '.repeat(20_000),
    '[{'.repeat(20_000),
  ];
  for (const text of [
    ...hostile,
    'json class A(B):\n'.repeat(2000),
    `json ${'"a" key '.repeat(5000)}`,
    `json {a: ${'<'.repeat(9000)}`,
  ]) {
    expect(() => formOf([text])).not.toThrow();
  }
});

describe('keys in other words', () => {
  it.each([
    [
      'Return only JSON: street (string), rooms (number or null).',
      { street: string, rooms: { type: ['number', 'null'] } },
    ],
    ['Extract: name, email. Output JSON only.\n\nAnn, a@x.example', { name: {}, email: {} }],
    [
      'Respond with a JSON object that maps each of "food" and "price" to "good" or "bad".',
      { food: { enum: ['good', 'bad'] }, price: { enum: ['good', 'bad'] } },
    ],
    [
      'Extract as JSON: "name", "age" (integer). Use null for every field the note does not state.',
      { name: { nullable: true }, age: { type: ['integer', 'null'] } },
    ],
    [
      'JSON of type A:\ninterface A { kind: "add event"; day: string }',
      { kind: { enum: ['add event'] }, day: string },
    ],
    ['Answer as {"order_number": "<number>"}.', { order_number: string }],
  ])('%s', (text, properties) => expect(propertiesOf(text)).toMatchObject(properties));

  it('are those of the objects of a list', () =>
    expect(
      formOf(['Output a JSON array; each element is an object with "sku" (string) and "n" (integer).']).shape,
    ).toMatchObject({ type: 'array', items: { properties: { sku: string, n: { type: 'integer' } } } }));
});

describe('formats of which a condition chooses', () => {
  it.each([
    [
      'If it is an order, reply with JSON {"action":"order","item":string}. If it is a cancellation reply with JSON {"action":"cancel","id":string}.',
      ['If it is an order', 'If it is a cancellation'],
    ],
    [
      'Return {"answer": string, "found": true} when the context has the answer, or {"found": false} when it does not.',
      ['when the context has the answer', 'when it does not'],
    ],
    [
      'Extract the name and the age as JSON. If no person is mentioned, return {"error": "no person"}.',
      ['', 'If no person is mentioned'],
    ],
  ])('%s', (text, conditions) => {
    const { anyOf } = formOf([text]).shape as { readonly anyOf: readonly { readonly description: string }[] };
    expect(anyOf.map(({ description }) => description)).toEqual(conditions);
  });
});
