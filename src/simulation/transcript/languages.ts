/** Scripts that identify a language, the most certain first. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Devanagari}/gu, 'hi'],
];

/** Short words that are frequent in one language and rare or absent in the others. */
const MARKERS: readonly (readonly [string, string])[] = [
  ['en', 'the and is are was of to you it that this with for have not what they we will would there'],
  ['es', 'el los las una es está que por para con pero muy hay también del como más esto ya nos gracias'],
  ['fr', "le les des une est dans pour avec mais pas nous vous que qui sont sur c'est très merci cette"],
  ['de', 'der die das und ist nicht ein eine mit für auf wir sie ich auch aber wird sind dem den danke'],
  ['it', 'il gli una è che per con ma non sono della anche più questo molto noi di grazie perché'],
  ['pt', 'os uma é que para com mas não são muito também você isso mais do da obrigado estamos'],
  ['nl', 'de het een en is niet van met voor maar wij zijn ook dat naar wordt dank je deze'],
  ['sv', 'och är det att en som för med inte har vi av på den till jag också tack'],
  ['pl', 'i nie jest się na że do jak ale są dla to już tak dziękuję'],
  ['tr', 've bir bu için ile çok değil ama biz daha olarak var teşekkürler'],
];

const MARKED = new Map<string, string[]>();
for (const [language, words] of MARKERS) {
  for (const word of words.split(' ')) MARKED.set(word, [...(MARKED.get(word) ?? []), language]);
}

/** Number of characters examined. */
const WINDOW = 600;

/**
 * The probable language of a text, from its script and short words; undefined when there is too little
 * evidence.
 *
 * @example
 * guessLanguage('¿Dónde está la biblioteca? Muchas gracias.'); // 'es'
 */
export function guessLanguage(text: string): string | undefined {
  const sample = text.slice(0, WINDOW);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [script, language] of SCRIPTS) {
    if ((sample.match(script)?.length ?? 0) > letters * 0.3) return language;
  }
  const votes = new Map<string, number>();
  for (const word of sample.toLowerCase().match(/[\p{L}']+/gu) ?? []) {
    for (const language of MARKED.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [first, second] = [...votes].sort(([, one], [, other]) => other - one);
  return first && first[1] >= 2 && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
}
