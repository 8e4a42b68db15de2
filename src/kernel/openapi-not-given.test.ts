import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { toOperations } from './dispatch.cases.ts';
import { toOpenApi } from './openapi.ts';
import { createNotGiven } from './openapi-not-given.ts';
import { operation, type Surface } from './operation.ts';
import { json } from './reply.ts';

const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));
const NULL = { type: 'null' };

describe('the documented schema of a request body', () => {
  it('allows null for optional members, at every depth', () => {
    const inner = Type.Object({ a: Type.Optional(Type.String()), b: Type.String() });
    const schema = Type.Object({
      must: inner,
      may: Type.Optional(inner),
      cleared: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
      either: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
      anything: Type.Optional(Type.Unknown()),
      list: Type.Array(inner),
    });
    const documented = plain(inner) as { properties: object };
    documented.properties = { ...documented.properties, a: { anyOf: [{ type: 'string' }, NULL] } };
    expect(plain(createNotGiven().inBody(schema))).toMatchObject({
      properties: {
        must: documented,
        may: { anyOf: [documented, NULL] },
        cleared: { anyOf: [{ type: 'integer' }, NULL] },
        either: { anyOf: [{ type: 'integer' }, { type: 'string' }, NULL] },
        anything: {},
        list: { items: documented },
      },
    });
  });

  it('is unchanged where nothing is optional, and memoised per schema object', () => {
    const takingNulls = createNotGiven().inBody;
    const fixed = Type.Object({ a: Type.String() });
    const loose = Type.Object({ a: Type.Optional(Type.String()) });
    expect(takingNulls(fixed)).toBe(fixed);
    expect(takingNulls(loose)).toBe(takingNulls(loose));
  });

  it('allows empty text for optional members of a form, and null inside them', () => {
    const must = Type.String({ minLength: 1 });
    const form = Type.Object({
      must,
      may: Type.Optional(must),
      text: Type.Optional(Type.String()),
      list: Type.Optional(Type.Array(must)),
      object: Type.Optional(Type.Object({ a: Type.Optional(Type.Integer()) })),
    });
    const notGiven = createNotGiven();
    const object = { properties: { a: { anyOf: [{ type: 'integer' }, NULL] } } };
    expect(notGiven.inForm(form)).toMatchObject({
      properties: {
        must,
        may: { anyOf: [must, { const: '' }] },
        text: { type: 'string' },
        list: { items: { anyOf: [must, { const: '' }] } },
        object: { anyOf: [object, { const: '' }] },
      },
    });
    expect(notGiven.inForm(form)).toBe(notGiven.inForm(form));
  });

  it('leaves replies, forms and queries unchanged', () => {
    const shape = Type.Object({ a: Type.Optional(Type.String()) });
    const surface = { name: 'acme', encodeFault: () => json({}), headers: () => ({}) } as Surface;
    const row = operation({
      id: 'createNote',
      method: 'POST',
      path: '/notes',
      access: 'public',
      tag: 'Notes',
      surface,
      summary: 'Create a note',
      query: shape,
      body: shape,
      form: shape,
      reply: shape,
      handle: () => json({}),
    });
    const { components, paths } = toOpenApi(toOperations([row]), { title: 'x', version: '1' });
    const { CreateNoteRequest, ...others } = components.schemas;
    expect(CreateNoteRequest).toMatchObject({ properties: { a: { anyOf: [{ type: 'string' }, NULL] } } });
    expect(JSON.stringify([others, paths])).not.toContain('null');
  });
});
