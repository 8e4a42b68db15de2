import { type Static, type TSchema, Type } from 'typebox';
import { Check } from 'typebox/value';
import type { OptionForm } from './forms.ts';
import { suggestion } from './nearest.ts';
import { printable, showValue } from './option-error.ts';

const MOST_PROFILES = 100;

const closed = { additionalProperties: false };
const positive = (most: number) => Type.Number({ exclusiveMinimum: 0, maximum: most });
const upTo = (most: number) => Type.Number({ minimum: 0, maximum: most });
const count = (most: number) => Type.Integer({ minimum: 1, maximum: most });

/** All of it is optional: what is missing is taken from the profile that `like` names. */
const Profile = Type.Object(
  {
    like: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    overheadMs: Type.Optional(upTo(600_000)),
    overheadSigma: Type.Optional(upTo(2)),
    prefillUsPerToken: Type.Optional(upTo(1e6)),
    prefillNsPerTokenSquared: Type.Optional(upTo(1e6)),
    stepMs: Type.Optional(upTo(60_000)),
    stepMsPerSequence: Type.Optional(upTo(1000)),
    stepUsPerContextToken: Type.Optional(upTo(1e6)),
    experts: Type.Optional(
      Type.Object({ total: count(65_536), active: count(65_536), stepMsAll: positive(60_000) }, closed),
    ),
    maxSequences: Type.Optional(count(65_536)),
    kvBytesPerToken: Type.Optional(positive(1e9)),
    kvCopies: Type.Optional(count(1024)),
    weightsBytes: Type.Optional(positive(1e15)),
    gpu: Type.Optional(
      Type.Object(
        {
          model: Type.String({ pattern: '^[ -~]{1,100}$' }),
          count: count(1024),
          memoryBytes: positive(1e14),
        },
        closed,
      ),
    ),
  },
  closed,
);

const NAME = '^[A-Za-z0-9._-]{1,64}$';

const Profiles = Type.Record(Type.String({ pattern: NAME }), Profile, {
  ...closed,
  maxProperties: MOST_PROFILES,
});
type Profiles = Static<typeof Profiles>;

/**
 * Engine profiles of one's own, by name: an object in the config file, JSON elsewhere. What the fields are is said at
 * `EngineProfile` (`engine/batching/engine-profiles.ts`).
 *
 * @example
 * engineProfiles().read('{"mine": {"like": "llama-8b-h100", "stepMs": 6.5}}');
 * // { mine: { like: 'llama-8b-h100', stepMs: 6.5 } }
 */
export function engineProfiles(): OptionForm<Profiles, string | Profiles> {
  return {
    schema: Profiles,
    placeholder: '<json>',
    allowed: `at most ${MOST_PROFILES} names (letters, digits, ., _ and -), each with the fields of an engine profile, or some of them and \`like\``,
    read: (written) => (typeof written === 'string' ? parsed(written) : written),
    write: (value) => JSON.stringify(value),
    explain,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The first field that has an impossible value, and what it may be. */
function explain(read: unknown): { shown: string; allowed: string } | undefined {
  if (!isObject(read)) return undefined;
  for (const [name, profile] of Object.entries(read)) {
    if (!new RegExp(NAME).test(name)) return undefined;
    const fault = explainAt(Profile, profile, printable(name));
    if (fault) return fault;
  }
  return undefined;
}

/** The parts of a schema that the explanation reads. */
interface Shape extends TSchema {
  readonly type?: string;
  readonly properties?: Record<string, Shape>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

function explainAt(
  schema: Shape,
  value: unknown,
  path: string,
): { shown: string; allowed: string } | undefined {
  if (Check(schema, value)) return undefined;
  const { properties } = schema;
  if (properties === undefined || !isObject(value)) {
    return { shown: `${path} is ${showValue(value)}`, allowed: inWords(schema) };
  }
  const fields = Object.keys(properties);
  for (const field of schema.required ?? []) {
    if (value[field] === undefined) {
      return { shown: `${path}.${field} is missing`, allowed: inWords(properties[field] as Shape) };
    }
  }
  for (const [field, inner] of Object.entries(value)) {
    const of = `${path}.${printable(field).slice(0, 64)}`;
    const known = fields.includes(field) ? properties[field] : undefined;
    const hint = suggestion(field, fields).trim();
    if (!known)
      return {
        shown: `${of} is unknown`,
        allowed: hint ? `${fields.join(', ')}. ${hint}` : fields.join(', '),
      };
    const fault = explainAt(known, inner, of);
    if (fault) return fault;
  }
  return undefined;
}

function inWords({ type, properties, minimum, exclusiveMinimum, maximum }: Shape): string {
  if (properties) return `an object with ${Object.keys(properties).join(', ')}`;
  if (type === 'string') return 'up to 100 visible ASCII characters';
  const kind = type === 'integer' ? 'an integer' : 'a number';
  return exclusiveMinimum === undefined
    ? `${kind} from ${minimum} to ${maximum}`
    : `${kind} above ${exclusiveMinimum}, up to ${maximum}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
