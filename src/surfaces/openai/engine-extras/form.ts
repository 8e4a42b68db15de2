import type { JsonSchema, OutputFormat } from '../../../engine/request.ts';
import { invalid } from '../invalid.ts';
import type { GivenSchema } from '../judge-schemas.ts';

/** The members of a request that say which form its answer has. */
export interface FormMembers {
  readonly guided_json?: object | string | undefined;
  readonly guided_regex?: string | undefined;
  readonly guided_choice?: readonly string[] | undefined;
  readonly guided_grammar?: string | undefined;
  readonly regex?: string | undefined;
  readonly ebnf?: string | undefined;
  readonly structured_outputs?:
    | {
        readonly json?: object | string | undefined;
        readonly json_object?: boolean | undefined;
        readonly regex?: string | undefined;
        readonly choice?: readonly string[] | undefined;
        readonly grammar?: string | undefined;
      }
    | undefined;
}

/** The form that a request asks for in an engine's words. */
export interface AskedForm {
  /** Where it is asked for. */
  readonly param: string;
  readonly format: Exclude<OutputFormat, { kind: 'text' }>;
}

/**
 * The form that a request asks for in an engine's words; undefined if it asks for none.
 *
 * @param others other parameters of the request that ask for a form, by name
 * @throws Fault for more than one form, and for a schema that is not JSON
 * @example
 * askedForm({ guided_choice: ['yes', 'no'] }); // { param: 'guided_choice', format: { kind: 'choice', … } }
 */
export function askedForm(body: FormMembers, others: readonly string[] = []): AskedForm | undefined {
  if (!NAMES.some((name) => body[name] !== undefined)) return undefined;
  const { structured_outputs: nested } = body;
  const at = 'structured_outputs';
  const asked: AskedForm[] = [];
  const add = <T>(
    param: string,
    given: T | undefined,
    toFormat: (given: T, param: string) => AskedForm['format'],
  ): void => {
    if (given !== undefined) asked.push({ param, format: toFormat(given, param) });
  };
  add('guided_json', body.guided_json, toSchema);
  add('guided_regex', body.guided_regex, toRegex);
  add('guided_choice', body.guided_choice, toChoice);
  add('guided_grammar', body.guided_grammar, toGrammar);
  add('regex', body.regex, toRegex);
  add('ebnf', body.ebnf, toGrammar);
  add(`${at}.json`, nested?.json, toSchema);
  add(`${at}.json_object`, nested?.json_object || undefined, () => ({ kind: 'json' }));
  add(`${at}.regex`, nested?.regex, toRegex);
  add(`${at}.choice`, nested?.choice, toChoice);
  add(`${at}.grammar`, nested?.grammar, toGrammar);
  const [first, second] = asked;
  if (first === undefined) {
    const message =
      "'structured_outputs' needs one of 'json', 'json_object', 'regex', 'choice' and 'grammar'.";
    throw invalid(at, message, 'invalid_value');
  }
  const other = second?.param ?? others[0];
  if (other === undefined) return first;
  throw invalid(
    first.param,
    `'${first.param}' and '${other}' both say which form the answer has. Use one of them.`,
    'invalid_parameter_combination',
  );
}

const NAMES = [
  'guided_json',
  'guided_regex',
  'guided_choice',
  'guided_grammar',
  'regex',
  'ebnf',
  'structured_outputs',
] as const;

/** The schema that a request asks for in an engine's words, to be checked; undefined if it asks for none. */
export function askedSchema(body: FormMembers): GivenSchema | undefined {
  const asked = askedForm(body);
  if (asked?.format.kind !== 'schema' || typeof asked.format.schema === 'boolean') return undefined;
  const { param, format } = asked;
  return {
    schema: format.schema as GivenSchema['schema'],
    isStrict: false,
    param,
    owner: `'${param}'`,
    code: 'invalid_value',
  };
}

function toSchema(given: object | string, param: string): AskedForm['format'] {
  return { kind: 'schema', name: 'answer', schema: parsed(given, param), strict: false, unprompted: true };
}

function parsed(given: object | string, param: string): JsonSchema {
  if (typeof given !== 'string') return given as JsonSchema;
  try {
    const schema: unknown = JSON.parse(given);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return schema as JsonSchema;
  } catch {
    // Said below.
  }
  throw invalid(
    param,
    `Invalid '${param}': expected a JSON Schema, as an object or as its JSON text.`,
    'invalid_value',
  );
}

const toRegex = (definition: string): AskedForm['format'] => ({
  kind: 'grammar',
  syntax: 'regex',
  definition,
});

const toChoice = (choices: readonly string[]): AskedForm['format'] => ({ kind: 'choice', choices });

const toGrammar = (definition: string): AskedForm['format'] => ({
  kind: 'grammar',
  syntax: definition.includes('::=') ? 'ebnf' : 'lark',
  definition,
});
