import { createFacts } from '../reading/facts.ts';

/** The environment of a program: the address of the server and its key as frameworks read them, and the facts. */
export function environmentFor(url: string, seed: number): NodeJS.ProcessEnv {
  return {
    // Nothing else of this process: what is set on one machine must not change a result.
    PATH: process.env.PATH,
    ...SILENCED,
    FRAMEWORKS_FACTS: JSON.stringify(drawFacts(seed)),
    FRAMEWORKS_URL: url,
    OPENAI_API_KEY: 'sk-fakeai-1234567890abcdef',
    // The two names that frameworks read.
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_API_BASE: `${url}/v1`,
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** What quick starts may state: the same for each program, so that a failure can be repeated alone. */
function drawFacts(seed: number) {
  const facts = createFacts(seed);
  const date = facts.date();
  const [name, otherName] = facts.distinct(2, () => facts.givenName());
  return {
    name,
    otherName,
    fullName: facts.name(),
    age: facts.integer(19, 45),
    otherAge: facts.integer(46, 88),
    /** A temperature in degrees Celsius, which as digits occurs in none of the others. */
    degrees: facts.integer(101, 140),
    factor: facts.integer(1_000, 9_999),
    otherFactor: facts.integer(100_000, 999_999),
    email: facts.email(),
    code: facts.code(),
    date: date.british,
    isoDate: date.iso,
    company: facts.company(),
    town: facts.city(),
    country: facts.inventedWord(),
  };
}

/** Frameworks report home unless told not to. */
const SILENCED = {
  ANONYMIZED_TELEMETRY: 'False',
  CREWAI_DISABLE_TELEMETRY: 'true',
  CREWAI_DISABLE_VERSION_CHECK: 'true',
  CREWAI_TRACING_ENABLED: 'false',
  DO_NOT_TRACK: '1',
  HAYSTACK_TELEMETRY_ENABLED: 'False',
  HF_HUB_OFFLINE: '1',
  LANGSMITH_TRACING: 'false',
  LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  MASTRA_TELEMETRY_DISABLED: '1',
  MEM0_TELEMETRY: 'False',
  OPENAI_AGENTS_DISABLE_TRACING: '1',
  OTEL_SDK_DISABLED: 'true',
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
};
