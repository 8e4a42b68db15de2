import { isCountry, isKnownPlace } from '../values/places.ts';
import { COLOURS, FIRST_NAMES, MONTHS_AND_DAYS, STATES, UNIT_WORDS } from './gazetteer.ts';

export interface Person {
  readonly name: string;
  readonly age?: number;
}

/**
 * People named in a text, in order of appearance, with their ages if stated next to the name.
 *
 * @example
 * peopleIn('John is 30 years old and Ana Lima, 41, is his boss'); // John 30, Ana Lima 41
 */
export function peopleIn(text: string): Person[] {
  const names = new Map<string, number>();
  const add = (name: string | undefined, at: number) => {
    if (name !== undefined && !names.has(name) && isPerson(name)) names.set(name, at);
  };
  for (const match of text.matchAll(INTRODUCED)) {
    add(match[1], match.index + match[0].lastIndexOf(match[1] ?? ''));
  }
  for (const match of text.matchAll(CAPITALISED)) {
    const words = match[0].split(' ');
    const start = words.findIndex((word) => FIRST_NAMES.has(word.toLowerCase()));
    if (start >= 0) {
      add(
        words.slice(start).join(' '),
        match.index + words.slice(0, start).join(' ').length + (start > 0 ? 1 : 0),
      );
    }
  }
  for (const match of text.matchAll(DOES_AS_PERSON)) add(match[1], match.index);
  const ordered = [...names].toSorted((a, b) => a[1] - b[1]);
  // "Ana" and "Ana Lima" are the same person.
  const whole = ordered.filter(
    ([name]) =>
      !ordered.some(
        ([other]) => other !== name && (other.startsWith(`${name} `) || other.endsWith(` ${name}`)),
      ),
  );
  return whole.map(([name, at], index) => {
    const end = whole[index + 1]?.[1] ?? text.length;
    const age =
      ageIn(text.slice(at, Math.min(end, at + name.length + 160)), name) ??
      (whole.length === 1 ? ageIn(text, name) : undefined);
    return age === undefined ? { name } : { name, age };
  });
}

export function placesIn(text: string): string[] {
  const found = new Map<string, number>();
  const add = (place: string | undefined, at: number) => {
    const cleaned = place?.replace(/[\s,]+$/, '');
    if (cleaned === undefined || cleaned === '' || found.has(cleaned)) return;
    if (MONTHS_AND_DAYS.has(cleaned.toLowerCase().split(/[ ,]/)[0] ?? '')) return;
    found.set(cleaned, at);
  };
  for (const match of text.matchAll(PLACE_WITH_REGION)) {
    if (isRegion(match[2] ?? '')) add(match[0], match.index);
  }
  for (const match of text.matchAll(AFTER_PREPOSITION)) {
    add(match[1], match.index + match[0].length - (match[1]?.length ?? 0));
  }
  for (const match of text.matchAll(CAPITALISED)) {
    const words = match[0].split(' ');
    for (let start = 0; start < words.length; start++) {
      const end = longestPlace(words, start);
      if (end > start) {
        add(words.slice(start, end).join(' '), match.index + words.slice(0, start).join(' ').length);
        start = end - 1;
      }
    }
  }
  for (const match of text.matchAll(LOWER_CASE_PLACE)) {
    const place = longestKnown(match[1] ?? '');
    if (place !== '') add(titled(place), match.index);
  }
  const ordered = [...found].toSorted((a, b) => a[1] - b[1]).map(([place]) => place);
  return ordered.filter(
    (place) => !ordered.some((other) => other.startsWith(`${place},`) || other.endsWith(`, ${place}`)),
  );
}

export function routeIn(text: string): { from?: string; to?: string } {
  const match =
    /\bfrom ((?:[A-Z][\w'’.-]{0,30} ?){1,4}|[a-z]{2,30}) ?to ((?:[A-Z][\w'’-]{0,30} ?){1,4}|[a-z]{2,30})/.exec(
      text,
    );
  const from = match?.[1]?.trim();
  const to = match?.[2]?.trim();
  return from === undefined || to === undefined ? {} : { from, to };
}

