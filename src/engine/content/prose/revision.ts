/**
 * Applies the change that a request names to the text its caller predicts. Without a named change the text is
 * unchanged.
 *
 * @example
 * revise('let count = 0;', 'Rename the variable count to total.'); // 'let total = 0;'
 */
export function revise(prediction: string, request: string): string {
  const change = CHANGE.exec(request.slice(0, LONGEST_REQUEST));
  if (!change) return prediction;
  const from = termsOf(change[1] as string).find((term) => prediction.includes(term));
  const to = termsOf(change[2] as string)[0];
  return from === undefined || to === undefined ? prediction : prediction.split(from).join(to);
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
