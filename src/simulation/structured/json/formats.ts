import type { Random } from '../../../runtime/random.ts';
import type { Facts } from '../facts/facts.ts';

/** A named string format: facts of that format, validation and sample texts. */
export interface Format {
  readonly facts: (facts: Facts) => readonly string[];
  readonly accepts: (text: string) => boolean;
  readonly compose: (random: Random) => string;
  /** A pattern whose texts all validators accept; used if other rules restrict the format further. */
  readonly pattern: string;
}

/** The formats of JSON Schema and of common schema libraries. Undefined for unknown formats, which accept any text. */
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

const base64 = (random: Random) => random.pick(['aGVsbG8=', 'c2FtcGxl', 'ZXhhbXBsZQ==', 'bWVzc2FnZQ==']);
const letters = (random: Random, alphabet: string, length: number) =>
  Array.from({ length }, () => alphabet[random.int(alphabet.length)]).join('');
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const DATE_TEXT =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)';
const DATE = new RegExp(`^${DATE_TEXT}$`);
const TIME_TEXT = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)';
const HOST_TEXT = '[a-z\\d](?:[a-z\\d-]{0,20}[a-z\\d])?(?:\\.[a-z\\d](?:[a-z\\d-]{0,20}[a-z\\d])?){0,4}';

/** A format defined by one regular expression, which must be free of expensive backtracking. */
function regular(pattern: string, compose: Format['compose'], facts: Format['facts'] = nothing): Format {
  const whole = new RegExp(pattern);
  return { facts, accepts: (text) => text.length <= LONGEST && whole.test(text), compose, pattern };
}
const LONGEST = 10_000;

