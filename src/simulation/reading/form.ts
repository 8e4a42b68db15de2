import type { JsonSchema } from '../../engine/request.ts';
import { isObject } from '../structured/schema/resolve.ts';
import { layoutAsked } from './layout/asked.ts';
import type { Layout } from './layout/layout.ts';
import { type AskedShape, shapeAsked } from './shape/asked.ts';
import { recordsShape } from './shape/records.ts';
import { withoutForm } from './without-form.ts';

/** The form that a prompt asks its answer to have. */
export interface Form {
  /** The words ask for a JSON answer, not for code or prose about JSON. */
  readonly json: boolean;
  /** The JSON shall stand in a Markdown code fence. */
  readonly fenced: boolean;
  /** The JSON Schema of the answer; properties of which nothing is said have no `type`. */
  readonly shape?: JsonSchema;
  /** The parts of an answer in text, and their places. */
  readonly layout?: Layout;
  /** The texts without what they say of the form: what is asked, and what it is asked about. */
  readonly source: readonly string[];
}

/** Characters of each text that are searched. */
const MOST_CHARACTERS = 20_000;

/**
 * Reads the form from the texts of a request, the most important first; without one, that of earlier replies. Linear in their length; of a longer one, the first
 * {@link MOST_CHARACTERS} are read.
 *
 * @example
 * formOf(['John is 30. Answer in JSON with `name` and `age` keys.']);
 * // { json: true, fenced: false, shape: { type: 'object', properties: { name: {}, age: {} } … }, source: ['John is 30.'] }
 */
export function formOf(texts: readonly string[], replies: readonly string[] = []): Form {
  const laidOut = layoutAsked(texts);
  const form = jsonForm(laidOut?.source ?? texts);
  if (laidOut !== undefined) return { ...form, layout: laidOut.layout };
  const shown = form.shape === undefined ? shownShape(replies) : undefined;
  return shown === undefined
    ? form
    : { ...form, json: true, shape: shown, fenced: replies.at(-1)!.trimStart().startsWith('```') };
}

/** The shape of the earlier replies, if all of them are JSON. */
function shownShape(replies: readonly string[]): JsonSchema | undefined {
  if (replies.length === 0 || !replies.every((reply) => BARE_JSON.test(reply))) return undefined;
  return shapeAsked(`Output: ${replies.at(-1)!.slice(0, MOST_CHARACTERS)}`)?.schema;
}

const BARE_JSON = /^\s*(?:```(?:json)?\s*)?[[{][\s\S]*[\]}]\s*(?:```\s*)?$/;

function jsonForm(texts: readonly string[]): Form {
  if (!texts.some((text) => MAY_ASK.test(text))) return { json: false, fenced: false, source: texts };
  const read = texts.map((text) => text.slice(0, MOST_CHARACTERS));
  const shapes = read.map((text) => (MAY_ASK.test(text) ? shapeAsked(text) : undefined));
  const chosen = shapes.find((shape) => shape?.plain) ?? shapes.find((shape) => shape !== undefined);
  const saysJson = read.some((text) => /json/i.test(text)) && read.some((text) => ASKS_FOR_JSON.test(text));
  const json = (saysJson || chosen?.asked === true) && !read.some((text) => ASKS_FOR_CODE.test(text));
  const source = sourceOf(texts, shapes);
  const records =
    CONVERTS.test(read[0] ?? '') && !hasKeys(chosen?.schema) ? recordsShape(source[0]!) : undefined;
  const shape = records ?? chosen?.schema;
  return {
    json: json || records !== undefined,
    fenced: json && read.some((text) => ASKS_FOR_FENCE.test(text) && !FORBIDS_FENCE.test(text)),
    ...(shape !== undefined && { shape }),
    source,
  };
}

function hasKeys(schema: JsonSchema | undefined): boolean {
  return (
    isObject(schema) &&
    (schema.type !== 'array' || (isObject(schema.items) && isObject(schema.items.properties)))
  );
}

/** Texts without their forms; if nothing else is left, they are as they were but for the notations. */
function sourceOf(texts: readonly string[], shapes: readonly (AskedShape | undefined)[]): string[] {
  const source = texts.map((text, index) => withoutForm(text, shapes[index]?.spans ?? []));
  return source.some((text) => /\p{L}{2}/u.test(text))
    ? source
    : texts.map((text, index) => withoutForm(text, shapes[index]?.spans ?? [], true));
}

/** What has keys of its own is to be written as JSON. */
const CONVERTS =
  /\b(?:convert|turn|transform|translate|rewrite|represent|express|format|put|give|return|output)\b[^.\n]{0,80}\b(?:to|into|as|in) (?:valid |a |an )?JSON\b/i;

/** The first look. */
const MAY_ASK = /json|\{|\bclass [A-Z]/i;

/** Verbs of answering only: a JSON object to "generate" or "create" is shown as a sample, in prose. */
const ASKS_FOR_JSON =
  /\b(?:respond|reply|answer|return|output|format(?:ted)?|extract|provide|conforms?|adhere|match(?:es|ing)?|in|as|only|into|convert|translate[sd]?)\b[^.\n]{0,80}\bJSON\b/i;

const ASKS_FOR_CODE =
  /\b(?:write|implement|fix|explain|refactor|debug|parse|document)\b[^.\n]{0,40}\b(?:function|script|class|program|code|parser|endpoint|tests?|json)\b/i;

const ASKS_FOR_FENCE =
  /\b(?:with)?(?:in|inside|wrapped|surrounded|enclosed|use|as|including)\b[^.\n]{0,60}(?:```|\bcode ?(?:block|snippet|fence)|\bfenced?\b)/i;

const FORBIDS_FENCE =
  /\b(?:no|not|don['’]t|without|never|avoid)\b[^.\n]{0,60}(?:```|\bcode ?(?:block|snippet|fence)|\bfenced?\b)/i;
