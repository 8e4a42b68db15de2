import { sensesOf } from '../../embedding/lexicon/lexicon.ts';
import { stem } from '../../stem.ts';
import { stemOf, tokensOf, wordsOf } from '../facts/words.ts';

/**
 * What a text is about: the stems of its words without stop words, and the names of the families of words that they
 * belong to. Reads at most 4,000 characters.
 *
 * @example
 * conceptsOf('Do I need an umbrella?'); // Set { 'umbrella', 'weather' }
 */
export function conceptsOf(text: string): Set<string> {
  const concepts = new Set<string>();
  const bounded = text.slice(0, 4_000);
  for (const word of wordsOf(bounded)) {
    concepts.add(word);
    for (const family of FAMILIES_OF.get(word) ?? []) concepts.add(family);
  }
  for (const [phrase, family] of PHRASES) if (phrase.test(bounded)) concepts.add(family);
  return concepts;
}

/** The subjects that the words of a text belong to, by the lexicon. */
export function subjectsOf(text: string): Set<number> {
  const subjects = new Set<number>();
  for (const word of new Set(tokensOf(text)))
    for (const { subject } of sensesOf(stem(word))) if (subject !== undefined) subjects.add(subject);
  return subjects;
}

/** A word of a tool's name or description. */
export interface Term {
  readonly stem: string;
  readonly families: readonly string[];
}

/** The words of a text, each once; `isTelling` selects those that say what it is about. */
export function termsOf(text: string, isTelling: (stem: string) => boolean): Term[] {
  return [...new Set(wordsOf(text))]
    .filter(isTelling)
    .map((stem) => ({ stem, families: FAMILIES_OF.get(stem) ?? NONE }));
}

const NONE: readonly string[] = [];

/** How surely concepts mention a term: 1 by the word itself, less by another word of its family, else 0. */
export function mentionOf({ stem, families }: Term, concepts: ReadonlySet<string>): number {
  if (concepts.has(stem)) return 1;
  return families.some((family) => concepts.has(family)) ? 0.9 : 0;
}

/** Whether a word is too common in tools and requests to tell the purpose of either. */
export function isGeneric(stem: string): boolean {
  return GENERIC.has(stem) || /^\d/.test(stem);
}

const stems = (words: string): string[] => words.trim().split(/\s+/).map(stemOf);

const GENERIC: ReadonlySet<string> = new Set(
  stems(`get fetch retrieve give provide show list run call use using used execute perform make set do check find lookup
  tool function api current currently given specific specified user users information info data detail details result results value
  input output request name text string type id based new available support allow help service system from within add create
  update delete handle process generate number today include including one two several all every city location place date
  send see tell let know want need like please look e g etc via per using open close latest upcoming existing first second
  a b x y`),
);

/** Words that speak of the same subject, by the name of the subject. */
const FAMILIES: Readonly<Record<string, string>> = {
  weather:
    'weather forecast temperature rain raining rainy sunny snow snowing snowy umbrella humid humidity windy wind cloudy storm degrees hot cold warm chilly climate meteo wetter tiempo clima météo',
  calculate:
    'calculate calculator calculation compute computation math maths mathematical arithmetic evaluate solve calc',
  addition: 'add plus sum addition',
  subtraction: 'subtract minus subtraction',
  multiplication: 'multiply multiplication double triple',
  division: 'divide divided division share split quotient',
  email: 'email mail mails inbox gmail',
  calendar: 'calendar schedule meeting appointment event reminder reschedule slot',
  stock: 'stock stocks share shares ticker equity nasdaq trading trade',
  inventory: 'stock inventory warehouse shelf shelves left storage',
  search: 'search google browse web internet online lookup',
  translate: 'translate translation translator',
  convert: 'convert conversion converter exchange',
  flight: 'flight flights fly plane airline',
  hotel: 'hotel hotels room accommodation hostel lodging stay',
  restaurant: 'restaurant restaurants dinner dine eat table',
  direction: 'direction directions route navigate navigation drive driving commute',
  music: 'music song songs track playlist play album spotify',
  order: 'order orders package parcel shipment delivery shipping purchase bought ordered',
  code: 'code python javascript script program interpreter exec',
  shell: 'shell command terminal bash directory folder process',
  image: 'image images picture photo draw drawing illustration',
  document: 'document documents file files knowledge docs',
  light: 'light lights lamp lamps bulb',
  time: 'time clock timezone hour',
  price: 'price prices cost costs quote charge charged fee fees cheap expensive pay tariff rate',
  payment:
    'payment pay paid charge charged charges card invoice billing bill bills amount money debit transaction',
  worth: 'amount price cost total value fee fare sum',
  memory: 'memory memories remember recall',
  money: 'currency dollar euro pound yen usd eur gbp',
  buy: 'buy purchase order reorder',
  book: 'book booking reserve reservation',
  message: 'message sms slack notify notification',
  database: 'database sql db table tables',
  supplier: 'supplier supply supplies vendor deliver delivers delivered provider manufacturer',
  returned: 'return returns refund refunds exchange exchanges exchanged',
  refund: 'refund refunds reimburse reimbursement repay',
  replacement: 'replacement replace swap exchange resend',
  heating:
    'heating heat heater thermostat temperature warm cold chilly freezing cool cooling degrees radiator climate',
  technical:
    'technical problem problems device devices firmware software update error errors crash crashes broken bug install installation login connection connections troubleshoot troubleshooting blinking',
  sale: 'sale sales offer offers quote quotes volume discount buy purchase upgrade plan pricing',
  person: 'person people employee employees staff colleague contact contacts member',
  contact: 'contact contacts phone telephone directory address',
  human: 'human person agent representative operator staff',
  account: 'account accounts profile profiles subscription',
  job: 'job jobs role position profession work works',
  dice: 'dice die',
  history:
    'history historical past ancient century president king queen war empire emperor revolution dynasty treaty',
  balance: 'balance savings deposit',
  issue: 'issue issues ticket tickets bug bugs',
  expense: 'expense expenses spend spent spending receipt reimbursement',
  timer: 'timer alarm reminder remind countdown',
  todo: 'todo task tasks item items chore chores checklist',
  holiday: 'holiday holidays vacation leave absence pto off',
  salary: 'salary wage pay payroll income payslip paycheck earnings',
  distance: 'distance far kilometre kilometer mile km',
  whereabouts: 'position location track tracking whereabouts address',
  coordinates: 'coordinates geocode latitude longitude lat lon lng position geolocation',
  moment: 'arrival departure schedule deadline eta timetable',
  population: 'population inhabitants people residents live',
};

