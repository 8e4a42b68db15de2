/** Facts for one play of a case: invented, deterministic for a seed, and never repeated within one instance. */
export interface Facts {
  /** An integer in the range, not drawn before from this instance. */
  integer(low: number, high: number): number;
  /** A number with exactly the given count of decimals; the last one is never zero. */
  decimal(low: number, high: number, places: number): number;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
  /** Several draws, no two alike. */
  distinct<T, const N extends number>(count: N, draw: () => T): Tuple<T, N>;
  /** A capitalised word of no language. */
  inventedWord(): string;
  /** The same in lower case, for file names, flags and variables. */
  slug(): string;
  givenName(): string;
  surname(): string;
  name(): string;
  /** An invented town. */
  city(): string;
  company(): string;
  product(): string;
  street(): string;
  /** An identifier such as "KX-4471-B". */
  code(): string;
  email(): string;
  /** A date; between 2011 and 2029 unless other years are given. */
  date(fromYear?: number, toYear?: number): CalendarDate;
  /** Two dates of one month, in order. */
  stay(): Stay;
  time(): ClockTime;
  /** A real place with its usual abbreviation. */
  place(): Place;
  /** A real city with its IANA time zone. */
  zone(): Zone;
}

export type Tuple<T, N extends number, A extends T[] = []> = number extends N
  ? T[]
  : A['length'] extends N
    ? A
    : Tuple<T, N, [...A, T]>;

export interface CalendarDate {
  readonly iso: string;
  /** "14 March 2031" */
  readonly british: string;
  /** "March 14, 2031" */
  readonly american: string;
  /** "March 14th, 2031" */
  readonly ordinal: string;
  readonly day: number;
  readonly month: number;
  readonly monthName: string;
  readonly year: number;
}

export interface Stay {
  readonly arrival: CalendarDate;
  readonly departure: CalendarDate;
}

export interface ClockTime {
  /** "14:35" */
  readonly clock: string;
  /** "2:35 PM" */
  readonly twelveHour: string;
}

export interface Place {
  readonly abbreviation: string;
  readonly city: string;
}

export interface Zone {
  readonly city: string;
  readonly zone: string;
}