export function companiesIn(text: string): string[] {
  const found = new Set<string>();
  const suffixed =
    /\b((?:[A-Z][\w&'’-]{0,30} ){1,3}(?:Inc|Corp|Corporation|Ltd|LLC|GmbH|Co|Company|Group|Labs|Technologies|Systems|Bank|Industries|Holdings|AG|SA|PLC|Partners|Studios)\b\.?)/g;
  for (const match of text.matchAll(suffixed)) found.add((match[1] ?? '').trim());
  const employer =
    /\b(?:works? (?:at|for)|working (?:at|for)|worked (?:at|for)|employed (?:at|by)|joined|founded|company(?: called| named)?|CEO of|CTO of|engineer at|manager at) ((?:[A-Z][\w&'’-]{0,30} ?){1,3})/g;
  for (const match of text.matchAll(employer)) found.add((match[1] ?? '').trim());
  return [...found].slice(0, 50);
}

export function coloursIn(text: string): string[] {
  return known(text, COLOURS);
}

export function unitsIn(text: string): string[] {
  const units = known(text, UNIT_WORDS);
  if (/\d ?°? ?C\b|°C/.test(text)) units.push('celsius');
  if (/\d ?°? ?F\b|°F/.test(text)) units.push('fahrenheit');
  return [...new Set(units)];
}

const CAPITALISED = /\b\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}(?:\.|[\p{L}'’-]{0,30})){0,4}/gu;
const INTRODUCED =
  /\b(?:[Mm]y name is|[Ii] am|I['’]m|[Nn]ame(?:d| is|:)|[Cc]alled|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Dd]r\.?|[Pp]rof(?:essor|\.)|[Pp]atient|[Cc]ustomer|[Ee]mployee|[Ss]tudent|[Uu]ser|[Aa]uthor|[Cc]ontact|[Mm]eet|[Ee]mail|[Dd]ear|[Ss]igned,?) (\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2})/gu;
const DOES_AS_PERSON =
  /(?<![\p{L}])(\p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,2})(?=,? (?:is|was|aged?|turned|turns) (?:an? )?\d{1,3}\b|,? \(?(?:aged? )?\d{1,3}(?:[,)]| years| y\/?o)|,? (?:works|worked|lives|lived|said|says|likes|wants|pays|paid|bought|ordered|wrote|met|born|joined)\b| \([\w.+-]{1,64}@)/gu;
const AFTER_PREPOSITION =
  /\b(?:in|near|around|at|visit|visiting|to|from|for) ((?:St\. |Mt\. )?(?:[A-Z][\p{L}'’-]{1,30}(?: (?=[A-Z]))?){1,4})/gu;
const PLACE_WITH_REGION =
  /\b([A-Z][\p{L}'’-]{1,30}(?: [A-Z][\p{L}'’-]{1,30}){0,2}), ?([A-Z][\p{L}]{1,30}(?: [A-Z][\p{L}]{1,30})?)/gu;
const LOWER_CASE_PLACE =
  /\b(?:in|to|from|for|near|at|and|of|weather|,) (?=([a-z]{3,20}(?: [a-z]{3,20}){0,2}))/g;

function isPerson(name: string): boolean {
  const words = name.toLowerCase().split(' ');
  if (words.some((word) => NOT_NAMES.has(word) || MONTHS_AND_DAYS.has(word))) return false;
  return !isKnownPlace(name.toLowerCase());
}

function ageIn(text: string, name: string): number | undefined {
  const match =
    /\b(\d{1,3})[ -]?(?:years?|yrs?)[ -]?old\b|\b(\d{1,3}) ?y\/?o\b|\b(?:aged?|age is|age:|turned|turns|turning) (\d{1,3})\b/i.exec(
      text,
    ) ??
    /^[^\n]{0,60}?(?:\bis|,|\() ?(\d{1,3})(?=[,).;\s]|$)(?! (?:percent|%|[a-z]+s\b))/.exec(
      text.startsWith(name) ? text.slice(name.length) : '',
    );
  const digits = match?.slice(1).find((group) => group !== undefined);
  const age = digits === undefined ? Number.NaN : Number(digits);
  return age >= 0 && age <= 130 ? age : undefined;
}

function longestPlace(words: readonly string[], start: number): number {
  for (let end = Math.min(words.length, start + 4); end > start; end--) {
    const phrase = words
      .slice(start, end)
      .join(' ')
      .toLowerCase()
      .replace(/['’]s$/, '');
    if (isKnownPlace(phrase)) return end;
  }
  return start;
}

function longestKnown(phrase: string): string {
  const words = phrase.split(' ');
  for (let end = words.length; end > 0; end--) {
    const start = words.slice(0, end).join(' ');
    if (isKnownPlace(start)) return start;
  }
  return '';
}

function isRegion(name: string): boolean {
  return isCountry(name.toLowerCase()) || STATES.has(name.toLowerCase()) || /^[A-Z]{2,3}$/.test(name);
}

function titled(text: string): string {
  return text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function known(text: string, words: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const word of text.toLowerCase().match(/[a-z]{2,20}/g) ?? []) if (words.has(word)) found.add(word);
  return [...found];
}

const NOT_NAMES = new Set(
  `the a an this that these those he she it they we you i what who when where why how my your his her our their
  extract name names age please json text hello hi dear here there one two three invoice order total summary subject
  title first last new old today tomorrow yesterday if is are was and or but in on at from to with for of
  sure not just very so happy looking trying going interested sorry glad here write tell give list meeting price
  company product customer user patient student employee`.split(/\s+/),
);
