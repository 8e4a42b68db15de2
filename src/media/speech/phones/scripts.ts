import { hash32 } from '../../../runtime/random.ts';

/**
 * Transliterates one non-Latin character for {@link file://./latin.ts}: letter by letter for Cyrillic, Greek,
 * Arabic and Hebrew, by syllable for kana, by the components of the block for Hangul. Any other character,
 * such as an ideograph, gets an invented syllable that is always the same.
 */
export function romanise(character: string): string {
  // In latin.ts, y is a vowel and j is the glide.
  return written(character).replace(/y(?=[aeou])/, 'j');
}

function written(character: string): string {
  const letter = LETTERS.get(character);
  if (letter !== undefined) return letter;
  const code = character.codePointAt(0) as number;
  const kana = KANA[code - HIRAGANA] ?? KANA[code - KATAKANA];
  if (kana !== undefined) return kana;
  const hangul = code - HANGUL;
  if (hangul >= 0 && hangul < INITIALS.length * 588) {
    const vowel = MEDIALS[Math.floor((hangul % 588) / 28)] as string;
    return `${INITIALS[Math.floor(hangul / 588)]}${vowel}${FINALS[hangul % 28]}`;
  }
  return inventSyllable(character);
}

/** Invents a syllable for a character whose sound is unknown; the same character always gets the same one. */
function inventSyllable(character: string): string {
  const hash = hash32(character);
  const onset = ONSETS[hash % ONSETS.length] as string;
  const nucleus = NUCLEI[(hash >>> 8) % NUCLEI.length] as string;
  return onset + nucleus + CODAS[(hash >>> 16) % CODAS.length];
}

const ONSETS = 'b p m f d t n l g k h j sh zh ch s r y w'.split(' ');
const NUCLEI = 'a e i o u ai ei au ou ya'.split(' ');
const CODAS = ['', '', '', 'n', 'ng'];

const pair = (letters: string, values: string) =>
  Array.from(letters, (letter, index) => [letter, values.split(' ')[index]?.replace('-', '') ?? ''] as const);

const LETTERS: ReadonlyMap<string, string> = new Map([
  ...pair(
    'абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ',
    'a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh sh - i - e yu ya i yi ye g',
  ),
  ...pair(
    'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ',
    'a v g d e z i th i k l m n x o p r s s t i f kh ps o a e i i o i o',
  ),
  ...pair(
    'אבגדהוזחטיכךלמםנןסעפףצץקרשת',
    'a ba g da ha va za kha ta i ka kh la ma m na n sa a pa f tsa ts ka ra sha ta',
  ),
  ...pair(
    'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ',
    'a ba ta sa ja ha kha da za ra za sa sha sa da ta za a ga fa ka ka la ma na ha u i a a - a i a u i',
  ),
  ...pair('پچژگکی', 'pa cha zha ga ka i'),
  ['ー', ''],
]);

const HIRAGANA = 0x3041;
const KATAKANA = 0x30a1;
const KANA =
  'a a i i u u e e o o ka ga ki gi ku gu ke ge ko go sa za shi ji su zu se ze so zo ta da chi ji - tsu zu te de to do na ni nu ne no ha ba pa hi bi pi fu bu pu he be pe ho bo po ma mi mu me mo ya ya yu yu yo yo ra ri ru re ro wa wa i e o n vu ka ke'
    .replaceAll('j', 'dzh')
    .split(' ');

const HANGUL = 0xac00;
const INITIALS = [
  'g',
  'kk',
  'n',
  'd',
  'tt',
  'r',
  'm',
  'b',
  'pp',
  's',
  'ss',
  '',
  'dzh',
  'ts',
  'ch',
  'k',
  't',
  'p',
  'h',
];
const MEDIALS = 'a e ya ye o e yo ye o wa we we yo u wo we wi yu u i i'.split(' ');
const FINALS = ['', ...'k k k n n n t l l l l l l l l m p p t t ng t t k t p t'.split(' ')];
