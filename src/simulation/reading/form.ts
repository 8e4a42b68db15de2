/** The form that a prompt asks its answer to have. */
export interface Form {
  /** The words ask for a JSON answer, not for code or prose about JSON. */
  readonly json: boolean;
  /** The JSON shall stand in a Markdown code fence. */
  readonly fenced: boolean;
}

/** Characters of each text that are searched. */
const MOST_CHARACTERS = 20_000;

/**
 * Reads the form from the instructions of a request. Linear in the length of the texts, of which the first
 * {@link MOST_CHARACTERS} are read.
 *
 * @example
 * formOf(['Answer in JSON with `city` and `country` keys.']); // { json: true, fenced: false }
 */
export function formOf(texts: readonly string[]): Form {
  const read = texts.map((text) => text.slice(0, MOST_CHARACTERS));
  const json =
    read.some((text) => /json/i.test(text)) &&
    read.some((text) => ASKS_FOR_JSON.test(text)) &&
    !read.some((text) => ASKS_FOR_CODE.test(text));
  return { json, fenced: json && read.some((text) => ASKS_FOR_FENCE.test(text)) };
}

/** Verbs of answering only: a JSON object to "generate" or "create" is shown as a sample, in prose. */
const ASKS_FOR_JSON =
  /\b(?:respond|reply|answer|return|output|format(?:ted)?|extract|provide|conforms?|adhere|match(?:es|ing)?|in|as)\b[^.\n]{0,80}\bJSON\b/i;

const ASKS_FOR_CODE =
  /\b(?:write|implement|fix|explain|refactor|debug|parse|document)\b[^.\n]{0,40}\b(?:function|script|class|program|code|parser|endpoint|tests?|json)\b/i;

const ASKS_FOR_FENCE =
  /\b(?:with)?(?:in|inside|wrapped|surrounded|enclosed|use|as)\b[^.\n]{0,40}(?:```|\bcode ?block|\bfenced?\b)/i;
