import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { API_VERSION } from './errors.ts';

// What a request carries

/** Versions are dates. Any is taken: what they differ in is not told apart. */
export const DatedVersion = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(-preview)?$',
  examples: ['2024-10-21'],
});

/** The undated interface has names for its stages. */
export const StageVersion = Type.Unsafe<'v1' | 'preview' | 'latest'>({
  type: 'string',
  enum: ['v1', 'preview', 'latest'],
});

/** The parameters of a row below a deployment; `example` is the name of one that does the row's work. */
export function deploymentParams(example: unknown): TSchema {
  return Type.Object({ deployment: Type.String({ minLength: 1, maxLength: 256, examples: [example] }) });
}

/** Keywords of an object's schema. Schemas are JSON Schema, so a changed copy of one is one. */
interface ObjectKeywords {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly TSchema[];
}

/** A query that also names a version. */
export function withVersion(query: TSchema | undefined, version: TSchema, isRequired: boolean): TSchema {
  const schema = query ?? Type.Object({});
  const { properties = {}, required = [] } = schema as ObjectKeywords;
  return {
    ...schema,
    properties: { ...properties, [API_VERSION]: version },
    required: isRequired ? [...required, API_VERSION] : required,
  } as TSchema;
}

/** Clients leave it out, or leave it empty. */
const AnyModel = Type.String();

/** A body whose model is named elsewhere: what it says itself does not matter. */
export function withoutModel(body: TSchema): TSchema {
  const { properties, required, anyOf } = body as ObjectKeywords;
  return {
    ...body,
    ...(properties?.model && { properties: { ...properties, model: AnyModel } }),
    ...(required && { required: required.filter((name) => name !== 'model') }),
    ...(anyOf && { anyOf: anyOf.map(withoutModel) }),
  };
}

// What the content filter adds to an answer

const HarmResult = Type.Object({
  filtered: Type.Boolean(),
  severity: Type.Unsafe<'safe' | 'low' | 'medium' | 'high'>({
    type: 'string',
    enum: ['safe', 'low', 'medium', 'high'],
  }),
});

const FilterResults = Type.Object({
  hate: HarmResult,
  self_harm: HarmResult,
  sexual: HarmResult,
  violence: HarmResult,
});
export type FilterResults = Static<typeof FilterResults>;

const PromptFilterResult = Type.Object({
  prompt_index: Type.Integer(),
  content_filter_results: FilterResults,
});
export type PromptFilterResult = Static<typeof PromptFilterResult>;

const prompts = Type.Array(PromptFilterResult);

/** An answer whose prompts and choices were looked through. */
export function toFilteredReply(reply: TSchema): TSchema {
  return Type.Intersect([
    reply,
    Type.Object({
      prompt_filter_results: prompts,
      choices: Type.Array(Type.Object({ content_filter_results: FilterResults })),
    }),
  ]);
}

/** An event of such an answer; the first tells of the prompts, and chunks without text have nothing to tell. */
export function toFilteredEvent(event: TSchema): TSchema {
  return Type.Union([
    PromptEvent,
    Type.Intersect([
      event,
      Type.Object({
        choices: Type.Array(
          Type.Object({ content_filter_results: Type.Union([FilterResults, Type.Object({}, CLOSED)]) }),
        ),
      }),
    ]),
  ]);
}

const CLOSED = { additionalProperties: false };

/** Comes before anything is known of the answer: its members are there, and empty. */
const PromptEvent: TObject = Type.Object(
  {
    choices: Type.Array(Type.Unknown(), { maxItems: 0 }),
    created: Type.Literal(0),
    id: Type.Literal(''),
    model: Type.Literal(''),
    object: Type.Literal(''),
    prompt_filter_results: prompts,
  },
  CLOSED,
);
