import type { JsonSchema } from '../../../engine/request.ts';
import type { Roots } from '../../reading/roots.ts';
import { stemOf, tokensOf } from '../facts/words.ts';
import { isObject, own, resolveRef, type SchemaObject } from '../schema/resolve.ts';
import { type Side, sideOfWords } from './sides.ts';

/** What kind of value a field takes, by its name, format and description. */
export type Want =
  | 'person'
  | 'place'
  | 'company'
  | 'email'
  | 'phone'
  | 'url'
  | 'path'
  | 'id'
  | 'date'
  | 'time'
  | 'datetime'
  | 'zone'
  | 'money'
  | 'currency'
  | 'percent'
  | 'quantity'
  | 'duration'
  | 'language'
  | 'operation'
  | 'expression'
  | 'query'
  | 'message'
  | 'role'
  | 'street'
  | 'postal'
  | 'text';

/** A property of a schema that takes a single value, or a list of such values. */
export interface Field {
  /** The names of the properties from the root, `*` for the items of a list, joined with `/`. */
  readonly key: string;
  readonly name: string;
  readonly tokens: readonly string[];
  readonly description: string;
  /** `any`: a text or a number. */
  readonly type: 'text' | 'number' | 'flag' | 'choice' | 'any';
  /** Whether several values form a list. */
  readonly isList: boolean;
  readonly want: Want;
  /** The values of an enumeration. */
  readonly values: readonly unknown[];
  /** Roots of the name, of the description, and of the names of the objects around it. */
  readonly named: ReadonlySet<string>;
  readonly described: ReadonlySet<string>;
  readonly owned: ReadonlySet<string>;
  /** Prepositions and the like that introduce its value. */
  readonly cues: ReadonlySet<string>;
  /** The side that its name, or that of the object around it, stands for. */
  readonly side: Side | undefined;
  readonly low: number;
  readonly high: number;
  readonly isRequired: boolean;
  /** Whether its description says that it is only given in some cases. */
  readonly isConditional: boolean;
}

/** A list of objects. */
export interface Group {
  readonly key: string;
  readonly name: string;
  readonly named: ReadonlySet<string>;
  readonly fields: readonly Field[];
}

export interface Fields {
  /** Those outside lists of objects, in the order of the schema. */
  readonly single: readonly Field[];
  readonly groups: readonly Group[];
}

/** Fields of one schema that are read, and how deep. */
const MOST_FIELDS = 60;
const DEEPEST = 6;
/** Schemas that are looked at, fields or not: references may lead back. */
const MOST_VISITS = 300;

/**
 * The fields of a schema. Of alternatives, the first that is no null counts.
 *
 * @example
 * fieldsOf(schema, 'book_flight', roots).single.map(({ name }) => name); // ['origin', 'destination']
 */
export function fieldsOf(root: JsonSchema, name: string, roots: Roots): Fields {
  const single: Field[] = [];
  const groups: Group[] = [];
  let left = MOST_FIELDS;
  let visits = MOST_VISITS;
  const walk = (
    schema: JsonSchema,
    path: readonly string[],
    into: Field[],
    inList: boolean,
    isRequired: boolean,
  ): void => {
    if (left <= 0 || --visits < 0 || path.length > DEEPEST) return;
    const target = plainOf(schema, root);
    if (target === undefined) return;
    const key = path.join('/');
    const type = typeOf(target);
    if (type === 'object') {
      const properties = own(target, 'properties');
      if (!isObject(properties)) return;
      const required = own(target, 'required');
      for (const [each, inner] of Object.entries(properties)) {
        if (typeof inner === 'boolean') continue;
        walk(
          inner as JsonSchema,
          [...path, each],
          into,
          inList,
          Array.isArray(required) && required.includes(each),
        );
      }
      return;
    }
    if (type === 'array') {
      const items = plainOf(own(target, 'items') as JsonSchema | undefined, root);
      if (items === undefined) return;
      const itemType = typeOf(items);
      if (itemType === 'object' && !inList) {
        const fields: Field[] = [];
        walk(items, [...path, '*'], fields, true, isRequired);
        if (fields.length > 0)
          groups.push({
            key,
            name: path.at(-1) ?? name,
            named: roots.of((path.at(-1) ?? name).replaceAll('_', ' ')),
            fields,
          });
      } else if (itemType !== 'object' && itemType !== 'array') {
        left--;
        into.push(
          fieldOf(
            key,
            path,
            { ...items, description: `${text(target)} ${text(items)}` },
            name,
            true,
            isRequired,
            roots,
          ),
        );
      }
      return;
    }
    left--;
    into.push(fieldOf(key, path, target, name, false, isRequired, roots));
  };
  walk(root, [], single, false, true);
  named(single);
  for (const { fields } of groups) named(fields as Field[]);
  return { single, groups };
}

