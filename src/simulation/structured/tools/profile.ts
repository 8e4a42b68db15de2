import type { JsonSchema, Tool } from '../../../engine/request.ts';
import { splitName } from '../../../engine/tool-group.ts';
import { type Act, actOf } from '../../calls/acts.ts';
import { isHandOff } from '../../reading/hand-offs.ts';
import { stemOf, tokensOf } from '../facts/words.ts';
import { isObject } from '../schema/resolve.ts';
import { isGeneric, type Term, termsOf } from './concepts.ts';

/** What the declaration of a tool says about its use, read once for a request. */
export interface Profile {
  readonly tool: Tool;
  readonly act: Act | undefined;
  /** The words of its name that tell what it is about; all of them if none does. */
  readonly named: readonly Term[];
  /** The words of the first sentence of its description that do, those of the name excluded. */
  readonly described: readonly Term[];
  /** The same of the rest of its description. */
  readonly detailed: readonly Term[];
  readonly parameters: readonly Parameter[];
  /** Whether it finds whatever it is asked for: a search of the web or of documents, a database. */
  readonly looksUp: boolean;
  /** Whether it gives the conversation to another agent. */
  readonly handsOff: boolean;
}

export interface Parameter {
  readonly name: string;
  /** In lower case. */
  readonly words: readonly string[];
  readonly description: string;
  readonly terms: readonly Term[];
  readonly type: string | undefined;
  readonly isRequired: boolean;
  readonly values: readonly unknown[];
  /** What text or number is needed for it. */
  readonly kind: Kind;
}

/** What a parameter takes, as far as this decides where its value comes from. */
export type Kind =
  | 'query'
  | 'id'
  | 'number'
  | 'email'
  | 'file'
  | 'url'
  | 'list'
  | 'flag'
  | 'choice'
  | 'excerpt'
  | 'text';

/** Tools of a request that are read. */
const MOST_TOOLS = 128;
/** Enum values of one tool, and of all tools, that are read. */
const MOST_VALUES = 1_000;
const MOST_VALUES_OF_ALL = 5_000;
const MOST_PARAMETERS = 16;

export function profilesOf(tools: readonly Tool[]): Profile[] {
  const read = tools.slice(0, MOST_TOOLS);
  const most = Math.min(MOST_VALUES, Math.floor(MOST_VALUES_OF_ALL / Math.max(1, read.length)));
  const common = commonWords(read.map(({ name }) => tokensOf(splitName(name).own.slice(0, 200))));
  return read.map((tool) => profileOf(tool, most, common));
}

/** How many words all names begin with, such as those of a server; each keeps one of its own. */
function commonWords(names: readonly (readonly string[])[]): number {
  const [first = [], ...others] = names;
  if (others.length === 0) return 0;
  let count = 0;
  while (
    count < first.length - 1 &&
    actOf(first[count]!) === undefined &&
    others.every((words) => words.length > count + 1 && words[count] === first[count])
  )
    count++;
  return count;
}

function profileOf(tool: Tool, mostValues: number, common: number): Profile {
  const { group = '', own: name } = splitName(tool.name);
  const inGroup = `${group.slice(0, 100)} ${tool.groupDescription?.slice(0, 200) ?? ''}`;
  const words = tokensOf(name.slice(0, 200)).slice(common);
  const own = words.join(' ');
  // What a tool returns tells what it is about, that it returns something does not.
  const description = tool.description.slice(0, 400).replace(RETURNING, ' ').trim();
  const [sentence = ''] = description.split(/(?<=[.!?])\s|\n/, 1);
  const handsOff = isHandOff(tool.name, description);
  const telling = termsOf(own, (stem) => !isGeneric(stem) && !(handsOff && HANDING.has(stem)));
  const named = telling.length > 0 ? telling : termsOf(own, () => true);
  const known = new Set(named.map(({ stem }) => stem));
  const isNew = (stem: string): boolean => !isGeneric(stem) && !known.has(stem);
  const described = termsOf(sentence, isNew);
  for (const { stem } of described) known.add(stem);
  const parameters =
    tool.kind === 'function' ? parametersOf(tool.parameters, mostValues, `${tool.name} ${description}`) : [];
  return {
    tool,
    act: computes(parameters) ? undefined : actIn(words, tool.description.slice(0, 200)),
    named,
    described,
    detailed: termsOf(`${inGroup} ${description.slice(sentence.length)}`, isNew),
    parameters,
    looksUp: looksUp(own, sentence, parameters),
    handsOff,
  };
}

/** That a tool hands off does not tell to whom. */
const HANDING = new Set(
  'escalate transfer handoff hand delegate route forward switch assign agent'.split(' ').map(stemOf),
);

/** Whether a tool takes only numbers: what adds them creates nothing. */
function computes(parameters: readonly Parameter[]): boolean {
  const required = parameters.filter(({ isRequired }) => isRequired);
  return required.length > 1 && required.every(({ kind }) => kind === 'number');
}

/** The act of a tool: by the verb that its name begins with, or has, or that its description begins with. */
function actIn(words: readonly string[], sentence: string): Act | undefined {
  const verb = words.find(
    (word, index) => actOf(word) !== undefined && (index === 0 || !NOUNS.has(stemOf(word))),
  );
  const own = verb === undefined ? undefined : actOf(verb);
  return (
    own ??
    actOf(
      /^\W*(?:use this (?:tool )?to |tool to |allows? you to |can )?([\p{L}]{2,30})/iu.exec(sentence)?.[1] ??
        '',
    )
  );
}

