import type { Facts } from '../facts/facts.ts';
import { stemOf } from '../facts/words.ts';
import { isCountry } from '../values/places.ts';
import { codeIn, eventTitlesIn, keywordsIn, searchesIn, sentimentsIn, statementsIn } from './readings.ts';
import { capitalised, subjectPhrase } from './topic.ts';

/** Typical values of properties with certain names. */
export interface Subject {
  /** Matches the last words of a property's name; longer entries win: `unit price` before `price`. */
  readonly names: readonly string[];
  /** Values from the conversation, best first. */
  readonly facts?: (facts: Facts) => readonly (string | number)[];
  /** Sample values, used if the conversation has none. */
  readonly samples: readonly (string | number)[];
  /** Texts about the conversation's topic, used if there are no facts. */
  readonly about?: (topic: string) => readonly string[];
  /** The values are names, so an object of this kind takes them for its `name`. */
  readonly named?: boolean;
  /** Two properties of one object must differ, such as sender and recipient. */
  readonly distinct?: boolean;
}

/**
 * The subject with the longest name that the words end with or, failing that, start with.
 *
 * @example
 * subjectOf(['customer', 'email'])?.samples; // ['ana@example.com', …]
 */
export function subjectOf(words: readonly string[]): Subject | undefined {
  const stems = words.map(stemOf);
  for (let start = 0; start < stems.length; start++) {
    const found = BY_NAME.get(stems.slice(start).join(' '));
    if (found !== undefined) return found;
  }
  for (let end = stems.length - 1; end > 0; end--) {
    const found = BY_NAME.get(stems.slice(0, end).join(' '));
    if (found !== undefined && found !== BY_NAME.get('id')) return found;
  }
  return undefined;
}

const given = (facts: Facts) => facts.people.map((person) => person.name.split(' ')[0] ?? '');
const family = (facts: Facts) => facts.people.flatMap((person) => person.name.split(' ').slice(1).slice(-1));
const amounts = (facts: Facts) => facts.money.map((money) => money.amount);
const weekdays = (facts: Facts) =>
  facts.text.match(
    /\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Tt]omorrow|[Tt]onight|[Nn]ext (?:week|month))\b/g,
  ) ?? [];
const clockTimes = (facts: Facts) => facts.times.map((time) => time.slice(0, 5));
const cityOf = (place: string) => place.split(',')[0] ?? place;
const quantity = (...names: readonly string[]) => {
  const stems = new Set(names.map(stemOf));
  return (facts: Facts) =>
    facts.quantities.filter(({ words }) => words.some((word) => stems.has(word))).map(({ value }) => value);
};
const firstNumbers = (facts: Facts) => facts.quantities.map(({ value }) => value);
const firstList = (facts: Facts) => facts.lists[0] ?? [];
const titles = (facts: Facts) => [...facts.quoted, ...eventTitlesIn(facts)];
const operands = (facts: Facts) => (facts.solution === undefined ? [] : [facts.solution.value]);
/** Texts about a topic; none if it has no clear subject. */
const telling = (make: (subject: string) => string) => (topic: string) => {
  const subject = subjectPhrase(topic);
  return subject === '' ? [] : [make(subject)];
};

