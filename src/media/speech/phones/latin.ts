import { PHONES, parseSounds, type Sound } from './phone.ts';

/**
 * The sounds of a word that is pronounced as it is spelled, as in most languages with a Latin alphabet: one
 * value per letter or digraph, stress on the penultimate syllable. Also reads the transliterations produced
 * by {@link file://./scripts.ts}. Expects lower case.
 */
export function latinSounds(word: string): Sound[] {
  const sounds: Sound[] = [];
  for (const [letters] of word.matchAll(UNIT)) {
    const value = VALUES[letters] ?? VALUES[letters.normalize('NFD').charAt(0)];
    if (value) sounds.push(...parseSounds(value));
  }
  const vowels = sounds.flatMap(({ phone }, index) => (PHONES[phone].kind === 'vowel' ? [index] : []));
  const chosen = vowels[Math.max(0, vowels.length - 2)];
  return sounds.map(({ phone }, index) => ({ phone, stress: index === chosen }));
}

const UNIT =
  /tsch|sch|dzh|ch|sh|zh|th|ts|tz|ph|qu|kh|ng|ck|ll|ss|nn|tt|rr|mm|pp|ff|gn|nh|eau|au|ou|ei|ey|ai|ay|oi|oy|eu|ie|ij|.\p{M}*/gu;

const VALUES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  a: 'AA',
  b: 'B',
  c: 'K',
  d: 'D',
  e: 'EH',
  f: 'F',
  g: 'G',
  h: 'HH',
  i: 'IY',
  j: 'Y',
  k: 'K',
  l: 'L',
  m: 'M',
  n: 'N',
  o: 'AO',
  p: 'P',
  q: 'K',
  r: 'R',
  s: 'S',
  t: 'T',
  u: 'UW',
  v: 'V',
  w: 'V',
  x: 'K S',
  y: 'IY',
  z: 'Z',
  tsch: 'CH',
  sch: 'SH',
  dzh: 'JH',
  ch: 'CH',
  sh: 'SH',
  zh: 'ZH',
  th: 'T',
  ts: 'T S',
  tz: 'T S',
  ph: 'F',
  qu: 'K W',
  kh: 'HH',
  ng: 'NG',
  ck: 'K',
  ll: 'L',
  ss: 'S',
  nn: 'N',
  tt: 'T',
  rr: 'R',
  mm: 'M',
  pp: 'P',
  ff: 'F',
  gn: 'N Y',
  nh: 'N Y',
  eau: 'OW',
  au: 'AW',
  ou: 'UW',
  ei: 'AY',
  ey: 'EY',
  ai: 'AY',
  ay: 'AY',
  oi: 'OY',
  oy: 'OY',
  eu: 'OY',
  ie: 'IY',
  ij: 'EY',
  ä: 'EH',
  æ: 'AE',
  å: 'AO',
  ã: 'AA N',
  õ: 'OW N',
  ö: 'ER',
  ø: 'ER',
  œ: 'ER',
  ü: 'Y UW',
  ß: 'S',
  é: 'EY',
  ñ: 'N Y',
  ç: 'S',
  č: 'CH',
  ć: 'CH',
  š: 'SH',
  ś: 'SH',
  ş: 'SH',
  ș: 'SH',
  ž: 'ZH',
  ż: 'ZH',
  ź: 'ZH',
  ł: 'W',
  ř: 'R ZH',
  ń: 'N Y',
  ň: 'N Y',
  ğ: 'G',
  ı: 'IH',
  ð: 'DH',
  þ: 'TH',
  đ: 'D',
});
