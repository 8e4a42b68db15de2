import Type, { type Static } from 'typebox';
import { described } from '../../../../kernel/described.ts';
import { tagged } from '../../../../kernel/tagged.ts';
import { AnyObject, Closed, Literals } from '../../shapes.ts';

const Plain = Closed({ type: Type.Literal('text') });

const JsonSchema = Closed({
  type: Type.Literal('json_schema'),
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-zA-Z0-9_-]+$' }),
  description: Type.Optional(Type.String()),
  schema: described(AnyObject, 'A JSON Schema.'),
  strict: Type.Optional(Type.Boolean()),
});

/** The format of an answer's text (specification: TextResponseFormatConfiguration). */
export const TextFormat = tagged('type', [Closed({ type: Type.Literal('json_object') }), Plain, JsonSchema]);
export type TextFormat = Static<typeof TextFormat>;

/** A format that can change within a history. */
export const UpdatedFormat = tagged('type', [Plain, JsonSchema]);

/** The text of an answer. */
export const TextOptions = Closed({
  format: Type.Optional(TextFormat),
  verbosity: Type.Optional(Literals('low', 'medium', 'high')),
});
export type TextOptions = Static<typeof TextOptions>;