/** A `name` beside an age, a phone number or the like is a person's. */
function named(fields: Field[]): void {
  for (const [index, field] of fields.entries()) {
    if (field.want !== 'text' || field.name !== 'name') continue;
    const beside = fields.filter((other) => other !== field && parentOf(other.key) === parentOf(field.key));
    const isPerson = beside.some(
      ({ want, tokens }) =>
        want === 'email' ||
        want === 'phone' ||
        want === 'role' ||
        tokens.some((token) => PERSONAL.has(token)),
    );
    if (isPerson) fields[index] = { ...field, want: 'person' };
  }
  // Beside a date, a start or an end is a time.
  const hasDate = fields.some(
    ({ want, tokens }) => want === 'date' && tokens.some((token) => /^(?:date|day)$/.test(token)),
  );
  for (const [index, field] of fields.entries())
    if (hasDate && field.want === 'date' && /^(?:start|end|begin|from|to|until)$/i.test(field.name))
      fields[index] = { ...field, want: 'time' };
  // A `title` beside an employer is what somebody does there.
  for (const [index, field] of fields.entries()) {
    if (field.name !== 'title' || field.want !== 'text' || field.isList) continue;
    const isHeld = fields.some(
      (other) =>
        parentOf(other.key) === parentOf(field.key) && /employer|company|organi[sz]ation/.test(other.name),
    );
    if (isHeld) fields[index] = { ...field, want: 'role' };
  }
}

const parentOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('/')));
const PERSONAL = new Set(
  'age birthday birthdate birth gender occupation job title employer surname hobby hobbies nationality role contact'.split(
    ' ',
  ),
);

const text = (schema: SchemaObject): string => {
  const description = own(schema, 'description');
  return typeof description === 'string' ? description.slice(0, 400) : '';
};

/** A schema without references and without the alternative null. */
function plainOf(schema: JsonSchema | undefined, root: JsonSchema): SchemaObject | undefined {
  let target: unknown = schema;
  for (let round = 0; round < 8; round++) {
    if (!isObject(target)) return undefined;
    const reference = own(target, '$ref');
    if (reference !== undefined) {
      target = resolveRef(root, reference);
      continue;
    }
    const choices = own(target, 'anyOf') ?? own(target, 'oneOf') ?? own(target, 'allOf');
    if (!Array.isArray(choices) || own(target, 'properties') !== undefined) return target;
    const open = choices.slice(0, 20).filter((each) => isObject(each) && each.type !== 'null');
    const [first] = open;
    if (!isObject(first)) return undefined;
    const description = own(target, 'description') ?? own(first, 'description');
    const types = open.map((each) => (isObject(each) ? own(each, 'type') : undefined));
    const isMixed = types.includes('string') && (types.includes('number') || types.includes('integer'));
    target = {
      ...(isMixed ? { type: ['string', 'number'] } : first),
      ...(description !== undefined && { description }),
    };
  }
  return undefined;
}

function typeOf(schema: SchemaObject): string {
  const type = own(schema, 'type');
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) {
    if (type.includes('string') && (type.includes('number') || type.includes('integer'))) return 'any';
    const first = type.find((each) => each !== 'null');
    if (typeof first === 'string') return first;
  }
  if (own(schema, 'properties') !== undefined) return 'object';
  return own(schema, 'items') === undefined ? 'any' : 'array';
}

