import { type GenerationRequest, saidBy } from '../../engine/request.ts';
import { FOREIGN_SENTENCES, type ForeignLanguage } from './foreign-sentences.ts';
import { readWords, type Words } from './words.ts';

/** The languages an answer can be written in. */
export type Language = 'en' | ForeignLanguage;

/** What shows the language of a request; the members are those of `Ask`. */
export interface LanguageSigns {
  readonly text: string;
  readonly words: Words;
  readonly around: Words;
  readonly system: string;
  readonly request: Pick<GenerationRequest, 'turns'>;
}

/**
 * The language to answer in: the one the system turn asks for, else that of the text. A single word, or a
 * text of fewer than {@link FEWEST_LETTERS} letters, identifies a language only if it is a greeting or thanks.
 * If it does not, the language is that of the earlier turns, else that of the system turn, else English.
 */
export function languageOf(signs: LanguageSigns): Language {
  const { text, system, words, around } = signs;
  if (system !== '') {
    const wanted = WANTED.exec(system)?.[1]?.toLowerCase();
    if (wanted !== undefined) return NAMES[wanted] ?? 'en';
  }
  if (!tellsLanguage(text)) {
    const own = languageOfText(text);
    return own === 'en' ? languageBefore(signs) : own;
  }
  // In texts longer than a greeting, at least two foreign words are needed as evidence.
  const foreign = countMarkers(words) + countMarkers(around);
  return foreign === 0 || (foreign === 1 && words.length > 8) ? 'en' : languageOfText(text);
}

/**
 * The language of the turns before the last user turn: of the user's if they are long enough, else of the
 * assistant's.
 */
function languageBefore({ request: { turns }, system }: LanguageSigns): Language {
  const last = Math.max(
    0,
    turns.findLastIndex(({ role }) => role === 'user'),
  );
  const earlier = turns.slice(Math.max(0, last - MOST_EARLIER), last).reverse();
  for (const speaker of ['user', 'assistant']) {
    for (const { role, parts } of earlier) {
      if (role !== speaker) continue;
      const text = parts.map((part) => saidBy(part)?.slice(0, 200) ?? '').join(' ');
      const language = languageOfText(text);
      if (language !== 'en' || tellsLanguage(text)) return language;
    }
  }
  return languageOfText(system);
}

/** Whether a text has enough words and letters to count as English without evidence for another language. */
function tellsLanguage(text: string): boolean {
  let words = 0;
  let letters = 0;
  let isInWord = false;
  for (const character of text.slice(0, 200)) {
    const isLetter = LETTER.test(character);
    if (isLetter && !isInWord) words++;
    if (isLetter) letters += character.length;
    isInWord = isLetter;
    if (words > 1 && letters >= FEWEST_LETTERS) return true;
  }
  return false;
}

const LETTER = /^\p{L}/u;

/** Minimum letters for identifying a language. */
const FEWEST_LETTERS = 8;

/** Number of earlier turns that are read. */
const MOST_EARLIER = 12;

function countMarkers(words: Words): number {
  let count = 0;
  for (let index = 0; index < words.length; index++) if (MARKER_WORDS.has(words[index]!)) count++;
  return count;
}

/**
 * The language of a greeting or thanks, else the one that most of the first words may belong to, if at least
 * two do.
 */
export function languageOfText(text: string): Language {
  const greeted = text.length <= LONGEST_GREETING ? languageOfGreeting(text) : undefined;
  if (greeted !== undefined) return greeted;
  const votes = { es: 0, fr: 0, de: 0, it: 0 };
  let words = 0;
  for (const [word] of text.slice(0, 160).matchAll(WORD)) {
    if (++words > 14) break;
    const candidates = MARKERS.get(word.toLowerCase());
    if (candidates !== undefined) for (const language of candidates) votes[language] += 1;
  }
  let best: Language = 'en';
  let most = 0;
  for (const language of FOREIGN) {
    if (votes[language] > most) {
      best = language;
      most = votes[language];
    }
  }
  return most >= 2 && most * 5 >= words ? best : 'en';
}

function languageOfGreeting(text: string): Language | undefined {
  const bare = text
    .toLowerCase()
    .replace(/[^\p{L} ]+/gu, ' ')
    .trim();
  return FOREIGN.find((language) => {
    const { greeting, thanks } = FOREIGN_SENTENCES[language];
    const said = greeting.exec(bare) ?? thanks.exec(bare);
    return said !== null && !/^\p{L}/u.test(bare.slice(said[0].length));
  });
}

/** Maximum characters of a text that is only a greeting. */
const LONGEST_GREETING = 40;

type Foreign = Exclude<Language, 'en'>;

const FOREIGN: readonly Foreign[] = ['es', 'fr', 'de', 'it'];

const NAMES: Readonly<Record<string, Language>> = {
  english: 'en',
  spanish: 'es',
  french: 'fr',
  german: 'de',
  italian: 'it',
};

const WANTED =
  /\b(?:answer|respond|reply|speak|write|talk)(?: [a-z]+){0,3} in (english|spanish|french|german|italian)\b/i;

const WORD = /[\p{L}]+/gu;

/** Words that are common in a language and are not common English words. */
const MARKERS = new Map<string, Foreign[]>();
for (const [language, words] of [
  [
    'es',
    'qué que es el la los las cómo como cuál cuáles por favor hola una un del en para explica explícame dime escribe quién dónde cuándo gracias buenos días y con sobre me puedes háblame son está',
  ],
  [
    'fr',
    'que qui est le la les des une un du comment pourquoi quel quelle quels quoi bonjour salut merci explique expliquez moi écris écrivez dis sur et avec pour est-ce sont où quand vous tu je peux pouvez parle parlez dans ce qu il plaît',
  ],
  [
    'de',
    'ist der das wie warum wer wo wann welche welcher hallo danke bitte erkläre erklär mir schreibe schreib ein eine einen und mit über für sind nenne sag kannst du ich nicht guten tag morgen funktioniert dem den von im',
  ],
  [
    'it',
    'che cosa è il lo la gli le come perché chi dove quando quale quali ciao grazie spiega spiegami scrivi dimmi un una di del della per e con su parlami puoi buongiorno sono cos funziona mi',
  ],
] as const) {
  for (const word of words.split(' ')) {
    const known = MARKERS.get(word);
    if (known === undefined) MARKERS.set(word, [language]);
    else known.push(language);
  }
}

const MARKER_WORDS = new Set(readWords([...MARKERS.keys()].join(' ')));