const EMAIL: Format = {
  facts: (facts) => facts.emails,
  accepts: (text) =>
    text.length <= 320 &&
    /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,253}[\p{L}\p{N}])?$/u.test(
      text,
    ) &&
    !/^\.|\.\.|\.@|-\.|\.-/.test(text),
  compose: email,
  pattern:
    '^[a-zA-Z\\d_+-]{1,30}(?:\\.[a-zA-Z\\d_+-]{1,20}){0,3}@(?:[a-zA-Z\\d](?:[a-zA-Z\\d-]{0,20}[a-zA-Z\\d])?\\.){1,4}[a-zA-Z]{2,10}$',
};
const URI_CHARS = "[\\w.~!$&'()*+,;=:@/?-]";
const URI: Format = {
  facts: (facts) => facts.urls,
  accepts: (text) =>
    text.length <= LONGEST &&
    /^[a-z][a-z\d+.-]*:[\w\-./~%?#&=+:,;@!$*'()[\]\u{a0}-\u{10ffff}]*$/iu.test(text) &&
    !/%(?![\da-f]{2})|#.*#/i.test(text) &&
    (!/^https?:/i.test(text) || URL.canParse(text)),
  compose: url,
  // URLs with a host and an optional path, and schemes without a host, such as `urn:` and `mailto:`.
  pattern: `^(?:[a-z][a-z\\d+.-]{0,12}://${HOST_TEXT}(?::[1-9]\\d{1,3})?(?:/${URI_CHARS}*)?(?:#${URI_CHARS}*)?|(?:urn|mailto|tel|data):[\\w.~+,;=:@-]+)$`,
};
const REFERENCE: Format = {
  ...URI,
  accepts: (text) =>
    URI.accepts(text) ||
    (text.length <= LONGEST &&
      /^[\w\-./~?#&=+,;@!$*'():%\u{a0}-\u{10ffff}]*$/u.test(text) &&
      !/%(?![\da-f]{2})|#.*#|^[^/?#]*:/i.test(text)),
  pattern: `${URI.pattern}|^/?[\\w.~-]*(?:/[\\w.~-]+)*$`,
};
const HOST: Format = {
  facts: nothing,
  accepts: (text) =>
    text.length <= 253 && /^(?!-)[a-z\d-]{1,63}(?<!-)(?:\.(?!-)[a-z\d-]{1,63}(?<!-))*$/i.test(text),
  compose: (random) => `${label(random)}.example.com`,
  pattern: `^${HOST_TEXT}$`,
};
const IDN_HOST: Format = {
  ...HOST,
  accepts: (text) =>
    text.length <= 253 && /^[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}.-]*$/u.test(text) && !/\.\.|\.$/.test(text),
};
const UUID = regular(
  '^[\\da-fA-F]{8}-[\\da-fA-F]{4}-[\\da-fA-F]{4}-[\\da-fA-F]{4}-[\\da-fA-F]{12}$',
  uuid,
  (facts) => facts.text.match(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi) ?? [],
);
const ipv4 = (random: Random) => `192.0.2.${random.between(1, 254)}`;
const IPV4_TEXT = `${OCTET}(?:\\.${OCTET}){3}`;
const isIpv6 = (text: string): boolean =>
  /^[\da-f:.]{2,45}$/i.test(text) && URL.canParse(`http://[${text}]/`);
const IPV6_TEXT =
  '(?:[\\da-f]{1,4}:){7}[\\da-f]{1,4}|(?:[\\da-f]{1,4}:){1,6}:[\\da-f]{1,4}|::(?:[\\da-f]{1,4}:){0,5}[\\da-f]{1,4}|(?:[\\da-f]{1,4}:){2}(?::[\\da-f]{1,4}){2,5}';
const ipv6 = (random: Random) => `2001:db8:${Array.from({ length: 6 }, () => hex(random, 4)).join(':')}`;
const BASE64 = regular('^(?:[A-Za-z\\d+/]{4})*(?:[A-Za-z\\d+/]{2}==|[A-Za-z\\d+/]{3}=)?$', base64);
/** Header, numeric subject and signature, in base64url. */
const JWT_TEXT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\\.eyJzdWIiOiIx(?:M[DTjz][AEIMQUYcgk][w-z0-5]){1,4}In0\\.[\\w-]{43}';

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    'date',
    {
      facts: (facts) => facts.dates,
      accepts: (text) => DATE.test(text),
      compose: date,
      pattern: `^${DATE_TEXT}$`,
    },
  ],
  [
    'time',
    {
      facts: (facts) => facts.times.map((each) => `${each}Z`),
      accepts: (text) => TIME.test(text),
      compose: (random) => `${time(random)}Z`,
      pattern: `^${TIME_TEXT}$`,
    },
  ],
  [
    'date-time',
    {
      facts: (facts) =>
        facts.dates.map((each, index) => `${each}T${facts.times[index] ?? facts.times[0] ?? '09:00:00'}Z`),
      accepts: (text) =>
        DATE.test(text.slice(0, 10)) && /^t$/i.test(text[10] ?? '') && TIME.test(text.slice(11)),
      compose: (random) => `${date(random)}T${time(random)}Z`,
      pattern: `^${DATE_TEXT}T${TIME_TEXT}$`,
    },
  ],
  [
    'duration',
    {
      ...regular(
        '^P(?:\\d{1,4}W|(?:\\d{1,4}Y(?:\\d{1,2}M(?:\\d{1,3}D)?)?|\\d{1,2}M(?:\\d{1,3}D)?|\\d{1,3}D)(?:T(?:\\d{1,2}H(?:\\d{1,2}M(?:\\d{1,2}S)?)?|\\d{1,2}M(?:\\d{1,2}S)?|\\d{1,2}S))?|T(?:\\d{1,2}H(?:\\d{1,2}M(?:\\d{1,2}S)?)?|\\d{1,2}M(?:\\d{1,2}S)?|\\d{1,2}S))$',
        (random) => random.pick(['PT15M', 'PT30M', 'PT1H', 'PT2H30M', 'P1D', 'P1W']),
      ),
      accepts: (text) =>
        text.length <= 60 &&
        /^P(?:\d+W|(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?)$/.test(
          text,
        ),
    },
  ],
  ['email', EMAIL],
  ['idn-email', EMAIL],
  ['uri', URI],
  ['url', { ...URI, accepts: (text) => text.length <= LONGEST && URL.canParse(text) }],
  ['iri', URI],
  ['uri-reference', REFERENCE],
  ['iri-reference', REFERENCE],
  [
    'uri-template',
    {
      facts: nothing,
      accepts: (text) =>
        text.length <= LONGEST && /^(?:[^\s"<>%\\^`{|}]|%[\da-f]{2}|\{[^\s{}]+\})*$/i.test(text),
      compose: () => 'https://example.com/items/{id}',
      pattern: `^(?:https?://${HOST_TEXT})?(?:/(?:[\\w.~-]+|\\{[a-z]{1,12}\\}))*$`,
    },
  ],
  ['uuid', UUID],
  ['guid', UUID],
  ['hostname', HOST],
  ['idn-hostname', IDN_HOST],
  [
    'ipv4',
    regular(
      `^${IPV4_TEXT}$`,
      ipv4,
      (facts) => facts.text.match(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g) ?? [],
    ),
  ],
  ['ipv6', { facts: nothing, accepts: isIpv6, compose: ipv6, pattern: `^(?:${IPV6_TEXT})$` }],
  [
    'cidrv4',
    regular(`^${IPV4_TEXT}/(?:3[0-2]|[12]?\\d)$`, (random) => `192.0.2.0/${random.between(24, 30)}`),
  ],
  [
    'cidrv6',
    {
      facts: nothing,
      accepts: (text) => {
        const [address = '', size = '', ...more] = text.split('/');
        return more.length === 0 && isIpv6(address) && /^\d{1,3}$/.test(size) && Number(size) <= 128;
      },
      compose: (random) => `${ipv6(random)}/${random.between(32, 64)}`,
      pattern: `^(?:${IPV6_TEXT})/(?:12[0-8]|1[01]\\d|[1-9]?\\d)$`,
    },
  ],
  [
    'mac',
    regular('^(?:[\\dA-F]{2}:){5}[\\dA-F]{2}$|^(?:[\\da-f]{2}:){5}[\\da-f]{2}$', (random) =>
      ['02', ...Array.from({ length: 5 }, () => hex(random, 2))].join(':'),
    ),
  ],
  ['json-pointer', regular('^(?:/(?:[^~/]|~[01])*)*$', (random) => `/${label(random)}/0`)],
  ['relative-json-pointer', regular('^(?:0|[1-9]\\d*)(?:#|(?:/(?:[^~/]|~[01])*)*)$', () => '1/name')],
  ['json-pointer-uri-fragment', regular('^#(?:/(?:[\\w.-]|~[01])*)*$', (random) => `#/${label(random)}`)],
  [
    'regex',
    {
      facts: nothing,
      accepts: isRegex,
      compose: (random) => random.pick(['^[a-z]+$', '^\\d{3}$', '^[A-Z]']),
      pattern: '^\\^?[A-Za-z\\d ]*(?:\\[[a-z]-z\\][+*]?)?[A-Za-z\\d ]*\\$?$',
    },
  ],
  ['byte', BASE64],
  ['base64', BASE64],
  ['base64url', regular('^(?:[\\w-]{4})*(?:[\\w-]{2,3})?$', (random) => letters(random, LOWER, 12))],
  ['jwt', { facts: nothing, accepts: isToken, compose: token, pattern: `^${JWT_TEXT}$` }],
  [
    'emoji',
    {
      facts: nothing,
      accepts: (text) =>
        text.length <= 1_000 &&
        /^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u.test(text) &&
        /[^\d#*]/.test(text),
      compose: (random) => random.pick(['😀', '🎉', '🚀', '🌟', '🌍', '🍎']),
      pattern: '^[\\u{1f300}-\\u{1f5ff}\\u{1f600}-\\u{1f64f}\\u{1f680}-\\u{1f6c5}\\u{1f900}-\\u{1f9ff}]+$',
    },
  ],
  ['nanoid', regular('^[\\w-]{21}$', (random) => letters(random, `${LOWER}${DIGITS}`, 21))],
  ['cuid', regular('^[cC][\\da-z]{6,}$', (random) => `c${letters(random, `${LOWER}${DIGITS}`, 24)}`)],
  [
    'cuid2',
    regular(
      '^[\\da-z]+$',
      (random) => `${random.pick([...LOWER])}${letters(random, `${LOWER}${DIGITS}`, 23)}`,
    ),
  ],
  [
    'ulid',
    regular(
      '^[0-7][\\dA-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$',
      (random) => `01${letters(random, '0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}`,
    ),
  ],
  ['xid', regular('^[\\da-vA-V]{20}$', (random) => letters(random, `${DIGITS}abcdefghijklmnopqrstuv`, 20))],
  ['ksuid', regular('^[A-Za-z\\d]{27}$', (random) => letters(random, `${LOWER}${DIGITS}`, 27))],
  [
    'e164',
    regular(
      '^\\+[1-9]\\d{6,14}$',
      (random) => `+1555${letters(random, DIGITS, 7)}`,
      (facts) => facts.phones,
    ),
  ],
  ['hex', regular('^[\\da-fA-F]*$', (random) => hex(random, 16))],
  [
    'json-string',
    {
      facts: nothing,
      accepts: isJson,
      compose: (random) => JSON.stringify({ [label(random)]: random.between(1, 100) }),
      pattern:
        '^(?:\\{"[a-z]{1,12}":(?:\\d|[1-9]\\d{0,4}|"[\\w .-]*"|true|false|null)\\}|\\[(?:[1-9]\\d{0,4}(?:,[1-9]\\d{0,4})*)?\\]|"[\\w .-]*"|0|[1-9]\\d{0,9}|true|false|null)$',
    },
  ],
]);

function isRegex(text: string): boolean {
  try {
    // Compiled, but never executed.
    return text.length <= LONGEST && new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

/** Whether a text is three base64url parts, the first two of which are JSON objects. */
function isToken(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 3 &&
    text.length <= LONGEST &&
    parts.every((part) => /^[\w-]+$/.test(part)) &&
    parts.slice(0, 2).every((part) => /^\{/.test(decoded(part)) && isJson(decoded(part)))
  );
}

function decoded(part: string): string {
  return Buffer.from(part, 'base64url').toString();
}

function token(random: Random): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: String(random.between(1_000, 9_999)), name: random.pick(['Ana', 'Sam', 'Lee']) };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${letters(random, `${LOWER}${DIGITS}`, 43)}`;
}
