import { ENGLISH_RULES } from './english-rules.ts';
import { ENGLISH_WORDS } from './english-words.ts';
import { PHONES, type PhoneName, parseSounds, type Sound } from './phone.ts';

/**
 * The sounds of an English word in lower case: from the list of frequent words, from a listed word with an
 * ending, or from letter-to-sound rules with an estimate of the stressed syllable. A listed word without a
 * stress mark is a function word.
 */
export function englishSounds(word: string): Sound[] {
  const listed = ENGLISH_WORDS[word];
  if (listed !== undefined) return parseSounds(listed);
  const stem = word.replace(/'s$/, '');
  if (stem !== word) {
    const owner = englishSounds(stem);
    return [...owner, ...pluralSounds(owner)];
  }
  const plain = word.replaceAll("'", '');
  return withEnding(plain) ?? byRules(plain);
}

interface Rule {
  readonly letters: string;
  readonly pattern: RegExp;
  readonly sounds: readonly Sound[];
}

let compiled: ReadonlyMap<string, readonly Rule[]> | undefined;

function rulesOf(letter: string): readonly Rule[] {
  compiled ??= Map.groupBy(ENGLISH_RULES.map(compile), (rule) => rule.letters.charAt(0));
  return compiled.get(letter) ?? [];
}

function compile(line: string): Rule {
  const slash = line.lastIndexOf('/');
  const open = line.indexOf('[');
  const close = line.indexOf(']', open);
  const letters = line.slice(open + 1, close);
  const left = context(line.slice(0, open));
  const right = context(line.slice(close + 1, slash));
  const pattern = new RegExp(
    `${left && `(?<=${left})`}${letters.replaceAll('E', '[eiy]')}${right && `(?=${right})`}`,
    'y',
  );
  return { letters, pattern, sounds: parseSounds(line.slice(slash + 1)) };
}

/** How far back `~` looks for a vowel. The bound keeps very long words from taking quadratic time. */
const REACH = 12;

function context(text: string): string {
  return text
    .replaceAll('C', '[bcdfghjklmnpqrstvwxz]')
    .replaceAll('V', '[aeiouy]')
    .replaceAll('E', '[eiy]')
    .replace('~', `[aeiouy][a-z]{0,${REACH}}`);
}

function byRules(word: string): Sound[] {
  const sounds: Sound[] = [];
  for (let at = 0; at < word.length; ) {
    const rule = rulesOf(word.charAt(at)).find(({ pattern }) => {
      pattern.lastIndex = at;
      return pattern.test(word);
    });
    if (!rule) {
      at++;
      continue;
    }
    sounds.push(...rule.sounds);
    at = rule.pattern.lastIndex || at + rule.letters.length;
  }
  return stressed(word, sounds);
}

const FULL: ReadonlySet<PhoneName> = new Set(['AE', 'AA', 'EH', 'AH']);
const UNSTRESSED_START =
  /^(a[bcdfglnpst]|be|de|re|con|com|ex|en|em|im|in|pro|per|sur|dis|mis|un|sub|trans)(?=..)/;
const STRESS_BEFORE =
  /(tion|sion|cian|ic|ical|ically|ity|ities|logy|graphy|ial|ious|eous|ian|ient|ify|ual|meter)s?$/;
const STRESS_ON = /(een|eer|ese|ette|ique|oon|self|selves)$/;

/** Marks the vowel most likely to be stressed, and reduces unstressed short vowels. */
function stressed(word: string, sounds: readonly Sound[]): Sound[] {
  const vowels = sounds.flatMap(({ phone }, index) => (PHONES[phone].kind === 'vowel' ? [index] : []));
  const chosen = vowels[stressedVowel(word, vowels.length)];
  return sounds.map(({ phone }, index) => {
    const stress = index === chosen;
    const weak = !stress && index !== vowels[0] && FULL.has(phone);
    return { phone: weak ? 'AX' : phone, stress };
  });
}

function stressedVowel(word: string, count: number): number {
  if (count <= 1) return 0;
  if (STRESS_ON.test(word)) return count - 1;
  if (/[aeiouy].*at(e|es)$/.test(word)) return Math.max(0, count - 3);
  if (/[aeiouy].*at(ed|ing|ors?)$/.test(word)) return Math.max(0, count - 4);
  if (STRESS_BEFORE.test(word)) {
    const inEnding = /(ity|ities|logy|graphy|ical|ify|ual|meter)s?$/.test(word)
      ? 2
      : /ically$/.test(word)
        ? 3
        : 1;
    return Math.max(0, count - 1 - inEnding);
  }
  if (UNSTRESSED_START.test(word)) return 1;
  return count <= 3 ? 0 : count - 3;
}

/** A listed word with a regular ending: "walked", "voices", "strangely". */
function withEnding(word: string): Sound[] | undefined {
  for (const [ending, restore, added] of ENDINGS) {
    if (!word.endsWith(ending)) continue;
    const listed = ENGLISH_WORDS[word.slice(0, -ending.length) + restore];
    if (listed === undefined || !listed.includes('1')) continue;
    const sounds = parseSounds(listed);
    return [...sounds, ...(added ?? (ending.endsWith('s') ? pluralSounds(sounds) : pastSounds(sounds)))];
  }
  return undefined;
}

type Ending = readonly [ending: string, restore: string, added: readonly Sound[] | undefined];

const ENDINGS: readonly Ending[] = [
  ['s', '', undefined],
  ['es', '', undefined],
  ['ies', 'y', undefined],
  ['ed', '', undefined],
  ['d', '', undefined],
  ['ied', 'y', undefined],
  ['ing', '', parseSounds('IH NG')],
  ['ing', 'e', parseSounds('IH NG')],
  ['ly', '', parseSounds('L IY')],
  ['er', '', parseSounds('ER')],
  ['er', 'e', parseSounds('ER')],
  ['ful', '', parseSounds('F AX L')],
  ['less', '', parseSounds('L AX S')],
];

const HISSES: ReadonlySet<PhoneName> = new Set(['S', 'Z', 'SH', 'ZH', 'CH', 'JH']);

function pluralSounds(sounds: readonly Sound[]): Sound[] {
  const last = sounds.at(-1)?.phone;
  if (last !== undefined && HISSES.has(last)) return parseSounds('IH Z');
  return parseSounds(last !== undefined && PHONES[last].kind === 'voiceless' ? 'S' : 'Z');
}

function pastSounds(sounds: readonly Sound[]): Sound[] {
  const last = sounds.at(-1)?.phone ?? 'D';
  if (last === 'T' || last === 'D') return parseSounds('IH D');
  return [{ phone: PHONES[last].kind === 'voiceless' ? 'T' : 'D', stress: false }];
}
