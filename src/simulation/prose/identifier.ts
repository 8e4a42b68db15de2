/** Words for an identifier, such as `['check', 'prime']`, from a description of what the code does. */
export function identifierWords(description: string): string[] {
  const clause =
    /\b(?:that|which|to|for) (?:can |will |should |takes? .{1,40}? and )?(.+)$/i.exec(description)?.[1] ??
    description;
  const words: string[] = [];
  for (const [raw] of clause.toLowerCase().matchAll(/[a-z][a-z0-9]*/g)) {
    if (SKIPPED.has(raw) || raw.length > 16) continue;
    words.push(words.length === 0 ? bareVerb(raw) : raw);
    if (words.length === 3) break;
  }
  if (words.length === 0) return ['process', 'items'];
  if (words.length === 1) return NOUN_LIKE.test(words[0]!) ? ['build', words[0]!] : [words[0]!, 'items'];
  return words;
}

export function toSnake(words: readonly string[]): string {
  return words.join('_');
}

export function toCamel(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
}

export function toPascal(words: readonly string[]): string {
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

function bareVerb(word: string): string {
  if (/(?:ies)$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|sses|xes)$/.test(word)) return word.slice(0, -2);
  return /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

const NOUN_LIKE = /(?:ion|ment|ness|ity|er|or|ist|ing|age)$/;

const SKIPPED = new Set(
  (
    'a an the of in on at to for from with and or is are if it its that this which whether given using use some any my me your i you we ' +
    'function functions method class program script code snippet example implementation implement write create generate show give make build please simple small short basic new ' +
    'python javascript typescript java kotlin swift rust go golang ruby php sql bash shell html css csharp cpp c js ts two'
  ).split(' '),
);
