import Type from 'typebox';

/** Specification: Model. The members after `shutdown_date` are the original FakeAI's; OpenAI's clients ignore them. */
export const Model = Type.Object({
  id: Type.String(),
  object: Type.Literal('model'),
  created: Type.Integer(),
  owned_by: Type.String(),
  shutdown_date: Type.Union([Type.String({ format: 'date' }), Type.Null()]),
  root: Type.String(),
  parent: Type.Union([Type.String(), Type.Null()]),
  context_window: Type.Integer(),
  max_output_tokens: Type.Integer(),
  supports_vision: Type.Boolean(),
  supports_audio: Type.Boolean(),
  supports_tools: Type.Boolean(),
  training_cutoff: Type.Union([Type.String(), Type.Null()]),
  pricing: Type.Union([
    Type.Object({
      input_per_million: Type.Number(),
      output_per_million: Type.Number(),
      cached_input_per_million: Type.Union([Type.Number(), Type.Null()]),
    }),
    Type.Null(),
  ]),
});

export const ModelList = Type.Object({ object: Type.Literal('list'), data: Type.Array(Model) });

export const ModelDeleted = Type.Object({
  id: Type.String(),
  object: Type.Literal('model'),
  deleted: Type.Boolean(),
});
