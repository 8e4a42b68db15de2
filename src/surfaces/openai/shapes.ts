import Type, { type TProperties, type TSchema } from 'typebox';

/** Shapes that several of OpenAI's nouns share. */

/** One of the given strings. */
export const Literals = <const V extends readonly string[]>(...values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: values });

/** An object that takes no other members. */
export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Up to 16 pairs a client attaches to an object (specification: Metadata). */
export const Metadata = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 512 },
  propertyNames: { maxLength: 64 },
  maxProperties: 16,
});

/** A text that has to say something: where a query or a form sends it empty, it is not given. */
export const NonEmpty = Type.String({ minLength: 1 });

/** An object with any members. */
export const AnyObject = Type.Unsafe<Record<string, unknown>>({ type: 'object' });

/** A list in pages, told by first and last id. */
export const Page = <S extends TSchema>(item: S) =>
  Type.Object({
    object: Type.Literal('list'),
    data: Type.Array(item),
    first_id: Nullable(Type.String()),
    last_id: Nullable(Type.String()),
    has_more: Type.Boolean(),
  });

/** What lists take from their query. */
export const pageQuery = {
  after: Type.Optional(NonEmpty),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  order: Type.Optional(Literals('asc', 'desc')),
};
