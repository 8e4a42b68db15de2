import Type, { type TProperties, type TSchema } from 'typebox';

/** Schema helpers shared by several endpoints. */

/** One of the given strings. */
export const Literals = <const V extends readonly string[]>(...values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: values });

/** An object without additional properties. */
export const Closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Up to 16 key-value pairs that a client can attach to an object (specification: Metadata). */
export const Metadata = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 512 },
  propertyNames: { maxLength: 64 },
  maxProperties: 16,
});

/** A non-empty string. In a query or form, an empty value means "not given". */
export const NonEmpty = Type.String({ minLength: 1 });

/** An object with any properties. */
export const AnyObject = Type.Unsafe<Record<string, unknown>>({ type: 'object' });

/** The query parameters of most lists: `after` an id, at most `limit` items (1 to 100), in `order`. */
export const pageQuery = {
  after: Type.Optional(NonEmpty),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  order: Type.Optional(Literals('asc', 'desc')),
};