const SUBJECTS: readonly Subject[] = [
  {
    names: [
      'person name',
      'full name',
      'author',
      'customer',
      'person',
      'people',
      'sender',
      'recipient',
      'owner',
      'assignee',
      'contact',
      'patient',
      'employee',
      'student',
      'manager',
      'director',
      'doctor',
      'participant',
      'attendee',
      'user',
      'customer name',
      'user name',
      'member',
      'teacher',
      'speaker',
      'guest',
      'employee name',
      'patient name',
      'author name',
      'character',
      'actor',
      'client',
      'passenger',
      'friend',
    ],
    facts: (facts) => facts.people.map((person) => person.name),
    named: true,
    samples: ['Maria Silva', 'James Chen', 'Amelia Clarke', 'Noah Fischer', 'Priya Patel', 'Omar Haddad'],
    distinct: true,
  },
  {
    names: ['first name', 'given name', 'firstname'],
    facts: given,
    samples: ['Maria', 'James', 'Amelia', 'Noah'],
    distinct: true,
  },
  {
    names: ['last name', 'family name', 'surname', 'lastname'],
    facts: family,
    samples: ['Silva', 'Chen', 'Clarke', 'Fischer'],
    distinct: true,
  },
  {
    names: ['username', 'login', 'handle', 'nickname'],
    facts: given,
    samples: ['maria_s', 'jchen', 'nfischer'],
  },
  {
    names: ['age', 'person age', 'years old'],
    facts: (facts) => [...facts.ages, ...quantity('year', 'age', 'old')(facts)],
    samples: [34, 27, 45, 52, 31],
  },
  {
    names: ['email', 'email address', 'mail', 'contact email', 'to email', 'cc'],
    facts: (facts) => facts.emails,
    samples: ['ana@example.com', 'sam@example.org', 'info@example.net'],
    distinct: true,
  },
  {
    names: ['phone', 'phone number', 'telephone', 'mobile', 'tel', 'fax'],
    facts: (facts) => facts.phones,
    samples: ['+1 555-0142', '+1 555-0198', '+44 20 7946 0018'],
  },
  {
    names: [
      'url',
      'uri',
      'link',
      'website',
      'homepage',
      'href',
      'source url',
      'image url',
      'image',
      'photo',
      'avatar',
      'source',
      'citation',
      'page',
    ],
    facts: (facts) => facts.urls,
    samples: ['https://example.com/articles/1', 'https://example.org/guide', 'https://example.net/'],
  },
  {
    names: [
      'location',
      'place',
      'address',
      'destination',
      'venue',
      'where',
      'region',
      'area',
      'hometown',
      'birthplace',
      'position',
    ],
    facts: (facts) => facts.places,
    samples: ['San Francisco, CA', 'London, UK', 'Tokyo, Japan', 'Paris, France'],
  },
  {
    names: ['city', 'town', 'capital'],
    facts: (facts) => facts.places.map(cityOf),
    named: true,
    samples: ['San Francisco', 'London', 'Tokyo', 'Paris'],
  },
  {
    names: [
      'origin',
      'from',
      'departure',
      'departure city',
      'origin city',
      'departure airport',
      'from city',
      'source city',
      'start location',
      'pickup',
    ],
    facts: (facts) => [...(facts.route.from ? [facts.route.from] : []), ...facts.places],
    samples: ['London', 'San Francisco'],
  },
  {
    names: [
      'to',
      'destination',
      'arrival',
      'arrival city',
      'destination city',
      'arrival airport',
      'to city',
      'end location',
      'dropoff',
    ],
    facts: (facts) => [...(facts.route.to ? [facts.route.to] : []), ...facts.places],
    samples: ['Paris', 'Tokyo'],
  },
  {
    names: ['country', 'nation', 'nationality'],
    facts: (facts) =>
      facts.places
        .flatMap((place) => place.split(', ').slice(-1))
        .filter((name) => isCountry(name.toLowerCase())),
    named: true,
    samples: ['France', 'Japan', 'Brazil', 'Canada'],
  },
  {
    names: ['state', 'province'],
    facts: (facts) => facts.places.flatMap((place) => place.split(', ').slice(1)),
    samples: ['California', 'Bavaria', 'Ontario'],
  },
  { names: ['street', 'street address'], samples: ['12 Harbor Street', '48 Elm Avenue'] },
  {
    names: ['zip', 'zip code', 'postal code', 'postcode'],
    facts: (facts) => facts.text.match(/\b\d{5}\b/g) ?? [],
    samples: ['94107', '10115', '75001'],
  },
  { names: ['latitude', 'lat'], facts: quantity('latitude', 'lat'), samples: [37.7749, 48.8566, 35.6762] },
  {
    names: ['longitude', 'lng', 'lon', 'long'],
    facts: quantity('longitude', 'lng', 'lon'),
    samples: [-122.4194, 2.3522, 139.6503],
  },
  {
    names: [
      'date',
      'when',
      'start date',
      'end date',
      'due date',
      'birthday',
      'birth date',
      'date of birth',
      'dob',
      'departure date',
      'return date',
      'published',
      'created',
      'updated',
      'deadline',
      'due',
      'check in',
      'check out',
      'invoice date',
      'order date',
    ],
    facts: (facts) => [...facts.dates, ...weekdays(facts)],
    samples: ['2025-03-14', '2025-06-02', '2025-09-21'],
    distinct: true,
  },
  {
    names: ['time', 'start time', 'end time', 'hour'],
    facts: clockTimes,
    samples: ['09:00', '10:30', '14:00', '16:45'],
    distinct: true,
  },
  {
    names: ['datetime', 'timestamp', 'created at', 'updated at'],
    facts: (facts) => facts.dates.map((date, index) => `${date}T${facts.times[index] ?? '09:00:00'}Z`),
    samples: ['2025-03-14T09:00:00Z', '2025-06-02T14:30:00Z'],
  },
  {
    names: ['year', 'release year', 'publication year', 'birth year'],
    facts: (facts) => [...(facts.text.match(/\b(?:1[5-9]|20)\d\d\b/g) ?? []).map(Number)],
    samples: [1994, 2003, 2012, 2021],
  },
  {
    names: ['day', 'weekday'],
    facts: (facts) => [...weekdays(facts), ...facts.dates],
    samples: ['Monday', 'Tuesday', 'Wednesday', 1, 2, 3],
  },
  { names: ['month'], samples: ['March', 'June', 'October', 3, 6, 10] },
  {
    names: ['duration', 'length', 'minutes', 'duration minutes'],
    facts: (facts) => quantity('minute', 'hour', 'day', 'week', 'min')(facts),
    samples: [30, 45, 60, '30 minutes', '2 hours'],
  },
  {
    names: [
      'price',
      'amount',
      'cost',
      'total',
      'subtotal',
      'unit price',
      'total price',
      'total amount',
      'payment',
      'budget',
      'salary',
      'fee',
      'balance',
      'revenue',
      'income',
      'max price',
      'tax',
      'value usd',
      'price usd',
    ],
    facts: (facts) => [...amounts(facts), ...quantity('price', 'cost', 'amount', 'total')(facts)],
    samples: [19.99, 49.5, 120, 8.75, 249],
  },
  {
    names: ['currency', 'currency code', 'from currency', 'to currency', 'base currency', 'target currency'],
    facts: (facts) => [
      ...facts.money.map((money) => money.currency),
      ...(facts.text.match(/\b(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|CNY|INR|BRL|MXN|SEK|NOK|DKK)\b/g) ?? []),
    ],
    samples: ['USD', 'EUR', 'GBP'],
    distinct: true,
  },
  {
    names: [
      'quantity',
      'count',
      'number',
      'num',
      'limit',
      'size',
      'max results',
      'n',
      'seats',
      'people count',
      'party size',
      'servings',
      'top k',
      'stock',
    ],
    facts: firstNumbers,
    samples: [3, 5, 10, 2, 12],
  },
  {
    names: ['percentage', 'percent', 'rate', 'discount', 'tip'],
    facts: quantity('percent'),
    samples: [15, 20, 7.5, 42],
  },
  {
    names: ['rating', 'stars', 'review score'],
    facts: (facts) => [
      ...Array.from(facts.text.matchAll(/\b([0-5](?:\.\d)?) ?(?:\/ ?5|out of 5|stars?)/g), (match) =>
        Number(match[1]),
      ),
    ],
    samples: [4, 5, 3, 4.5],
  },
  {
    names: ['score', 'confidence', 'probability', 'confidence score', 'relevance'],
    samples: [0.92, 0.87, 0.78, 0.95],
  },
  {
    names: ['temperature', 'temp', 'high', 'low'],
    facts: quantity('degree', 'celsius', 'fahrenheit', 'temperature'),
    samples: [18, 21.5, 24, 12],
  },
  { names: ['humidity'], facts: quantity('humidity'), samples: [55, 62, 70] },
  { names: ['height', 'weight', 'width', 'distance', 'depth', 'radius'], samples: [12, 42, 175, 68.5] },
  {
    names: ['population'],
    facts: quantity('population', 'people', 'inhabitant', 'resident'),
    samples: [870000, 2100000, 5400000],
  },
  {
    names: [
      'id',
      'identifier',
      'uuid',
      'code',
      'reference',
      'sku',
      'key',
      'order id',
      'invoice number',
      'order number',
      'ticket',
      'tracking number',
      'account number',
      'flight number',
      'number plate',
      'user id',
      'customer id',
      'product id',
      'transaction id',
      'issue number',
    ],
    facts: (facts) =>
      facts.text.match(
        /(?<=#)[A-Z\d][A-Z\d-]{0,30}\b|\b[A-Z]{2,6}-?\d{1,12}\b|(?<=\b(?:number|id|order|invoice|ticket|account|user|customer|product|transaction|issue) )\d{1,12}\b/g,
      ) ?? [],
    samples: ['A-1042', 'B-2087', 'C-3315', 1042, 2087],
  },
  {
    names: ['ticker', 'symbol', 'stock symbol', 'stock ticker'],
    facts: (facts) => (facts.text.match(/\b[A-Z]{2,5}\b/g) ?? []).filter((word) => !NOT_TICKERS.has(word)),
    samples: ['AAPL', 'MSFT', 'NVDA'],
  },
  {
    names: [
      'company',
      'company name',
      'organization',
      'organisation',
      'employer',
      'vendor',
      'brand',
      'manufacturer',
      'publisher',
      'airline',
      'store',
      'restaurant',
      'hotel',
      'merchant',
      'supplier',
    ],
    facts: (facts) => facts.companies,
    named: true,
    samples: ['Northwind Traders', 'Harbor Labs', 'Juniper & Co'],
  },
  {
    names: ['job', 'job title', 'occupation', 'role', 'profession'],
    facts: (facts) =>
      Array.from(
        facts.text.matchAll(
          /\b(?:is|am|was|as|works as|,) an? ((?:[a-z-]{2,20} ){0,3}(?:engineer|developer|teacher|doctor|nurse|designer|manager|scientist|analyst|lawyer|writer|artist|chef|student|director|accountant|architect|researcher|programmer|consultant))\b/g,
        ),
        (match) => match[1] ?? '',
      ),
    samples: ['software engineer', 'teacher', 'product designer', 'nurse'],
  },
  { names: ['department', 'team'], samples: ['Engineering', 'Marketing', 'Finance', 'Support'] },
  { names: ['gender', 'sex'], samples: ['female', 'male'] },
  {
    names: ['color', 'colour', 'favorite color'],
    facts: (facts) => facts.colours,
    samples: ['blue', 'green', 'red', 'amber'],
  },
  {
    names: ['temperature unit', 'scale', 'degrees'],
    facts: (facts) => facts.units,
    samples: ['celsius', 'fahrenheit'],
  },
  { names: ['unit'], facts: (facts) => facts.units, samples: ['grams', 'pieces', 'cups', 'meters'] },
  {
    names: ['fruit'],
    facts: firstList,
    named: true,
    samples: ['apple', 'banana', 'cherry', 'mango', 'pear'],
  },
  { names: ['isbn'], samples: ['978-0-306-40615-7', '978-3-16-148410-0'] },
  {
    names: ['language', 'target language', 'source language', 'lang', 'locale'],
    facts: (facts) =>
      facts.text.match(
        /\b(?:English|French|Spanish|German|Italian|Portuguese|Japanese|Chinese|Korean|Arabic|Russian|Hindi|Dutch|Swedish|Polish|Turkish|Greek|Python|JavaScript|TypeScript|Java|Rust|Go|Ruby|SQL|Kotlin|Swift)\b/g,
      ) ?? [],
    samples: ['English', 'French', 'Spanish'],
    distinct: true,
  },
  { names: ['timezone', 'time zone', 'tz'], samples: ['Europe/London', 'America/New_York', 'Asia/Tokyo'] },
  { names: ['sentiment', 'polarity', 'tone', 'mood'], facts: sentimentsIn, samples: ['neutral', 'positive'] },
  {
    names: ['priority', 'severity', 'urgency', 'importance'],
    facts: (facts) =>
      /\b(?:urgent|asap|critical|immediately|outage)\b/i.test(facts.text) ? ['high', 1] : [],
    samples: ['medium', 'high', 'low', 2, 3],
  },
  { names: ['status'], samples: ['active', 'completed', 'pending'] },
  { names: ['difficulty', 'level'], samples: ['intermediate', 'easy', 'advanced', 2, 3] },
  {
    names: ['category', 'type', 'kind', 'class', 'label', 'genre', 'topic', 'subject area', 'intent'],
    samples: ['general', 'technology', 'travel', 'science'],
  },
  {
    names: ['tag', 'keyword', 'hashtag'],
    facts: (facts) => keywordsIn(facts),
    samples: ['overview', 'basics', 'guide'],
  },
  {
    names: ['ingredient'],
    facts: firstList,
    named: true,
    samples: ['flour', 'salt', 'eggs', 'milk', 'butter', 'sugar'],
  },
  {
    names: ['skill'],
    facts: firstList,
    named: true,
    samples: ['communication', 'data analysis', 'project planning'],
  },
  {
    names: [
      'item',
      'product',
      'product name',
      'item name',
      'option',
      'thing',
      'element',
      'word',
      'task',
      'choice',
    ],
    facts: (facts) => [...facts.lists.flat(), ...facts.quoted],
    named: true,
    samples: ['notebook', 'desk lamp', 'water bottle', 'backpack'],
  },
  {
    names: [
      'query',
      'search query',
      'search term',
      'search',
      'q',
      'question',
      'prompt',
      'request',
      'search text',
    ],
    facts: (facts) => [...facts.quoted, ...searchesIn(facts)],
    samples: ['latest results'],
    about: (topic) => [topic],
  },
  {
    names: [
      'title',
      'heading',
      'headline',
      'subject',
      'event',
      'meeting',
      'summary title',
      'event name',
      'topic name',
      'song',
      'movie',
      'book',
      'track',
      'album',
      'show',
      'event title',
      'name of event',
    ],
    facts: titles,
    samples: ['A short overview', 'Notes on the essentials', 'First impressions'],
    about: telling(capitalised),
  },
  {
    names: ['expression', 'equation', 'formula', 'calculation', 'math expression'],
    facts: (facts) => [
      ...Array.from(facts.text.matchAll(/[\d(][\d\s.+\-*/×÷^()%x=]{2,100}[\d)]/g), (match) =>
        match[0].trim(),
      ),
    ],
    samples: ['2 + 2'],
  },
  {
    names: ['output'],
    facts: (facts) => facts.solution?.steps.map(({ output }) => output) ?? [],
    samples: ['done', 'The result is as expected.'],
  },
  {
    names: ['answer', 'result', 'final answer', 'solution', 'value', 'x', 'calculation result'],
    facts: (facts) => (facts.solution === undefined ? [] : [facts.solution.answer, facts.solution.value]),
    samples: [42, 7, 12.5],
    about: telling(
      (subject) => `${capitalised(subject)}: the short answer is that it depends on the details.`,
    ),
  },
  {
    names: ['step', 'instruction', 'direction', 'procedure', 'working'],
    facts: (facts) =>
      facts.solution?.steps.map(({ explanation, output }) => `${explanation}: ${output}`) ?? [],
    samples: [
      'Gather what is needed and check that nothing is missing.',
      'Work through the main part from start to finish.',
      'Check the result and correct what does not fit.',
      'Write down what was learned.',
    ],
  },
  {
    names: [
      'explanation',
      'reasoning',
      'rationale',
      'thought',
      'justification',
      'analysis',
      'chain of thought',
      'reason',
      'thinking',
    ],
    facts: (facts) => facts.solution?.steps.map(({ explanation }) => explanation) ?? [],
    samples: [
      'The request names what matters, so the answer follows from it directly.',
      'Each part was considered on its own and then compared with the others.',
      'The most specific detail decides here.',
    ],
  },
  {
    names: [
      'content',
      'text',
      'body',
      'message',
      'description',
      'summary',
      'abstract',
      'overview',
      'paragraph',
      'note',
      'notes',
      'comment',
      'review',
      'bio',
      'details',
      'caption',
      'response',
      'reply',
      'conclusion',
      'feedback',
      'story',
      'statement',
      'sentence',
      'point',
      'key point',
      'highlight',
      'finding',
    ],
    facts: (facts) => [...facts.quoted, ...statementsIn(facts)],
    samples: [
      'The main idea is simple, and the details support it.',
      'A few points stand out and are worth keeping in mind.',
      'Good preparation makes the rest easier.',
    ],
    about: telling((subject) => `A short overview of ${subject}, with the points that matter most.`),
  },
  {
    names: ['code', 'snippet', 'source code', 'program', 'script'],
    facts: (facts) => codeIn(facts),
    samples: ["print('hello')"],
  },
  {
    names: ['sql', 'sql query', 'statement sql'],
    facts: (facts) => codeIn(facts),
    samples: ['SELECT * FROM orders LIMIT 10;'],
  },
  { names: ['command', 'cmd', 'shell'], facts: (facts) => [...facts.quoted], samples: ['ls -la'] },
  {
    names: ['path', 'file', 'file path', 'filename', 'file name', 'folder', 'directory'],
    facts: (facts) =>
      facts.text.match(
        /(?<![\w:/])(?:~|\.{1,2})?(?:\/[\w.-]{1,60}){1,12}|\b[\w-]{1,60}\.(?:txt|md|py|js|ts|json|csv|pdf|html|css|yaml|yml|png|jpg|go|rs|java|sh|log|xml)\b/g,
      ) ?? [],
    samples: ['notes/summary.md', 'data/report.csv'],
  },
  {
    names: ['version'],
    facts: (facts) => facts.text.match(/\bv?\d{1,4}\.\d{1,4}(?:\.\d{1,4})?\b/g) ?? [],
    samples: ['1.2.0', '2.0.1'],
  },
  {
    names: ['name'],
    facts: (facts) => [...facts.people.map((person) => person.name), ...facts.quoted, ...facts.companies],
    samples: ['Maria Silva', 'James Chen', 'Amelia Clarke', 'Noah Fischer'],
    distinct: true,
  },
];

/** The numbers of a solved problem; preferred to all other numbers. */
export const SOLVED: Subject = { names: [], facts: operands, samples: [] };

/** Names of things rather than people, whose `name` is therefore a title. */
export const THING_NAMES: ReadonlySet<string> = new Set(
  'product item event meeting calendar recipe dish book movie film song project task place restaurant hotel game course'
    .split(' ')
    .map(stemOf),
);

const NOT_TICKERS = new Set('A I US USA UK EU CEO OK USD EUR GBP AND OR THE JSON API'.split(' '));

const BY_NAME: ReadonlyMap<string, Subject> = new Map(
  SUBJECTS.flatMap((subject) =>
    subject.names.map((name) => [name.split(' ').map(stemOf).join(' '), subject] as const),
  ),
);