function fieldOf(
  key: string,
  path: readonly string[],
  schema: SchemaObject,
  root: string,
  isList: boolean,
  isRequired: boolean,
  roots: Roots,
): Field {
  const names = path.filter((each) => each !== '*');
  const name = names.at(-1) ?? root;
  const tokens = tokensOf(name).slice(0, 8);
  const description = text(schema);
  const values = own(schema, 'enum');
  const type = typeOf(schema);
  const format = own(schema, 'format');
  const owner = [root, ...names.slice(0, -1)].join(' ');
  const isChoice = Array.isArray(values) && values.length > 1;
  const limit = (keyword: string, none: number): number => {
    const value = own(schema, keyword);
    return typeof value === 'number' ? value : none;
  };
  const isNumber = type === 'number' || type === 'integer';
  return {
    key,
    name,
    tokens,
    description,
    type: isChoice
      ? 'choice'
      : type === 'boolean'
        ? 'flag'
        : isNumber
          ? 'number'
          : type === 'any'
            ? 'any'
            : 'text',
    isList,
    want: wantOf(tokens, description, typeof format === 'string' ? format : '', isNumber, tokensOf(owner)),
    values: isChoice ? values.slice(0, 200) : [],
    named: roots.of(tokens.join(' ')),
    described: roots.of(withoutCondition(withoutExamples(description))),
    owned: roots.of(tokensOf(owner).join(' ')),
    cues: cuesOf(tokens, description),
    side: sideOfWords(tokens) ?? sideOfWords(names.slice(0, -1).toReversed().flatMap(tokensOf)),
    low: limit('minimum', Number.NEGATIVE_INFINITY),
    high: limit('maximum', Number.POSITIVE_INFINITY),
    isRequired,
    isConditional: !isRequired && CONDITIONAL.test(description),
  };
}

const CONDITIONAL =
  /\bonly (?:if|for|when|in|with)\b|,? \bif (?:any|one|it|stated|given|known|applicable|there|(?:the|a|an) \p{L}+)\b|\bleave out\b|\bomit\b|\bunless\b/iu;

/** Examples in a description are no words that say what a field is about. */
function withoutExamples(description: string): string {
  return description
    .replace(/\((?:e\.g\.|for example|such as|ex\.)[^)]{0,200}\)/gi, ' ')
    .replace(/(?:,? ?\b(?:e\.g\.|for example|such as|like)|\bexample:)[^.;]{0,200}/gi, ' ')
    .replace(/"[^"]{0,100}"|'[^']{0,100}'|`[^`]{0,100}`/g, ' ');
}