const onsets = [
  'b',
  'br',
  'c',
  'cl',
  'd',
  'dr',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  'z',
];
const inner = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou'];
const codas = ['', '', 'l', 'm', 'n', 'r', 's', 'n'];
const finals = ['l', 'm', 'n', 'r', 's', 'd', 't', 'v'];
const endings = [
  'a',
  'is',
  'on',
  'ick',
  'ora',
  'une',
  'ard',
  'elle',
  'ov',
  'ane',
  'oth',
  'ida',
  'ero',
  'ino',
];
const givenNames = [
  'Adaeze',
  'Agnes',
  'Alarik',
  'Amara',
  'Anselm',
  'Aoife',
  'Ayumi',
  'Bartek',
  'Benedikta',
  'Bogdan',
  'Camila',
  'Cato',
  'Chidi',
  'Dagny',
  'Darya',
  'Dorothea',
  'Edmund',
  'Eilidh',
  'Emeka',
  'Esperanza',
  'Farid',
  'Fenna',
  'Florin',
  'Genevra',
  'Goran',
  'Hanneke',
  'Hiroshi',
  'Ines',
  'Ingrid',
  'Ioana',
  'Isandro',
  'Jadwiga',
  'Jorunn',
  'Kalani',
  'Katarzyna',
  'Kwame',
  'Leandro',
  'Linnea',
  'Ludovic',
  'Magnus',
  'Mairead',
  'Mehmet',
  'Milagros',
  'Nadia',
  'Nikolaj',
  'Noemi',
  'Odalys',
  'Oluwaseun',
  'Oskar',
  'Pelle',
  'Priya',
  'Quentin',
  'Radka',
  'Ragnhild',
  'Rosalind',
  'Saoirse',
  'Sindre',
  'Sunniva',
  'Tadeusz',
  'Tamsin',
  'Thandiwe',
  'Ulrike',
  'Vasilis',
  'Wilhelmina',
  'Xiomara',
  'Yannick',
  'Yusuf',
  'Zofia',
];
const surnameEndings = [
  'berg',
  'dottir',
  'escu',
  'field',
  'gaard',
  'hoven',
  'inen',
  'kowski',
  'mann',
  'ovic',
  'quist',
  'sen',
  'stone',
  'ton',
  'wick',
  'yama',
];
const townEndings = [
  'bridge',
  'burgh',
  'dale',
  'fell',
  'ford',
  'haven',
  'holm',
  'mere',
  'minster',
  'mouth',
  'stead',
  'vale',
  'ville',
  'wick',
  'worth',
];
const companyEndings = [
  'Logistics',
  'Labs',
  'Industries',
  'Foods',
  'Software',
  'Robotics',
  'Holdings',
  'Textiles',
  'Optics',
  'Shipping',
  'Analytics',
  'Ceramics',
];
const productKinds = [
  'kettle',
  'scooter',
  'printer',
  'lamp',
  'router',
  'drill',
  'tent',
  'camera',
  'heater',
  'blender',
  'speaker',
  'mixer',
  'backpack',
  'dishwasher',
  'projector',
];
const streetEndings = ['Street', 'Lane', 'Road', 'Avenue', 'Row', 'Square', 'Terrace'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

const places: readonly Place[] = [
  { abbreviation: 'NYC', city: 'New York' },
  { abbreviation: 'LA', city: 'Los Angeles' },
  { abbreviation: 'SF', city: 'San Francisco' },
  { abbreviation: 'KL', city: 'Kuala Lumpur' },
  { abbreviation: 'HK', city: 'Hong Kong' },
  { abbreviation: 'Philly', city: 'Philadelphia' },
  { abbreviation: 'Vegas', city: 'Las Vegas' },
  { abbreviation: 'NOLA', city: 'New Orleans' },
  { abbreviation: 'CDMX', city: 'Mexico City' },
  { abbreviation: 'SLC', city: 'Salt Lake City' },
];

const zones: readonly Zone[] = [
  { city: 'Tokyo', zone: 'Asia/Tokyo' },
  { city: 'Paris', zone: 'Europe/Paris' },
  { city: 'Berlin', zone: 'Europe/Berlin' },
  { city: 'London', zone: 'Europe/London' },
  { city: 'New York', zone: 'America/New_York' },
  { city: 'Los Angeles', zone: 'America/Los_Angeles' },
  { city: 'Chicago', zone: 'America/Chicago' },
  { city: 'Sydney', zone: 'Australia/Sydney' },
  { city: 'Singapore', zone: 'Asia/Singapore' },
  { city: 'Dubai', zone: 'Asia/Dubai' },
  { city: 'Madrid', zone: 'Europe/Madrid' },
  { city: 'Rome', zone: 'Europe/Rome' },
  { city: 'Seoul', zone: 'Asia/Seoul' },
  { city: 'Cairo', zone: 'Africa/Cairo' },
  { city: 'Lagos', zone: 'Africa/Lagos' },
  { city: 'Nairobi', zone: 'Africa/Nairobi' },
  { city: 'Stockholm', zone: 'Europe/Stockholm' },
  { city: 'Lisbon', zone: 'Europe/Lisbon' },
  { city: 'Toronto', zone: 'America/Toronto' },
  { city: 'Denver', zone: 'America/Denver' },
  { city: 'Bangkok', zone: 'Asia/Bangkok' },
  { city: 'Helsinki', zone: 'Europe/Helsinki' },
];

const attempts = 500;

export const createFacts = (seed: number): Facts => {
  const random = mulberry32(seed);
  const usedWords: string[] = [];
  const usedValues = new Set<string>();

  const below = (limit: number): number => Math.floor(random() * limit);
  const between = (low: number, high: number): number => low + below(high - low + 1);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('Cannot pick from an empty list.');
    return list[below(list.length)] as T;
  };
  const shuffle = <T>(list: readonly T[]): T[] => {
    const rest = [...list];
    const shuffled: T[] = [];
    while (rest.length > 0) shuffled.push(...rest.splice(below(rest.length), 1));
    return shuffled;
  };
  const fresh = <T>(draw: () => T, key: (value: T) => string): T => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const value = draw();
      if (usedValues.has(key(value))) continue;
      usedValues.add(key(value));
      return value;
    }
    throw new Error('The pool of facts is exhausted.');
  };
  const distinct = <T, const N extends number>(count: N, draw: () => T): Tuple<T, N> => {
    const values = new Map<string, T>();
    for (let attempt = 0; values.size < count && attempt < attempts; attempt += 1) {
      const value = draw();
      const key = JSON.stringify(value);
      if (!values.has(key)) values.set(key, value);
    }
    if (values.size < count) throw new Error('The pool of facts is exhausted.');
    return [...values.values()] as Tuple<T, N>;
  };

  /** A stem which neither contains nor begins like one used before, so that no fact is found inside another. */
  const stem = (): string => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const word = pick(onsets) + pick(vowels) + pick(codas) + pick(inner) + pick(vowels) + pick(finals);
      const clashes = usedWords.some(
        (used) => used.includes(word) || word.includes(used) || used.slice(0, 4) === word.slice(0, 4),
      );
      if (word.length < 5 || word.length > 9 || clashes) continue;
      usedWords.push(word);
      return word;
    }
    throw new Error('The pool of invented words is exhausted.');
  };
  const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const givenName = (): string =>
    fresh(
      () => pick(givenNames),
      (name) => `given ${name}`,
    );
  const surname = (): string => capitalise(stem() + pick(surnameEndings));
  const letter = (): string => letters.charAt(below(letters.length));
  const inventedWord = (): string => capitalise(stem() + pick(endings));

  return {
    pick,
    shuffle,
    distinct,
    inventedWord,
    givenName,
    surname,
    integer: (low, high) =>
      fresh(
        () => between(low, high),
        (value) => `integer ${value}`,
      ),
    decimal: (low, high, places_) => {
      const scale = 10 ** places_;
      return fresh(
        () => (between(low, high - 1) * scale + between(0, scale / 10 - 1) * 10 + between(1, 9)) / scale,
        (value) => `decimal ${value}`,
      );
    },
    slug: () => stem() + pick(endings),
    name: () => `${givenName()} ${surname()}`,
    city: () => capitalise(stem() + pick(townEndings)),
    company: () => `${inventedWord()} ${pick(companyEndings)}`,
    product: () =>
      `${inventedWord()} ${fresh(
        () => pick(productKinds),
        (kind) => `kind ${kind}`,
      )}`,
    street: () => `${inventedWord()} ${pick(streetEndings)}`,
    code: () =>
      fresh(
        () => `${letter()}${letter()}-${between(1000, 9999)}-${letter()}`,
        (code) => `code ${code}`,
      ),
    email: () => `${givenName().toLowerCase()}.${stem()}@${stem()}.example`,
    date: (fromYear = 2011, toYear = 2029) =>
      fresh(
        () => calendarDate(between(fromYear, toYear), between(1, 12), between(13, 28)),
        (date) => `date ${date.iso}`,
      ),
    stay: () => {
      const [year, month] = [between(2026, 2032), between(1, 12)];
      return {
        arrival: calendarDate(year, month, between(13, 19)),
        departure: calendarDate(year, month, between(21, 28)),
      };
    },
    time: () =>
      fresh(
        () => clockTime(between(8, 19), between(1, 59)),
        (time) => `time ${time.clock}`,
      ),
    place: () =>
      fresh(
        () => pick(places),
        (place) => `place ${place.city}`,
      ),
    zone: () =>
      fresh(
        () => pick(zones),
        (zone) => `zone ${zone.city}`,
      ),
  };
};

const calendarDate = (year: number, month: number, day: number): CalendarDate => {
  const monthName = months[month - 1] as string;
  const suffix = day === 21 ? 'st' : day === 22 ? 'nd' : day === 23 ? 'rd' : 'th';
  return {
    iso: `${year}-${String(month).padStart(2, '0')}-${day}`,
    british: `${day} ${monthName} ${year}`,
    american: `${monthName} ${day}, ${year}`,
    ordinal: `${monthName} ${day}${suffix}, ${year}`,
    day,
    month,
    monthName,
    year,
  };
};

const clockTime = (hour: number, minute: number): ClockTime => {
  const minutes = String(minute).padStart(2, '0');
  return {
    clock: `${String(hour).padStart(2, '0')}:${minutes}`,
    twelveHour: `${hour > 12 ? hour - 12 : hour}:${minutes} ${hour >= 12 ? 'PM' : 'AM'}`,
  };
};

/** A small generator of good quality; the seed is stirred first so that neighbouring seeds differ at once. */
const mulberry32 = (seed: number): (() => number) => {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};