const FAMILIES_OF: ReadonlyMap<string, readonly string[]> = (() => {
  const families = new Map<string, string[]>();
  for (const [family, words] of Object.entries(FAMILIES)) {
    for (const stem of new Set(stems(words)))
      families.set(stem, [...(families.get(stem) ?? []), `~${family}`]);
  }
  return families;
})();

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\blook(?:ing)? up\b/i, '~search'],
  [/\bhow far\b/i, '~direction'],
  [/\bget from\b/i, '~direction'],
  [/\bturn(?:ed)? o(?:n|ff)\b/i, 'switch'],
  [/\bremind me\b/i, '~calendar'],
  [/\bsquare root\b/i, '~calculate'],
  [/\btak(?:e|ing) .{1,40} (?:away|off|from)\b/i, '~subtraction'],
  [/\bgo(?:es)? into\b/i, '~division'],
  [/\b(?:for later|remember that|keep in mind|for the record|don['’]t forget)\b/i, '~memory'],
  [/\bhow many\b/i, 'quantity'],
  [/\b(?:fewer|less|more) than \d|\bat least \d/i, '~inventory'],
  [/\b(?:to-?do|task|shopping|packing) list\b|\bon (?:my|our|the) list\b/i, '~todo'],
  [/\bmark(?:ed)?\b.{1,80}\bas (?:done|complete[d]?|finished)\b/i, stemOf('complete')],
  [/\bhow much\b/i, '~price'],
  [/\bwho\b/i, '~person'],
  [/\bwhere\b/i, '~whereabouts'],
  [/\bwhen\b/i, '~moment'],
  [/\bless \d|\d less\b/i, '~subtraction'],
  [/\bwhat time\b|\bhow long\b/i, '~time'],
  [/\S@\w[\w-]*\.\w/, '~email'],
  [
    /\bhow many \p{L}+ (?:is|are|in)\b.{0,40}\d|\b\d[\d.,]* ?\p{L}+ (?:in|to|into) (?!the\b|an?\b)\p{L}+\W*$/iu,
    '~convert',
  ],
  [
    /\b(?:[Ss]ay|[Pp]ut|[Ww]rite|[Hh]ow do (?:you|i) say)\b.{1,200}\bin (?!an?\b|the\b)[A-Z][a-z]{3,12}\b/,
    '~translate',
  ],
  [/\b(?:send|bring|take|ship)\b.{1,30}\bback\b/i, '~returned'],
  [/\bwrite to\b|\blet .{1,40} know\b|\bdrop .{1,40} a (?:line|note)\b/i, '~message'],
  [/\bmoney back\b|\bpa(?:y|id)\b.{1,40}\bback\b/i, '~refund'],
  [/\b(?:a new|another) one\b|\bonce more\b|\bsend\b.{1,30}\bagain\b/i, '~replacement'],
  [
    /\b(?:does|do|did|will|is|are)(?:n't| not) (?:start|work|open|load|connect|turn on|respond|working|starting)\b/i,
    '~technical',
  ],
  [
    /(?<![\w@.-])[\w-]{1,60}\.(?:txt|md|py|js|ts|json|csv|pdf|html|css|ya?ml|png|jpg|go|rs|java|sh|log|xml|toml|ini|docx?|xlsx?)\b/i,
    '~document',
  ],
  [/\d\s?(?:[*+×÷^]|(?:plus|minus|times|divided by|multiplied by)\b)\s?\d/i, '~calculate'],
  [/\btimes \d|\d times\b/i, '~multiplication'],
  [/[\d)]\s?[*×]\s?[\d(]/, '~multiplication'],
  [/[\d)]\s?[÷/]\s?[\d(]/, '~division'],
  [/[\d)]\s?\+\s?[\d(]/, '~addition'],
  [/[\d)]\s[-−]\s[\d(]/, '~subtraction'],
];