/** Words of names that are nouns more often than verbs unless they come first. */
const NOUNS = new Set(
  'order book file place record schedule list email message mail text query report return issue start stop display post note count update notify set'
    .split(' ')
    .map(stemOf),
);

function looksUp(name: string, sentence: string, parameters: readonly Parameter[]): boolean {
  const required = parameters.filter(({ isRequired }) => isRequired);
  if (required.length !== 1) return false;
  if (
    required[0]!.type === 'string' &&
    tokensOf(name).every((word) => /^(?:look|up|lookup|search|find|query|ask|info|facts?|it)$/.test(word))
  )
    return true;
  if (required[0]!.kind !== 'query') return false;
  return LOOKING_UP.test(`${tokensOf(name).join(' ')} ${sentence}`);
}

const RETURNING =
  /(?:^|\b(?:and|it|also) )returns? (?=(?:the|a|an|all|its|current|every|details?|information|list|\w+ (?:of|for|and)|\w+ed|whether|how|one|up)\b)/gi;
const LOOKING_UP =
  /\b(?:search|retriev|quer(?:y|ies)|look|brows|ask|find|google|web|internet|wiki|docs?\b|document|knowledge|sql|database|faqs?\b|answer|consult)/i;

function parametersOf(schema: JsonSchema | undefined, mostValues: number, of: string): Parameter[] {
  if (!isObject(schema) || !isObject(schema.properties)) return [];
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  let left = mostValues;
  const parameters = Object.entries(schema.properties)
    .slice(0, MOST_PARAMETERS)
    .map(([name, property]) => {
      const own = isObject(property) ? property : {};
      const words = tokensOf(name.slice(0, 100));
      const description = typeof own.description === 'string' ? own.description.slice(0, 300) : '';
      const values = Array.isArray(own.enum) ? own.enum.slice(0, Math.min(200, left)) : [];
      left -= values.length;
      const type = Array.isArray(own.type) ? own.type.find((each) => each !== 'null') : own.type;
      return {
        name,
        words,
        description,
        terms: termsOf(`${name.slice(0, 60)} ${description.slice(0, 100)}`, (stem) => !isGeneric(stem)),
        type: typeof type === 'string' ? type : undefined,
        isRequired: required.has(name),
        values,
        kind: kindIn(of, words, type) ?? kindOf(words, description, type, values.length > 0),
      };
    });
  // Only beside its replacement is an "old" text a piece of a file.
  if (!parameters.some(({ words }) => isExcerpt(words) === 'new')) return parameters;
  return parameters.map((parameter) =>
    isExcerpt(parameter.words) === 'old' && parameter.type === 'string'
      ? { ...parameter, kind: 'excerpt' }
      : parameter,
  );
}

/** Whether a parameter takes a text that is replaced, or its replacement, by the words of its name. */
export function isExcerpt(words: readonly string[]): 'old' | 'new' | undefined {
  const [first = '', ...rest] = words;
  if (!rest.every((word) => EXCERPTS.has(word))) return undefined;
  if (/^(?:old|search|find|original|target)$/.test(first)) return 'old';
  return /^(?:new|replace|replacement)$/.test(first) ? 'new' : undefined;
}

const EXCERPTS = new Set('text string str content code line lines block snippet with'.split(' '));

/** The kind of a parameter that depends on what its tool is about. */
function kindIn(tool: string, words: readonly string[], type: unknown): Kind | undefined {
  if (type !== 'string') return undefined;
  const last = words.at(-1) ?? '';
  if (/^(?:to|recipient)$/.test(last) && /e-?mail/i.test(tool)) return 'email';
  return last === 'code' && PROGRAMS.test(tool) ? 'text' : undefined;
}

const PROGRAMS = /python|javascript|typescript|script|interpreter|sandbox|repl\b|execut|snippet|program/i;

function kindOf(words: readonly string[], description: string, type: unknown, isChoice: boolean): Kind {
  const last = words.at(-1) ?? '';
  if (isChoice) return 'choice';
  if (type === 'boolean') return 'flag';
  if (type === 'array' || type === 'object') return 'list';
  if (
    IDS.has(last) ||
    /\b(?:ids?|identifier|reference|sku|article number|order number)\b/i.test(description.slice(0, 80))
  )
    return 'id';
  if (type === 'number' || type === 'integer') return 'number';
  if (
    words.includes('email') ||
    words.includes('mail') ||
    (/\be-?mail\b/i.test(description) && !/\bname\b/i.test(description))
  )
    return 'email';
  if (FILES.has(last)) return 'file';
  if (last === 'url' || last === 'uri' || last === 'link') return 'url';
  return words.some((word) => QUERIES.has(word)) ? 'query' : 'text';
}

const IDS = new Set('id ids identifier uuid sku code number no ref reference key isbn iban'.split(' '));
const FILES = new Set('path file filename filepath'.split(' '));
const QUERIES = new Set(
  'query question q search keyword keywords term terms topic prompt sql request input statement'.split(' '),
);
