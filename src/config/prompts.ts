import { type Static, Type } from 'typebox';
import type { OptionForm } from './forms.ts';

/** Prompts, versions of one, and messages of a version. */
const MOST_PROMPTS = 1000;
const MOST_VERSIONS = 100;
const MOST_MESSAGES = 100;

const closed = { additionalProperties: false };

const PromptVersion = Type.Object(
  {
    model: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    messages: Type.Array(
      Type.Object(
        {
          role: Type.Union([
            Type.Literal('system'),
            Type.Literal('developer'),
            Type.Literal('user'),
            Type.Literal('assistant'),
          ]),
          content: Type.String({ minLength: 1, maxLength: 100_000 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: MOST_MESSAGES },
    ),
  },
  closed,
);

const Prompts = Type.Record(
  Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
  Type.Array(PromptVersion, { minItems: 1, maxItems: MOST_VERSIONS }),
  { ...closed, maxProperties: MOST_PROMPTS },
);
/** The versions of each prompt, by its id. The first one is version 1. */
type Prompts = Static<typeof Prompts>;
type PromptVersion = Static<typeof PromptVersion>;

/** As they can be written: a prompt that has only one version needs no list. */
type WrittenPrompts = { readonly [id: string]: PromptVersion | readonly PromptVersion[] };

/**
 * Prompt templates: an object in the config file, JSON elsewhere.
 *
 * @example
 * prompts().read('{"pmpt_tide": {"messages": [{"role": "user", "content": "Tides of {{city}}?"}]}}');
 * // { pmpt_tide: [{ messages: [{ role: 'user', content: 'Tides of {{city}}?' }] }] }
 */
export function prompts(): OptionForm<Prompts, string | WrittenPrompts> {
  return {
    schema: Prompts,
    placeholder: '<json>',
    allowed: `at most ${MOST_PROMPTS} ids (letters, digits, _ and -), each with a version or a list of up to ${MOST_VERSIONS} versions; a version has messages (1 to ${MOST_MESSAGES}, each with role and content) and may have a model`,
    read: (written) => withLists(typeof written === 'string' ? parsed(written) : written),
    write: (value) => JSON.stringify(value),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function withLists(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
  return Object.fromEntries(
    Object.entries(written).map(([id, versions]) => [id, Array.isArray(versions) ? versions : [versions]]),
  );
}
