import { Fault } from '../../../kernel/fault.ts';
import { invalid } from '../invalid.ts';
import type { InputContent } from './schema/content.ts';
import type { InputMessage } from './schema/input-items.ts';
import { LONGEST_TEXT } from './schema/limits.ts';
import type { CreateResponseRequest } from './schema/request.ts';

/** A template as the options declare it. */
interface PromptVersion {
  /** For requests that name none. */
  readonly model?: string;
  /** `{{name}}` in a text stands for a variable. */
  readonly messages: readonly {
    readonly role: 'system' | 'developer' | 'user' | 'assistant';
    readonly content: string;
  }[];
}

/** The versions of each prompt, the current one last. */
export type Prompts = { readonly [id: string]: readonly PromptVersion[] };

type GivenPrompt = NonNullable<CreateResponseRequest['prompt']>;
type Variable = NonNullable<GivenPrompt['variables']>[string];

export interface FoundPrompt extends PromptVersion {
  readonly id: string;
  readonly version: string;
}

/** A prompt with its variables filled in. */
export interface FilledPrompt {
  readonly id: string;
  readonly version: string;
  readonly messages: readonly InputMessage[];
  /** The path in the request of a part that is a variable. */
  readonly pathOf: (part: object) => string;
}

/**
 * Finds the prompt that a request names, in its current version if it names none.
 *
 * @throws Fault if there is no such prompt or version
 */
export function findPrompt({ id, version }: GivenPrompt, prompts: Prompts): FoundPrompt {
  const versions = Object.hasOwn(prompts, id) ? prompts[id] : undefined;
  if (versions === undefined) throw new Fault({ kind: 'not_found', noun: 'prompt', id, param: 'prompt.id' });
  const number = version ?? String(versions.length);
  const found = versions.find((_, index) => String(index + 1) === number);
  if (found) return { ...found, id, version: number };
  throw new Fault({
    kind: 'not_found',
    noun: 'prompt version',
    id: number,
    param: 'prompt.version',
    advice: `The current version of prompt '${id}' is '${versions.length}'.`,
  });
}

/**
 * Puts the variables of a request into the messages of a prompt. Images and files become parts of their own.
 *
 * @throws Fault for variables that are missing, that the prompt does not have, or that are too large
 * @example
 * const found = findPrompt({ id: 'pmpt_tides' }, prompts);
 * fillPrompt(found, { city: 'Oslo' }).messages; // [{ role: 'user', content: 'When is high tide in Oslo?' }]
 */
export function fillPrompt(
  { id, version, messages }: FoundPrompt,
  variables: Readonly<Record<string, Variable>> = {},
): FilledPrompt {
  checkNames(messages, variables);
  checkSize(messages, variables);
  const paths = new Map<object, string>();
  const filled = messages.map(({ role, content }): InputMessage => {
    const parts: InputContent[] = [];
    const say = (text: string): void => {
      const last = parts.at(-1);
      if (text === '') return;
      if (last?.type === 'input_text') parts[parts.length - 1] = { ...last, text: last.text + text };
      else parts.push({ type: 'input_text', text });
    };
    for (const { text, name } of piecesOf(content)) {
      say(text);
      const value = name === undefined ? '' : (variables[name] as Variable);
      const said = textOf(value);
      if (said !== undefined) {
        say(said);
        continue;
      }
      const path = `prompt.variables.${name}`;
      if (role === 'assistant') throw unsaid(path);
      parts.push(value as InputContent);
      paths.set(value as object, path);
    }
    const [only] = parts;
    if (parts.length <= 1 && (only === undefined || only.type === 'input_text'))
      return { role, content: only?.text ?? '' };
    return { role, content: parts } as InputMessage;
  });
  return { id, version, messages: filled, pathOf: (part) => paths.get(part) ?? 'prompt' };
}

const PLACEHOLDER = /\{\{\s*([A-Za-z_][\w-]{0,63})\s*\}\}/g;

/** The texts of a template, each with the name of the variable that follows; the last has none. */
function* piecesOf(template: string): Iterable<{ text: string; name: string | undefined }> {
  let end = 0;
  for (const { 0: whole, 1: name, index } of template.matchAll(PLACEHOLDER)) {
    yield { text: template.slice(end, index), name };
    end = index + whole.length;
  }
  yield { text: template.slice(end), name: undefined };
}

function checkNames(
  messages: PromptVersion['messages'],
  variables: Readonly<Record<string, Variable>>,
): void {
  const used = new Set(
    messages.flatMap(({ content }) => [...piecesOf(content)].flatMap(({ name }) => name ?? [])),
  );
  const missing = [...used].filter((name) => !Object.hasOwn(variables, name));
  if (missing.length > 0)
    throw invalid('prompt.variables', `Missing prompt variables: ${missing.join(', ')}`);
  const unknown = Object.keys(variables).filter((name) => !used.has(name));
  if (unknown.length > 0)
    throw invalid('prompt.variables', `Unknown prompt variables: ${unknown.join(', ')}`);
}

/** A variable can be used many times: the whole is measured before it is made. */
function checkSize(messages: PromptVersion['messages'], variables: Readonly<Record<string, Variable>>): void {
  const sizes = new Map(Object.entries(variables).map(([name, value]) => [name, sizeOf(value)]));
  let size = 0;
  for (const { content } of messages) {
    for (const { text, name } of piecesOf(content))
      size += text.length + (name === undefined ? 0 : (sizes.get(name) ?? 0));
  }
  if (size <= LONGEST_TEXT) return;
  throw invalid(
    'prompt.variables',
    `Invalid 'prompt.variables': the filled template is too large. Expected at most ${LONGEST_TEXT} characters, but got ${size} instead.`,
    'string_above_max_length',
  );
}

function sizeOf(value: Variable): number {
  if (typeof value === 'string') return value.length;
  return Object.values(value).reduce<number>(
    (size, member) => size + (typeof member === 'string' ? member.length : 0),
    0,
  );
}

/** Undefined for images and files. */
function textOf(value: Variable): string | undefined {
  if (typeof value === 'string') return value;
  return value.type === 'input_text' ? value.text : undefined;
}

function unsaid(path: string): Fault {
  return invalid(
    path,
    `Invalid '${path}': the prompt puts it into a message of the assistant, which can only be text.`,
    'invalid_value',
  );
}
