/**
 * Applies the change that a request names to the text its caller predicts. Without a named change the text is
 * unchanged. Text beyond `most` characters is neither read nor written.
 *
 * @example
 * revise('let count = 0;', 'Rename the variable count to total.', 1_000); // 'let total = 0;'
 */
export function revise(prediction: string, request: string, most: number): string {
  const text = prediction.slice(0, most);
  const change = CHANGE.exec(request.slice(0, LONGEST_REQUEST));
  if (!change) return text;
  const from = termsOf(change[1] as string).find((term) => text.includes(term));
  const to = termsOf(change[2] as string)[0];
  return from === undefined || to === undefined ? text : replaced(text, from, to, most);
}

/** `text` with all of `from` replaced, up to about `most` characters: a short term can become a long one. */
function replaced(text: string, from: string, to: string, most: number): string {
  let result = '';
  let start = 0;
  for (let at = text.indexOf(from); at !== -1 && result.length < most; at = text.indexOf(from, start)) {
    result += text.slice(start, at) + to;
    start = at + from.length;
  }
  return result + text.slice(start, start + Math.max(0, most - result.length));
}

const LONGEST_REQUEST = 2000;

/** "Replace the username property with an email property in …": the old and the new term. */
const CHANGE =
  /\b(?:replac(?:e|ing)|renam(?:e|ing)|chang(?:e|ing)|convert(?:ing)?|swap(?:ping)?) (.{1,80}?) (?:with|by|to|into|as|for) (.{1,80}?)(?=$|[.,;:!?\n]| (?:in|from|on|and|everywhere|throughout)\b)/i;

/** Words for the kind of thing that is named. */
const KINDS =
  /^(?:an?|the|every|each|all|any|propert(?:y|ies)|fields?|variables?|functions?|class(?:es)?|methods?|columns?|parameters?|arguments?|names?|named|called|constants?|types?|keys?|strings?|values?|words?|it|this)$/i;

/** The names in a phrase: quoted words, else all words except those for the kind of thing. */
function termsOf(phrase: string): string[] {
  const quoted = [...phrase.matchAll(/[`"'“]([^`"'”]{1,80})[`"'”]/g)].map((found) => found[1] as string);
  if (quoted.length > 0) return quoted;
  return phrase.split(/\s+/).filter((word) => word !== '' && !KINDS.test(word));
}