/** The case in which a field is given does not say what it holds. */
const withoutCondition = (description: string): string =>
  description.replace(/[,;(]? ?\b(?:only (?:if|for|when|in|with)|if|when|unless)\b[^.;]{0,200}/gi, ' ');

const FORMATS: Readonly<Record<string, Want>> = {
  email: 'email',
  date: 'date',
  time: 'time',
  'date-time': 'datetime',
  uri: 'url',
  url: 'url',
  uuid: 'id',
};

const WANTS: readonly (readonly [Want, string])[] = [
  ['email', 'email mail cc bcc'],
  ['phone', 'phone telephone mobile tel fax cell'],
  ['url', 'url uri link website homepage href webpage'],
  ['zone', 'timezone tz'],
  ['datetime', 'datetime timestamp'],
  ['path', 'path file filename filepath directory folder dir'],
  ['currency', 'currency'],
  ['language', 'language lang locale'],
  ['expression', 'expression formula equation calculation'],
  ['operation', 'operation operator op'],
  ['query', 'query q question search keywords searchterm prompt'],
  [
    'message',
    'message body content text note notes comment description details instructions caption task todo reminder reason summary',
  ],
  [
    'id',
    'id identifier code sku reference ref serial isbn key tracking ticket order invoice account pnr token hash uuid plate vin symbol ticker batch lot iban asin ean barcode part',
  ],
  [
    'date',
    'date day deadline due birthday dob when birthdate expiry expires checkin checkout arrival departure start end until since',
  ],
  ['time', 'time hour'],
  ['role', 'role jobtitle job position occupation profession designation'],
  ['street', 'street streetname road'],
  ['postal', 'zip zipcode postal postalcode postcode plz'],
  ['percent', 'percent percentage rate discount tip brightness humidity probability'],
  [
    'money',
    'price amount cost total budget fee salary payment balance revenue subtotal tax rent income deposit refund wage',
  ],
  ['duration', 'duration minutes hours seconds nights weeks months length'],
  [
    'quantity',
    'quantity count number qty num guests people seats persons adults children rooms tickets units copies limit',
  ],
  [
    'place',
    'city location place country town address destination origin venue region from to airport port hometown birthplace state pickup dropoff station where',
  ],
  [
    'person',
    'person author customer sender recipient owner assignee contact patient employee student manager director doctor vet veterinarian dentist lawyer agent participant attendee user member teacher speaker guest character actor client passenger friend traveler traveller nurse candidate applicant reviewer leader lead boss artist fullname firstname lastname surname attendees participants guests people authors host organizer chair driver tenant holder buyer seller reporter signer signatory worker pupil colleague coworker supervisor trainer coach player volunteer visitor caller donor',
  ],
  [
    'company',
    'company organization organisation employer vendor supplier merchant brand manufacturer publisher airline carrier bank agency firm client business store shop',
  ],
];

/** A noun of the tables without the ending of the plural. Stems would take a train for a trainer. */
const singular = (token: string): string =>
  token.length < 4
    ? token
    : token
        .replace(/ies$/, 'y')
        .replace(/(ss|x|ch|sh)es$/, '$1')
        .replace(/(?<![su])s$/, '');

const WANT_BY_NOUN: ReadonlyMap<string, Want> = new Map(
  WANTS.toReversed().flatMap(([want, names]) =>
    names.split(' ').map((name) => [singular(name), want] as const),
  ),
);

/** What has a beginning and an end, or goes from one to another. */
const MOVED: ReadonlySet<Want> = new Set([
  'path',
  'email',
  'place',
  'url',
  'person',
  'company',
  'language',
  'currency',
  'phone',
  'zone',
  'date',
  'id',
]);

const NOUNS: ReadonlySet<string> = new Set(
  WANTS.flatMap(([, names]) => names.split(' ').flatMap((name) => [name, `${name}s`])),
);

/** What the owner of a plain `name` is. */
const HOLDERS: ReadonlyMap<string, Want> = new Map([
  ...'resume cv profile biography bio'.split(' ').map((name) => [name, 'person' as Want] as const),
  ...WANTS.filter(([want]) => want === 'person' || want === 'company' || want === 'place').flatMap(
    ([want, names]) => names.split(' ').map((name) => [singular(name), want] as const),
  ),
]);

function wantOf(
  tokens: readonly string[],
  description: string,
  format: string,
  isNumber: boolean,
  owner: readonly string[],
): Want {
  const formatted = FORMATS[format];
  if (formatted !== undefined && Object.hasOwn(FORMATS, format)) return formatted;
  const stems = tokens.map(singular);
  const last = stems.at(-1) ?? '';
  if (
    !isNumber &&
    /ISO 4217|currency code|\bcurrency\b/i.test(description) &&
    !/amount|price|total/.test(tokens.join(' '))
  )
    return 'currency';
  const joined = tokens.join('');
  if (isNumber) {
    if (/\bpercent|\(%\)|%/.test(description) || /percent|pct/.test(joined)) return 'percent';
    for (const stem of stems.toReversed()) {
      const want = WANT_BY_NOUN.get(stem);
      if (want === 'money' || want === 'percent' || want === 'duration' || want === 'quantity') return want;
    }
    if (last === 'year') return 'date';
    return 'quantity';
  }
  if (/time ?zone|iana/i.test(description) || /timezone|tz$/.test(joined)) return 'zone';
  if (tokens.length === 1 && ENDS.has(tokens[0]!)) {
    for (const token of [...tokensOf(description).slice(0, 16), ...owner]) {
      // Nouns only: what is sent is no sender.
      const want = NOUNS.has(token) ? WANT_BY_NOUN.get(singular(token)) : undefined;
      if (want !== undefined && MOVED.has(want) && !ENDS.has(token)) return want;
    }
  }
  if (tokens.length > 1 && (tokens.at(-1) === 'on' || tokens.at(-1) === 'at'))
    return tokens.at(-1) === 'on' ? 'date' : 'datetime';
  const whole = WANT_BY_NOUN.get(singular(joined));
  if (whole === 'postal' || whole === 'role' || (stems.includes('job') && last === singular('title')))
    return whole ?? 'role';
  if (
    last === 'id' ||
    last === 'no' ||
    (tokens.at(-1) === 'number' && tokens.length > 1 && !/phone|mobile|tel/.test(joined))
  )
    return 'id';
  if (last === 'name' && stems.length === 1) {
    for (const word of owner.toReversed()) {
      const want = HOLDERS.get(singular(word));
      if (want !== undefined) return want;
    }
    return 'text';
  }
  if (last === 'name' && stems.length > 1) {
    const before = stems.at(-2) ?? '';
    if (/^(?:full|first|last|given|family|middle|sur)$/.test(before)) return 'person';
    const want = WANT_BY_NOUN.get(before);
    return want === 'person' || want === 'company' || want === 'place' || want === 'path' ? want : 'text';
  }
  // The first word of `from_bay` says nothing of what a bay is.
  const opening = tokens.length > 1 && ENDS.has(tokens[0]!) ? '' : (stems[0] ?? '');
  const want = whole ?? WANT_BY_NOUN.get(last) ?? WANT_BY_NOUN.get(opening);
  if (want === 'date' && /HH:?MM/i.test(description) && !/YYYY|\d{4}-|THH|\bdate\b|ISO/i.test(description))
    return 'time';
  if (want === 'date' && /T\d\d:\d\d|THH|HH:MM|date and time|date ?time|timestamp/i.test(description))
    return 'datetime';
  if (want === 'time' && stems.length > 1 && /date|ISO[- ]?8601|YYYY|THH|T\d\d:/i.test(description))
    return 'datetime';
  if (
    want === 'place' &&
    (last === 'from' || last === 'to') &&
    /mail|address|recipient/i.test(`${description} ${owner.join(' ')}`)
  )
    return /mail/i.test(`${description} ${owner.join(' ')}`) ? 'email' : 'person';
  if (want === 'person' && /e-?mail/i.test(description)) return 'email';
  // Where something begins may be a place.
  if (want === 'date' && (last === 'start' || last === 'end') && tokens.length === 1) {
    if (/HH:?MM|\btime\b|o'clock/i.test(description)) return 'time';
    if (description === '' && owner.some((word) => TRAVELLED.test(word))) return 'place';
  }
  if (want !== undefined) return want;
  const first = tokensOf(description).slice(0, 12);
  for (const token of first) {
    const described = WANT_BY_NOUN.get(singular(token));
    if (described !== undefined && described !== 'message' && described !== 'quantity' && described !== 'id')
      return described;
  }
  return 'text';
}

/** What begins and ends at places. */
const TRAVELLED =
  /^(?:route|trip|tour|travel|journey|ride|walk|hike|directions?|path|navigate|drive|navigation)$/;

const CUES: readonly (readonly [cues: string, names: string])[] = [
  ['from', 'from origin source sender start begin departure since old current base min minimum low pickup'],
  ['to', 'to destination target recipient end arrival receiver new until dropoff value assignee status'],
  ['until till through', 'until end checkout departure return'],
  ['by', 'author deadline due assignee artist creator owner amount'],
  ['at', 'time location venue place restaurant hour address company employer price rate'],
  ['on', 'date day topic platform device'],
  ['in', 'city location place country language currency room unit month year category region'],
  [
    'for',
    'recipient customer duration purpose reason guest people name topic product item service patient role client length query term keyword',
  ],
  [
    'with',
    'include including included with feature features ingredient ingredients participant attendee contact body topping extra password name',
  ],
  ['as', 'role title name format status'],
  ['about regarding concerning on', 'subject topic query'],
  ['called named titled entitled labelled', 'name title label project event'],
  ['because since', 'reason cause'],
  ['without', 'without exclude excluded remove removed left out omit omitted'],
  ['saying', 'message body content text'],
  ['via using', 'method tool format'],
  ['under below', 'budget max price limit'],
  ['over above', 'min minimum'],
  ['between', 'start from min low'],
  ['near around', 'location place city near'],
];

const CUES_BY_STEM: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const map = new Map<string, Set<string>>();
  for (const [cues, names] of CUES)
    for (const name of names.split(' '))
      for (const cue of cues.split(' ')) map.set(stemOf(name), (map.get(stemOf(name)) ?? new Set()).add(cue));
  return map;
})();

/** Names of fields for one end of a movement or conversion; what they hold is only in the description. */
const ENDS: ReadonlyMap<string, string> = new Map(
  [
    ['from', 'from source src origin base old start'],
    ['to', 'to target destination dest dst new'],
  ].flatMap(([end, names]) => names!.split(' ').map((name) => [name, end!] as const)),
);

function cuesOf(tokens: readonly string[], description: string): ReadonlySet<string> {
  const end = tokens.map((token) => ENDS.get(token)).find((each) => each !== undefined);
  if (end === 'from') return new Set(['from']);
  if (end === 'to') {
    const isConverted = /unit|currency|language|format/.test(tokens.join(' '));
    return new Set(isConverted ? ['to', 'into', 'in', 'as'] : ['to', 'into']);
  }
  const cues = new Set<string>();
  for (const token of tokens) for (const cue of CUES_BY_STEM.get(stemOf(token)) ?? []) cues.add(cue);
  if (cues.size === 0)
    for (const token of tokensOf(description).slice(0, 8))
      for (const cue of CUES_BY_STEM.get(stemOf(token)) ?? []) cues.add(cue);
  return cues;
}
