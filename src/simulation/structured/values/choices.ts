import type { Roots } from '../../reading/roots.ts';
import type { Field } from './fields.ts';
import { CURRENCIES } from './spans.ts';

/** The value of an enumeration that a text speaks of, and where. */
export interface Chosen {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  /** 1 for a synonym or a description, 2 for the words of the value, 3 for the value itself. */
  readonly merit: number;
}

/** Longer values are not spoken of in other words. */
const LONGEST_VALUE = 200;

const phraseOf = (value: unknown): string =>
  String(value)
    .replace(/[_.:/-]+/g, ' ')
    .trim()
    .toLowerCase();

/**
 * Where a text speaks of the values of an enumeration: by name, by their words, by a synonym, or in the words by which
 * the field's description explains them.
 */
export function chosenIn(text: string, field: Field, roots: Roots): Chosen[] {
  const lower = text.toLowerCase().replaceAll('²', '2').replaceAll('³', '3');
  const found: Chosen[] = [];
  const values = field.values
    .filter((value) => value !== null && typeof value !== 'boolean' && String(value).length <= LONGEST_VALUE)
    .slice(0, 60);
  for (const value of values) {
    for (const written of new Set([String(value).toLowerCase(), phraseOf(value)])) {
      if (written === '') continue;
      for (
        let at = lower.indexOf(written), hits = 0;
        at >= 0 && hits < 8;
        at = lower.indexOf(written, at + 1), hits++
      ) {
        const end = at + written.length;
        if (/[\p{L}\d]/u.test(lower[at - 1] ?? ' ') || /[\p{L}\d]/u.test(lower[end] ?? ' ')) continue;
        // A short value such as "C" or "in" is only meant where it is written as it is.
        if (
          written.length < 3 &&
          text.slice(at, end) !== String(value) &&
          !/\d\s?°?\s?$/.test(text.slice(0, at))
        )
          continue;
        const box = BOX.exec(lower.slice(Math.max(0, at - 5), at))?.[1];
        if (box === ' ' || box === '') continue;
        found.push({ value, start: at, end, merit: box ? 4 : isNegated(lower, at) ? 0.4 : 3 });
      }
    }
  }
  for (const value of values) {
    const ordinal = /^[1-9]$/.test(String(value)) ? ORDINALS[Number(value)] : undefined;
    if (ordinal === undefined) continue;
    for (const match of lower.matchAll(new RegExp(`\\b${ordinal}[ -](\\p{L}{2,20})`, 'gu')))
      if (field.named.has(roots.root(match[1]!)))
        found.push({ value, start: match.index, end: match.index + match[0].length, merit: 2 });
  }
  if (values.some(isDay))
    for (const { day, start, end } of daysNamed(text))
      for (const value of values)
        if (isDay(value) && String(value).slice(0, 3).toLowerCase() === day)
          found.push({ value, start, end, merit: 3 });
  for (const match of text.matchAll(DAYS)) {
    const days = DAY_SETS.find(([form]) => form.test(match[0]))![1];
    for (const value of values)
      if (days.includes(String(value).slice(0, 3).toLowerCase()) && isDay(value))
        found.push({ value, start: match.index, end: match.index + match[0].length, merit: 3 });
  }
  const place = values.find((value) => /^(?:city|location|place|town|country|region)$/i.test(String(value)));
  const [at] = place === undefined ? [] : text.matchAll(/(?<![\p{L}])in (?=\p{Lu})/gu);
  if (at !== undefined) found.push({ value: place, start: at.index, end: at.index + 2, merit: 0.9 });
  const named = new Set(found.map(({ value }) => value));
  const words = Array.from(text.matchAll(/[\p{L}°][\p{L}°'’-]*|%|[$€£]/gu)).slice(0, 1000);
  const explained = explanations(field);
  const senses = values.map((value) => ({
    value,
    own: roots.of(phraseOf(value)),
    senses: sensesOf(phraseOf(value)),
    more: roots.of(explained.get(value) ?? ''),
  }));
  for (const { value, own, senses: sense, more } of senses) {
    if (named.has(value)) continue;
    let hits = 0;
    for (const match of words) {
      const word = match[0].toLowerCase();
      const root = roots.root(match[0]);
      const [start, end] = [match.index, match.index + match[0].length];
      if (root !== '' && own.has(root) && isWhole(text, start, end, own, roots)) {
        found.push({ value, start, end, merit: own.size === 1 ? 2 : 2.2 });
        hits++;
      } else if (sense.has(word) && !isNegated(lower, start)) {
        found.push({ value, start, end, merit: 1 });
        hits++;
      } else if (
        root !== '' &&
        more.has(root) &&
        !senses.some((each) => each.value !== value && each.more.has(root))
      ) {
        found.push({ value, start, end, merit: 0.8 });
        hits++;
      }
      if (hits >= 12) break;
    }
    for (const phrase of sense) {
      if (!phrase.includes(' ')) continue;
      const at = lower.indexOf(phrase);
      if (at >= 0) found.push({ value, start: at, end: at + phrase.length, merit: 1.3 });
    }
  }
  return found;
}

/** Whether the sentence around a word holds all the words of a value. */
function isWhole(text: string, start: number, end: number, own: ReadonlySet<string>, roots: Roots): boolean {
  if (own.size === 1) return true;
  const around = roots.of(text.slice(Math.max(0, start - 80), end + 80));
  for (const root of own) if (!around.has(root)) return false;
  return true;
}

/** The days of the week that a text names, with those in between: "Monday to Friday". */
function* daysNamed(
  text: string,
): Generator<{ readonly day: string; readonly start: number; readonly end: number }> {
  const ORDER = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const named = Array.from(
    text.matchAll(/\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b/gi),
  ).slice(0, 50);
  for (const [index, match] of named.entries()) {
    const place = { start: match.index, end: match.index + match[0].length };
    const day = ORDER.indexOf(match[0].slice(0, 3).toLowerCase());
    yield { day: ORDER[day]!, ...place };
    const next = named[index + 1];
    if (
      next === undefined ||
      !/^ ?(?:to|through|thru|until|till|-|–) ?$/.test(text.slice(place.end, next.index))
    )
      continue;
    const last = ORDER.indexOf(next[0].slice(0, 3).toLowerCase());
    for (let each = (day + 1) % 7; each !== last; each = (each + 1) % 7)
      yield { day: ORDER[each]!, ...place };
  }
}

/** A box to tick before a value. */
const BOX = /[[(]( ?|x|✓|✔|✗|\*)[\])] ?$/;
const ORDINALS = ['', ...'first second third fourth fifth sixth seventh eighth ninth'.split(' ')];

const DAYS = /\b(?:weekends?|weekdays?|working days?|workdays?|every day|daily)\b/gi;
const DAY_SETS: readonly (readonly [RegExp, string])[] = [
  [/weekend/i, 'sat sun'],
  [/week|work/i, 'mon tue wed thu fri'],
  [/./, 'mon tue wed thu fri sat sun'],
];
const isDay = (value: unknown): boolean =>
  /^(?:mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday)?$/i.test(String(value));

function isNegated(lower: string, at: number): boolean {
  return /\b(?:not|no|never|isn['’]t|don['’]t|without|rather than|instead of)\b[^.,;]{0,12}$/.test(
    lower.slice(Math.max(0, at - 30), at),
  );
}

/** What a description says of each value: "low: can wait", "heat warms, cool chills", "'a' (first)". */
function explanations({ description, values }: Field): ReadonlyMap<unknown, string> {
  const found = new Map<unknown, string>();
  if (description === '') return found;
  const lower = description.toLowerCase();
  const places = values
    .map((value) => ({ value, at: positionOf(lower, String(value).toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  for (const [index, { value, at }] of places.entries()) {
    const from = at + String(value).length;
    const next = places[index + 1]?.at ?? description.length;
    const explained = description
      .slice(from, next)
      .replace(/^[\s"'`:=(,–—-]+/, '')
      .replace(/[;,.)("'`\s]+$/, '');
    if (explained.length > 2) found.set(value, explained);
  }
  return found;
}

function positionOf(lower: string, value: string): number {
  for (let at = lower.indexOf(value); at >= 0; at = lower.indexOf(value, at + 1)) {
    if (!/[\p{L}\d_]/u.test(lower[at - 1] ?? ' ') && !/[\p{L}\d_]/u.test(lower[at + value.length] ?? ' '))
      return at;
  }
  return -1;
}

/** Words that say the same as common values of enumerations; several values of one list share a line's meaning. */
const SENSES: readonly (readonly [values: string, words: string])[] = [
  [
    'slow delay delayed late slow_delivery',
    'too long|slow|late|delayed|waiting|overdue|takes ages|not arrived',
  ],
  [
    'urgent critical high highest p0 p1 severe emergency blocker',
    "urgent|urgently|critical|asap|immediately|emergency|at once|right away|right now|as soon as possible|cannot wait|can’t wait|can't wait|top priority|blocks|blocking|severe|down|outage|on fire|burning|stopped",
  ],
  [
    'low lowest p3 p4 minor trivial',
    'low|minor|trivial|whenever|no rush|no hurry|not urgent|can wait|when you have time|some time|someday|cosmetic|eventually|sometime',
  ],
  [
    'medium normal moderate regular standard average mid p2',
    'normal|regular|moderate|usual|ordinary|standard|average',
  ],
  [
    'positive happy satisfied good',
    'love|loved|loves|great|good|excellent|amazing|wonderful|fantastic|happy|best|enjoyed|perfect|awesome|delicious|helpful|pleased|delighted|brilliant|superb|thrilled|recommend|flawless',
  ],
  [
    'negative unhappy dissatisfied bad angry',
    'hate|hated|bad|terrible|awful|horrible|worst|sad|angry|disappointed|disappointing|poor|broken|useless|boring|slow|waste|annoying|never again|rude|dirty|unacceptable|refund|furious',
  ],
  ['neutral mixed', 'okay|ok|fine|average|neither|so-so|as expected'],
  ['on enable enabled activate active start', 'on|enable|enabled|activate|start|switch on|turn on|turned on'],
  [
    'off disable disabled deactivate inactive stop',
    'off|disable|disabled|deactivate|stop|switch off|turn off|turned off',
  ],
  ['increase up raise add brighten louder', 'increase|raise|up|more|higher|louder|brighter|warmer'],
  ['decrease down lower reduce dim quieter', 'decrease|lower|down|less|reduce|quieter|dimmer|dim|cooler'],
  ['heat heating warm', 'freezing|cold|chilly|warm|warmer|heat|shivering'],
  ['cool cooling cold ac', 'hot|boiling|sweating|cool|cooler|sweltering|warm in here'],
  ['dry dehumidify', 'damp|humid|muggy|moist|clammy'],
  [
    'bug defect error incident',
    "bug|crash|crashes|crashed|error|fails|failed|broken|exception|stopped working|does not work|doesn't work|doesn’t work|freezes|wrong",
  ],
  [
    'feature enhancement request improvement feature_request',
    'feature|would be nice|would be great|wish|suggestion|idea|support for|could you add|please add|it would help',
  ],
  ['question inquiry enquiry help', 'question|how do i|how can i|wondering|is it possible|what is|where can'],
  [
    'billing payment invoice finance',
    'bill|billed|billing|charged|charge|charges|invoice|invoiced|refund|payment|paid|subscription|card|price',
  ],
  [
    'shipping delivery logistics',
    'parcel|package|delivery|delivered|shipped|shipping|courier|arrived|arrive|tracking',
  ],
  [
    'technical tech it support',
    'crash|crashes|error|login|log in|password|install|bug|app|website|screen|server|wifi|wi-fi',
  ],
  ['account login access', 'account|login|log in|sign in|password|locked'],
  ['female woman f', 'she|her|mrs|ms|woman|girl|daughter|mother|sister|wife'],
  ['male man m', 'he|his|mr|man|boy|son|father|brother|husband'],
  ['celsius c metric centigrade', 'celsius|metric|°c|centigrade'],
  ['fahrenheit f imperial', 'fahrenheit|imperial|°f'],
  ['km kilometer kilometers kilometre kilometres', 'km|kilometer|kilometers|kilometre|kilometres|kms'],
  ['mi mile miles', 'mi|mile|miles'],
  ['kg kilogram kilograms', 'kg|kilogram|kilograms|kilo|kilos'],
  ['lb lbs pound pounds', 'lb|lbs|pound|pounds'],
  ['m meter metre meters metres', 'm|meter|meters|metre|metres'],
  ['cm centimeter centimeters centimetre', 'cm|centimeter|centimeters|centimetre|centimetres'],
  ['ft foot feet', 'ft|foot|feet'],
  ['in inch inches', 'inch|inches'],
  ['g gram grams', 'g|gram|grams'],
  ['oz ounce ounces', 'oz|ounce|ounces'],
  ['l liter litre liters litres', 'l|liter|liters|litre|litres'],
  ['gal gallon gallons', 'gallon|gallons'],
  ['s sec second seconds', 'sec|second|seconds'],
  ['min minute minutes', 'min|minute|minutes'],
  ['h hr hour hours', 'h|hour|hours|hourly'],
  ['d day days daily', 'day|days|daily|every day|each day'],
  ['week weeks weekly', 'week|weeks|weekly|every week|each week'],
  ['month months monthly', 'month|months|monthly|every month|each month'],
  ['year years yearly annual annually', 'year|years|yearly|annual|annually|every year|each year'],
  ['vegetarian veggie', 'no meat|meatless|vegetarian'],
  ['vegan', 'plant-based|vegan|no animal products'],
  ['business', 'business class|business'],
  ['economy', 'economy|cheapest|coach'],
  ['first', 'first class'],
  ['open pending todo to_do new', 'open|pending|not started|waiting|new|unresolved'],
  [
    'closed done completed complete resolved finished',
    'closed|done|completed|resolved|finished|fixed|delivered|solved',
  ],
  ['in_progress in progress ongoing active', 'in progress|working on|ongoing|under way|underway|started'],
  ['cancelled canceled', 'cancelled|canceled|called off|dropped'],
  ['refund', 'money back|refund|reimburse|reimbursement'],
  ['replacement replace exchange', 'replacement|replace|exchange|swap|new one'],
  ['return', 'return|send back|bring back'],
  ['cancel cancellation', 'cancel|terminate|call off'],
  ['car driving drive', 'car|drive|driving'],
  ['walking walk foot pedestrian', 'walk|walking|on foot|by foot'],
  ['cycling bike bicycle bicycling', 'bike|bicycle|cycling|cycle'],
  ['transit public_transport public transport train bus', 'train|bus|metro|subway|tram|public transport'],
  [
    'asc ascending',
    'ascending|cheapest first|lowest first|oldest first|smallest first|from low to high|alphabetically',
  ],
  [
    'desc descending',
    'descending|most expensive first|highest first|newest first|largest first|latest first|from high to low|most recent',
  ],
  ['oral', 'by mouth|orally|swallow|swallowed|tablet|tablets|pill|pills|capsule'],
  ['subcutaneous', 'under the skin|beneath the skin|subcutaneously'],
  ['intravenous iv', 'into a vein|into the vein|through a drip|by drip|drip|infusion|intravenously'],
  ['intramuscular', 'into a muscle|into the muscle'],
  ['topical', 'on the skin|onto the skin|cream|ointment|rubbed in'],
  ['inhaled inhalation', 'inhaler|inhale|breathe in|breathed in|by inhalation'],
  [
    'damage damaged broken breakage',
    'broke|broken|break|fell|smashed|cracked|torn|spoiled|damaged|leaked|shattered|wet',
  ],
  ['recount stocktake inventory', 'counted again|recounted|counting|stocktaking|inventory'],
  ['theft burglary stolen', 'broke in|stole|stolen|burglar|burglars|thief|thieves|robbed|took the|break-in'],
  ['water flood', 'pipe|leak|leaked|flooded|burst|flood|soaked'],
  ['fire', 'burned|burnt|smoke|flames|caught fire|candle'],
  ['storm weather', 'wind|gale|hail|lightning|hurricane|blew'],
  ['power electricity', 'electricity|electric|power|current'],
  ['heat heating', 'heating|district heating|radiator'],
  ['lecture talk', 'talk|lecture|speech|presentation'],
  ['concert music', 'concert|quartet plays|recital|gig|orchestra'],
  ['workshop course', 'workshop|hands-on|course|class'],
  ['meals meal food', 'lunch|dinner|breakfast|meal|restaurant|catering'],
  ['travel transport', 'flight|train|taxi|mileage|fuel|petrol|bus ticket|parking'],
  ['lodging accommodation hotel', 'hotel|hostel|guesthouse|overnight'],
  ['supplies office_supplies', 'paper|pens|toner|stationery|notebooks'],
  ['monthly', 'every month|each month|a month|per month|once a month'],
  ['weekly', 'every week|each week|a week|per week|once a week'],
  ['daily', 'every day|each day|a day|per day|once a day'],
  ['yearly annually annual', 'every year|each year|a year|per year|once a year|annually'],
  ['quarterly', 'every quarter|every three months|each quarter'],
  ['once one_time single', 'once|one time|just this once|a single time'],
  ['hourly', 'every hour|each hour|per hour|an hour'],
  ['small s', 'small|smallest|little|tiny'],
  ['large l big', 'large|largest|big|biggest|huge'],
  [
    'gt greater greater_than more more_than above after',
    'more than|rises above|goes above|climbs above|over|above|exceeds|exceeding|after|later than|greater than|larger than|higher than|since',
  ],
  ['gte ge at_least', 'at least|or more|minimum|no less than|from'],
  [
    'lt less less_than below before under',
    'less than|drops below|falls below|goes below|sinks below|drops under|falls under|under|below|before|earlier than|fewer than|smaller than|lower than|cheaper than',
  ],
  ['lte le at_most', 'at most|or less|maximum|no more than|up to|until'],
  ['ne neq not_equal', 'not|other than|except'],
  ['contains like includes', 'contains|containing|includes|including'],
  ['add addition plus sum', 'add|plus|sum|total|+'],
  ['subtract subtraction minus difference', 'subtract|minus|less|difference|take away|-'],
  ['multiply multiplication times product', 'multiply|times|product|multiplied'],
  ['divide division quotient', 'divide|divided|split|share|quotient'],
];

const WORDS_BY_VALUE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  SENSES.flatMap(([values, words]) => {
    const set = new Set(words.split('|'));
    return values.split(' ').map((value) => [value, set] as const);
  }),
);

function sensesOf(phrase: string): ReadonlySet<string> {
  const currency = phrase.toUpperCase();
  const names = [...CURRENCIES]
    .filter(([, code]) => code === currency)
    .flatMap(([name]) => [name, `${name}s`]);
  if (names.length > 0) return new Set(names);
  const whole = WORDS_BY_VALUE.get(phrase) ?? WORDS_BY_VALUE.get(phrase.replaceAll(' ', '_'));
  if (whole !== undefined) return whole;
  const found = new Set<string>();
  for (const word of phrase.split(' ')) for (const each of WORDS_BY_VALUE.get(word) ?? []) found.add(each);
  return found;
}
