import type { Random } from '../../../../runtime/random.ts';
import type { Facts } from '../facts/facts.ts';

/** A named string format: what a conversation may offer for it, whether a text has it, and how to make one up. */
export interface Format {
  readonly facts: (facts: Facts) => readonly string[];
  readonly accepts: (text: string) => boolean;
  readonly compose: (random: Random) => string;
}

/** The formats of JSON Schema's vocabulary. An unknown format says nothing about a text. */
export function formatNamed(name: string): Format | undefined {
  return FORMATS.get(name);
}

const nothing = () => [];
const two = (value: number) => String(value).padStart(2, '0');
const date = (random: Random) =>
  `20${two(random.between(24, 26))}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
const time = (random: Random) => `${two(random.between(8, 19))}:${random.pick(['00', '15', '30', '45'])}:00`;
const hex = (random: Random, length: number) =>
  Array.from({ length }, () => random.int(16).toString(16)).join('');
const label = (random: Random) =>
  random.pick(['harbor', 'meadow', 'lantern', 'cobalt', 'juniper', 'summit', 'orchard']);
const email = (random: Random) =>
  `${random.pick(['ana', 'sam', 'lee', 'maria', 'noah', 'info'])}@example.${random.pick(['com', 'org', 'net'])}`;
const url = (random: Random) => `https://example.${random.pick(['com', 'org'])}/${label(random)}`;
const uuid = (random: Random) =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(random, 3)}-${hex(random, 12)}`;

const EMAIL: Format = {
  facts: (facts) => facts.emails,
  accepts: (text) =>
    text.length <= 254 &&
    /^[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}[a-z]{2,24}$/i.test(text) &&
    !/^\.|\.\.|\.@/.test(text),
  compose: email,
};
const URI: Format = {
  facts: (facts) => facts.urls,
  accepts: (text) =>
    text.length <= 2_000 &&
    /^[a-z][a-z\d+.-]{0,30}:\/\/[\w.-]{1,200}(?::\d{1,5})?(?:[/?#][\w\-./~%?#&=+:,;@!$*]*)?$/i.test(text) &&
    !/%(?![\da-f]{2})/i.test(text),
  compose: url,
};
const HOST: Format = {
  facts: nothing,
  accepts: (text) =>
    text.length <= 253 &&
    /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){0,8}[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(text),
  compose: (random) => `${label(random)}.example.com`,
};
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['date', { facts: (facts) => facts.dates, accepts: (text) => DATE.test(text), compose: date }],
  [
    'time',
    {
      facts: (facts) => facts.times.map((each) => `${each}Z`),
      accepts: (text) => TIME.test(text),
      compose: (random) => `${time(random)}Z`,
    },
  ],
  [
    'date-time',
    {
      facts: (facts) =>
        facts.dates.map((each, index) => `${each}T${facts.times[index] ?? facts.times[0] ?? '09:00:00'}Z`),
      accepts: (text) => DATE.test(text.slice(0, 10)) && text[10] === 'T' && TIME.test(text.slice(11)),
      compose: (random) => `${date(random)}T${time(random)}Z`,
    },
  ],
  [
    'duration',
    {
      facts: nothing,
      accepts: (text) =>
        /^P(?:\d{1,9}W|(?=.)(?:\d{1,9}Y)?(?:\d{1,9}M)?(?:\d{1,9}D)?(?:T(?=.)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}S)?)?)$/.test(
          text,
        ),
      compose: (random) => random.pick(['PT15M', 'PT30M', 'PT1H', 'PT2H30M', 'P1D', 'P1W']),
    },
  ],
  ['email', EMAIL],
  ['idn-email', EMAIL],
  ['uri', URI],
  ['url', URI],
  ['iri', URI],
  ['uri-reference', { ...URI, accepts: (text) => URI.accepts(text) || /^\/[\w\-./]{0,1000}$/.test(text) }],
  ['iri-reference', { ...URI, accepts: (text) => URI.accepts(text) || /^\/[\w\-./]{0,1000}$/.test(text) }],
  ['uri-template', { ...URI, compose: () => 'https://example.com/items/{id}' }],
  [
    'uuid',
    {
      facts: (facts) =>
        facts.text.match(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi) ?? [],
      accepts: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
      compose: uuid,
    },
  ],
  ['hostname', HOST],
  ['idn-hostname', HOST],
  [
    'ipv4',
    {
      facts: (facts) => facts.text.match(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g) ?? [],
      accepts: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text),
      compose: (random) => `192.0.2.${random.between(1, 254)}`,
    },
  ],
  [
    'ipv6',
    {
      facts: nothing,
      accepts: (text) => /^(?:[\da-f]{1,4}:){7}[\da-f]{1,4}$/i.test(text),
      compose: (random) =>
        `2001:db8:${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}:${hex(random, 4)}`,
    },
  ],
  [
    'json-pointer',
    {
      facts: nothing,
      accepts: (text) => /^(?:\/[\w-]{0,60}){0,20}$/.test(text),
      compose: (random) => `/${label(random)}/0`,
    },
  ],
  [
    'relative-json-pointer',
    { facts: nothing, accepts: (text) => /^\d(?:\/[\w-]{0,60}){0,20}$/.test(text), compose: () => '1/name' },
  ],
  ['regex', { facts: nothing, accepts: () => false, compose: () => '^[a-z]+$' }],
  ['byte', { facts: nothing, accepts: () => false, compose: () => 'aGVsbG8=' }],
]);
