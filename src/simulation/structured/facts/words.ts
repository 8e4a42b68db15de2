/**
 * The words of a text or of an identifier in any case style: in lower case, stemmed and without stop words. At most
 * 1,000.
 *
 * @example
 * wordsOf('getCurrentWeather'); // ['get', 'current', 'weather']
 * wordsOf('What are the cities?'); // ['city']
 */
export function wordsOf(text: string): string[] {
  const found: string[] = [];
  for (const word of tokensOf(text)) {
    if (STOP_WORDS.has(word)) continue;
    found.push(stemOf(word));
    if (found.length >= 1_000) break;
  }
  return found;
}

/** All words in lower case, stop words included; identifiers are split into words. */
export function tokensOf(text: string): string[] {
  return (
    text
      .slice(0, 8_000)
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .replace(/['’]s\b/g, '')
      .match(/[\p{L}\d]+/gu) ?? []
  );
}

/** A rough stem, the same for "cities" and "city", "booking" and "book", "calculates" and "calculate". */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let stem = word;
  if (stem.endsWith('ies') && stem.length > 4) return `${stem.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (stem.endsWith('s') && !/(?:ss|us|is)$/.test(stem)) stem = stem.slice(0, -1);
  if (stem.endsWith('ation') && stem.length > 7) stem = stem.slice(0, -5);
  else if (stem.endsWith('tion') && stem.length > 6) stem = `${stem.slice(0, -4)}t`;
  else if (stem.endsWith('ing') && stem.length > 5) stem = undoubled(stem.slice(0, -3));
  else if (stem.endsWith('ed') && stem.length > 4) stem = undoubled(stem.slice(0, -2));
  else if (stem.endsWith('er') && stem.length > 5) stem = undoubled(stem.slice(0, -2));
  else if (stem.endsWith('ly') && stem.length > 5) stem = stem.slice(0, -2);
  if (stem.endsWith('ate') && stem.length > 5) return stem.slice(0, -3);
  return stem.endsWith('e') && stem.length > 3 ? stem.slice(0, -1) : stem;
}

function undoubled(stem: string): string {
  return /([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those and or but if then else of in on at to from for with by about as into onto over
  is are was were be been being am do does did doing done have has had having will would shall should can could may
  might must not no nor i me my mine we us our you your he him his she her it its they them their what which who
  whom whose when where why how please thanks thank hello hi hey there here some any all each every both few more
  most other such only own same so than too very just also now let lets like want need tell give me make s t don
  re ve ll m d`
    .split(/\s+/)
    .filter(Boolean),
);
