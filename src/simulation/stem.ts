/**
 * Removes the inflection of a lower-case English word: `running`, `runs` and `run` share a stem, and so do
 * `cities` and `city`, `celebration` and `celebrate`, `went` and `go`, `colour` and `color`. Deliberately
 * light: a stem is a key, not a word, and short words are unchanged.
 *
 * @example
 * stem('libraries'); // 'library', as stem('library') is
 */
export function stem(word: string): string {
  if (!ASCII_WORD.test(word)) return word;
  const base = IRREGULAR.get(word) ?? word;
  if (base.length < 4) return base;
  return withoutEnd(americanized(withoutInflection(withoutPlural(base))));
}

const ASCII_WORD = /^[a-z]+$/;
const VOWEL = /[aeiouy]/;
/** Consonants that English doubles before an ending. */
const DOUBLED = /([bdgkmnprtv])\1$/;

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutInflection(word: string): string {
  for (const ending of ['ing', 'ed']) {
    if (!word.endsWith(ending) || word.endsWith('eed')) continue;
    const rest = word.slice(0, -ending.length);
    if (rest.length < 3 || !VOWEL.test(rest)) return word;
    return DOUBLED.test(rest) ? rest.slice(0, -1) : losesE(rest) ? `${rest}e` : rest;
  }
  if (word.endsWith('ly') && word.length > 5) return word.slice(0, -2);
  if (word.endsWith('ness') && word.length > 6) return word.slice(0, -4);
  if (word.endsWith('ment') && word.length > 7) return word.slice(0, -4);
  if (/[ts]ion$/.test(word) && word.length > 8) return word.slice(0, -3);
  return word;
}

/**
 * Whether the part of a word before `ing` lost an `e`: hop(ing), danc(ing), handl(ing), but not walk(ing).
 */
function losesE(rest: string): boolean {
  if (/(?:[cvzu]|[^s]s|[bcdfgkpstz]l|[dlr]g)$/.test(rest)) return true;
  return /^[^aeiou]*[aeiouy][^aeiouwxy]$/.test(rest);
}

/**
 * Normalises a final `e` or `y`, which change before endings. In words of one syllable the `e` is significant
 * (plan, plane), so it stays; before `nge` there is no way to tell.
 */
function withoutEnd(word: string): string {
  if (word.length < 4) return word;
  if (word.endsWith('e'))
    return SEVERAL_SYLLABLES.test(word) || word.endsWith('nge') ? word.slice(0, -1) : word;
  return word.endsWith('y') ? `${word.slice(0, -1)}i` : word;
}

const SEVERAL_SYLLABLES = /[aeiouy][^aeiouy]+[aeiouy]+[^aeiouy]+e$/;

/** Maps British and American spellings to one key. */
function americanized(word: string): string {
  if (word.length < 5) return word;
  if (word.endsWith('our')) return `${word.slice(0, -3)}or`;
  return word.length > 5 ? word.replace(/is(e?)$/, 'iz$1').replace(/i[sz]at$/, 'iz') : word;
}

/** Irregular forms: alternately a form and its base word. */
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `
went go gone go goes go going go came come took take taken take gave give given give got get gotten get made make said say saw see seen see
knew know known know thought think found find told tell felt feel left leave kept keep held hold brought bring began begin begun begin
ran run wrote write written write spoke speak spoken speak broke break broken break drove drive driven drive rode ride ridden ride
ate eat eaten eat drank drink drunk drink sang sing sung sing swam swim swum swim flew fly flown fly grew grow grown grow
threw throw thrown throw blew blow blown blow drew draw drawn draw wore wear worn wear tore tear torn tear
chose choose chosen choose froze freeze frozen freeze stole steal stolen steal woke wake woken wake forgot forget forgotten forget
bought buy sold sell taught teach caught catch fought fight sought seek built build sent send spent spend lent lend lost lose
met meet led lead fed feed bled bleed fled flee slept sleep wept weep swept sweep crept creep dealt deal meant mean learnt learn
dreamt dream burnt burn spilt spill spelt spell paid pay laid lay heard hear stood stand understood understand won win
sat sit shot shoot shone shine hung hang dug dig stuck stick struck strike swung swing rang ring rung ring sank sink sunk sink
shrank shrink shrunk shrink fell fall fallen fall rose rise risen rise bit bite bitten bite hid hide hidden hide shook shake
shaken shake became become sewn sew sown sow shown show proven prove
mice mouse geese goose feet foot teeth tooth children child men man women woman people person oxen ox lice louse
wolves wolf knives knife wives wife lives life shelves shelf thieves thief calves calf halves half loaves loaf scarves scarf
leaves leaf hooves hoof elves elf agreed agree used use using use dying die lying lie tying tie buses bus gases gas heroes hero potatoes potato tomatoes tomato
volcanoes volcano mosquitoes mosquito echoes echo criteria criterion phenomena phenomenon bacteria bacterium media medium
`
    .trim()
    .split(/\s+/)
    .flatMap((form, index, forms) => (index % 2 === 0 ? [[form, forms[index + 1] as string] as const] : [])),
);
