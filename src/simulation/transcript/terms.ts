/** Maximum number of terms taken from one prompt. */
const MOST_TERMS = 12;
const LONGEST_TERM = 40;
/** Only this many characters at the end of a long prompt are read. */
const WINDOW = 1000;

/** Words that are capitalised at the beginning of a sentence without being names. */
const STARTERS = new Set(
  'a an and as at but for from he her his how i if in it its my no not of on or our she so that the their there these they this those to we what when where which who why with you your use expect please transcribe'.split(
    ' ',
  ),
);

/**
 * The names and terms whose spelling a prompt gives: the items of a list, otherwise words that are
 * capitalised or contain digits or inner capitals. In order of appearance, without duplicates.
 *
 * @example
 * termsOf('ZyntriQix, Digique Plus, O.R.B.I.T.'); // ['ZyntriQix', 'Digique Plus', 'O.R.B.I.T.']
 * termsOf('A talk by Ada Lovelace about the GPT-5 family.'); // ['Ada Lovelace', 'GPT-5']
 */
export function termsOf(prompt: string): string[] {
  const text = prompt.slice(-WINDOW);
  const items = text.split(/[,;\n]+/).map((item) => item.trim());
  const isList = items.length > 1 && items.every((item) => item.split(/\s+/).length <= 4);
  const found = isList ? items : namesIn(text);
  const terms = new Set(found.filter((term) => term !== '' && term.length <= LONGEST_TERM));
  return [...terms].slice(0, MOST_TERMS);
}

function namesIn(text: string): string[] {
  const names: string[] = [];
  let name: string[] = [];
  const end = (): void => {
    if (name.length > 0) names.push(name.join(' '));
    name = [];
  };
  for (const raw of text.split(/\s+/)) {
    const word = raw.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    const isName =
      /^\p{Lu}|\d.*\p{L}|\p{L}.*\d|\p{Ll}\p{Lu}/u.test(word) && !STARTERS.has(word.toLowerCase());
    if (isName) name.push(word);
    if (!isName || /[.!?:,]$/.test(raw)) end();
  }
  end();
  return names;
}
