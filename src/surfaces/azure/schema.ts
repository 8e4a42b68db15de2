import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { described } from '../../kernel/described.ts';
import { API_VERSION } from './errors.ts';

// Requests

/** Versions are dates. Any date is accepted; versions are not distinguished. */
export const DatedVersion = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(-preview)?$',
  examples: ['2024-10-21'],
});

/** The undated API uses names instead of dates. */
export const StageVersion = Type.Unsafe<'v1' | 'preview' | 'latest'>({
  type: 'string',
  enum: ['v1', 'preview', 'latest'],
});

/** Path parameters of a row under a deployment; `example` is a model that the operation supports. */
export function deploymentParams(example: unknown): TSchema {
  return Type.Object({ deployment: Type.String({ minLength: 1, maxLength: 256, examples: [example] }) });
}

/** JSON Schema keywords of an object schema, for making modified copies. */
interface ObjectKeywords {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly TSchema[];
}

/** Adds the API version to a query schema. */
export function withVersion(query: TSchema | undefined, version: TSchema, isRequired: boolean): TSchema {
  const schema = query ?? Type.Object({});
  const { properties = {}, required = [] } = schema as ObjectKeywords;
  return {
    ...schema,
    properties: { ...properties, [API_VERSION]: version },
    required: isRequired ? [...required, API_VERSION] : required,
  } as TSchema;
}

/** Clients omit the model or leave it empty. */
const AnyModel = described(
  Type.String(),
  'Ignored: the name of the deployment is the model, which has to support the operation.',
);

/** A body schema whose model comes from the path; a `model` in the body is ignored. */
export function withoutModel(body: TSchema): TSchema {
  const known = withoutModels.get(body);
  if (known) return known;
  const { properties, required, anyOf } = body as ObjectKeywords;
  const schema = {
    ...body,
    ...(properties?.model && { properties: { ...properties, model: AnyModel } }),
    ...(required && { required: required.filter((name) => name !== 'model') }),
    ...(anyOf && { anyOf: anyOf.map(withoutModel) }),
  };
  withoutModels.set(body, schema);
  return schema;
}

// Shared by all instances of the process, so that they share the compiled check too; schemas are immutable.
const withoutModels = new WeakMap<TSchema, TSchema>();

// Content filter results in responses

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

/** A response schema with the filter results of prompts and choices. */
export function toFilteredReply(reply: TSchema): TSchema {
  return Type.Intersect([
    reply,
    Type.Object({
      prompt_filter_results: prompts,
      choices: Type.Array(Type.Object({ content_filter_results: FilterResults })),
    }),
  ]);
}

/**
 * The schema of an event of such a response. The first event has the prompt results; chunks without text have
 * empty results.
 */
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

/** Sent before anything is known about the response, so its standard members are empty. */
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
