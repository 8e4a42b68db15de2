/**
 * What a model makes of a text its caller predicts: that text, with the change the request names. Nothing named, nothing changed.
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

/** "Replace the username property with an email property in …": what goes, and what comes. */
const CHANGE =
  /\b(?:replac(?:e|ing)|renam(?:e|ing)|chang(?:e|ing)|convert(?:ing)?|swap(?:ping)?) (.{1,80}?) (?:with|by|to|into|as|for) (.{1,80}?)(?=$|[.,;:!?\n]| (?:in|from|on|and|everywhere|throughout)\b)/i;

/** Words that say what kind of thing a name names. */
const KINDS =
  /^(?:an?|the|every|each|all|any|propert(?:y|ies)|fields?|variables?|functions?|class(?:es)?|methods?|columns?|parameters?|arguments?|names?|named|called|constants?|types?|keys?|strings?|values?|words?|it|this)$/i;

/** The names in a phrase: what is quoted, else every word that is not about the kind of thing. */
function termsOf(phrase: string): string[] {
  const quoted = [...phrase.matchAll(/[`"'“]([^`"'”]{1,80})[`"'”]/g)].map((found) => found[1] as string);
  if (quoted.length > 0) return quoted;
  return phrase.split(/\s+/).filter((word) => word !== '' && !KINDS.test(word));
}
