import { type Domain, domainOf } from './domain.ts';
import {
  capitalise,
  flipPerson,
  gerundOf,
  isPlural,
  lastWordOf,
  toPlainLine,
  withoutClosing,
} from './grammar.ts';
import {
  activityOf,
  genericOf,
  keyPhraseOf,
  quantityOf,
  subjectOf,
  withoutPredicate,
} from './noun-phrase.ts';
import { firstWord, readWords } from './words.ts';

/** The subject of a conversation, as a noun phrase that fits into sentences. */
export interface Topic {
  readonly name: string;
  /** `name` at the beginning of a sentence. */
  readonly title: string;
  readonly plural: boolean;
  readonly domain: Domain;
}

/**
 * The topic of an English question or command.
 *
 * @example
 * topicOf('How does a jet engine work?').name; // 'jet engines'
 */
export function topicOf(command: string, options: { generic?: boolean } = {}): Topic {
  const sentence = withoutManner(toPlainLine(command, 240));
  const person = /^who(?:'s| is| was| are| were) /i.test(sentence);
  const { phrase, activity } = phraseOf(sentence);
  const found = tidy(phrase, options.generic ?? true);
  const name = found === '' ? NO_TOPIC : found;
  const topic = createTopic(name, person ? 'person' : undefined);
  return activity ? { ...topic, plural: false } : topic;
}

/** The topic with the given name. */
export function createTopic(name: string, domain: Domain = domainOf(name)): Topic {
  return { name, title: capitalise(name), plural: isPlural(name), domain };
}

/** `sentence` without closing punctuation and without instructions on the style of the answer. */
export function withoutManner(sentence: string): string {
  let rest = withoutClosing(sentence);
  for (let round = 0; round < 4 && MANNER_ENDS.has(lastWordOf(rest).toLowerCase()); round++) {
    const shorter = withoutClosing(rest.replace(MANNER, ''));
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

function phraseOf(sentence: string): { phrase: string; activity: boolean } {
  const about = ABOUT.exec(sentence);
  if (about !== null) return { phrase: about[1]!, activity: false };
  for (const [, pattern, read] of PATTERNS_BY_OPENING.get(firstWord(sentence)) ?? []) {
    const match = pattern.exec(sentence);
    if (match !== null) return { phrase: read(match[match.length - 1] ?? ''), activity: read === gerundOf };
  }
  const activity = activityOf(sentence);
  return { phrase: activity ?? keyPhraseOf(sentence), activity: activity !== undefined };
}

const itself = (rest: string): string => rest;

const ABOUT = /\b(?:about|regarding|on the (?:topic|subject) of) (.+)$/i;

/** The first words of a pattern, the pattern, and a function that reads its last group. */
type Pattern = readonly [opens: string, pattern: RegExp, read: (rest: string) => string];

/** The first match wins. */
const PATTERNS: readonly Pattern[] = [
  ['what', /^what(?:'s| is| are) the (?:best|easiest|fastest|right) ways? (?:for me )?to (.+)$/i, gerundOf],
  ['what', /^what(?:'s| is| are| was| were)? the (?:meaning|definition) of (.+)$/i, itself],
  ['what whats', /^what(?:'s|s| is| are| was| were| will be) (?:meant by |it like to )?(.+)$/i, itself],
  ['what', /^what (?:do|does|did) (.+) (?:mean|do|stand for|look like|say|cost|need|use|eat)$/i, itself],
  ['what', /^what (?:causes|caused) (.+)$/i, (rest) => `the causes of ${rest}`],
  ['what', /^what (?:makes|made|happens? (?:to|in|during|when)) (.+)$/i, subjectOf],
  ['what', /^what (?:should|can|could|do|must) (?:i|we|you|one) (.+)$/i, gerundOf],
  ['what', /^what (?:can|could|should|do|does|did|will|would) (.+)$/i, subjectOf],
  [
    'how',
    /^how (?:is|are|was|were|can|could|does|do|did|will|would) (.+) (?:work|works|function|operate|made|built|done)$/i,
    itself,
  ],
  ['how', /^how (?:can|could|do|should|would|did|might) (?:i|we|you|one|people|someone) (.+)$/i, gerundOf],
  ['how', /^how many (.+)$/i, (rest) => quantityOf(rest, 'number')],
  ['how', /^how much (.+)$/i, (rest) => quantityOf(rest, 'amount')],
  ['how', /^how to (.+)$/i, gerundOf],
  ['how', /^how (?:[a-z]+ )?(?:is|are|was|were|can|could|does|do|did|will|would|has|have) (.+)$/i, subjectOf],
  ['why', /^why (?:is it|are they) [a-z]+ to (.+)$/i, gerundOf],
  [
    'why when where',
    /^(?:why|when|where) (?:is|are|was|were|does|do|did|can|could|would|will|should|has|have) (.+)$/i,
    subjectOf,
  ],
  ['who', /^who(?:'s| is| was| are| were) (.+)$/i, itself],
  ['who', /^who [a-z]+ (.+)$/i, itself],
  ['which whose', /^(?:which|whose) (.+)$/i, subjectOf],
  ['is', /^is it (?:[a-z]+ )?to (.+)$/i, gerundOf],
  [
    'is are was were does do did can could would will should has have may',
    /^(?:is|are|was|were|does|do|did|can|could|would|will|should|has|have|may) (?:it|there) (?:[a-z]+ )?(?:to )?(.+)$/i,
    itself,
  ],
  [
    'is are was were does do did can could would will should has have may',
    /^(?:is|are|was|were|does|do|did|can|could|would|will|should|has|have|may) (.+)$/i,
    subjectOf,
  ],
  [
    'explain tell teach show',
    /^(?:explain|tell|teach|show)(?: to)?(?: me| us)?(?: to)? (?:what|who|where) (.+) (?:is|are|was|were|means?)$/i,
    itself,
  ],
  [
    'explain tell teach show',
    /^(?:explain|tell|teach|show)(?: to)?(?: me| us)? how (.+) (?:works?|functions?|operates?)$/i,
    itself,
  ],
  [
    'explain tell teach show',
    /^(?:explain|tell|teach|show)(?: to)?(?: me| us)? (?:how )?to (.+)$/i,
    gerundOf,
  ],
  [
    'explain tell teach show',
    /^(?:explain|tell|teach|show)(?: to)?(?: me| us)? (?:how|why) (.+)$/i,
    subjectOf,
  ],
  [
    'explain describe define discuss outline introduce elaborate teach review analyse analyze',
    /^(?:explain|describe|define|discuss|outline|introduce|elaborate on|teach me|review|analy[sz]e)(?: to me| to us)? (?:(?:the|a|an) (?:concept|idea|notion|meaning|term) of )?(.+)$/i,
    itself,
  ],
  [
    'write draft compose create prepare give',
    /^(?:write|draft|compose|create|prepare|give)(?: me| us)? (?:an?|the|some)? ?(?:[a-z0-9-]+ ){0,3}?(?:essay|article|description|blog post|recipe|post|overview|introduction|report|paragraph|text|summary|speech|paper|guide|tutorial|lesson|outline) (?:on|to|of|for) (.+)$/i,
    itself,
  ],
  [
    'write draft compose create generate prepare make build design develop implement give show suggest recommend plan provide find help',
    /^(?:write|draft|compose|create|generate|prepare|make|build|design|develop|implement|give|show|suggest|recommend|plan|provide|find|help)(?: me| us)? (.+)$/i,
    itself,
  ],
  ['learn understand know get', /^(?:learn|understand|know|get)(?: to| more)? (.+)$/i, itself],
];

/** Patterns by first word: a sentence is only tried against those that can begin with its first word. */
const PATTERNS_BY_OPENING = new Map<number | undefined, Pattern[]>();
for (const pattern of PATTERNS) {
  for (const word of readWords(pattern[0])) {
    const known = PATTERNS_BY_OPENING.get(word);
    if (known === undefined) PATTERNS_BY_OPENING.set(word, [pattern]);
    else known.push(pattern);
  }
}

function tidy(phrase: string, generic: boolean): string {
  let name = withoutManner(phrase);
  if (QUOTE.test(name)) name = name.replace(OUTER_QUOTES, ' ');
  name = name.replace(/[,;:—(].*$|\. .*$/, '').trim();
  name = flipPerson(name).replace(
    /^(?:about|of|that|some|any|is|are|me|the (?:concept|idea|topic) of) /i,
    '',
  );
  name = name.replace(
    / (?:and|or|but|because|since|so|if|when|then|that|which|the|a|an|of|in|for|to|with)$/i,
    '',
  );
  name = name.replace(
    /^(?:the |a )?(?:brief |short )?(?:history|origins?|importance|basics|fundamentals|benefits|advantages|meaning|purpose) of (?=.{2})/i,
    '',
  );
  const article = /^(?:a|an) ([^\d].*)$/i.exec(name);
  if (article && generic) name = genericOf(name);
  name = withoutPredicate(name);
  name = withoutShouting(toPlainLine(name, 70));
  if (/^(?:The|An?|Your|How|What|Why|Some|All|Most) /.test(name))
    name = name[0]!.toLowerCase() + name.slice(1);
  const alone = name.toLowerCase();
  if (alone.length < 2 || EMPTY.has(alone) || VAGUE.test(alone)) return '';
  return /[\p{L}\p{N}]/u.test(name) ? name : '';
}

/** Used when the text names no topic. */
export const NO_TOPIC = 'this subject';

/** Several words in capitals are emphasis, not a name. */
function withoutShouting(name: string): string {
  const shouted = name.length > 8 && !/[a-z]/.test(name) && name.includes(' ');
  return shouted && name === name.toUpperCase() ? name.toLowerCase() : name;
}

const QUOTE = /["“”'‘’]/;
const OUTER_QUOTES = /["“”'‘’]+(?=\s|$)|(?:^|\s)["“”'‘’]+/g;

const MANNER =
  /(?:^| |, ?)(?:please|for me|to me|thanks|thank you|(?:in|with|using) (?:exactly |only |just |precisely |no more than |at most |up to |fewer than |less than |under )?(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,4}|a few|a couple of) (?:short |simple |full )?(?:sentences?|words?|paragraphs?|lines?|bullet points?|bullets?|points?)|in (?:about|around|under|at most|less than) \d{1,5} words|briefly|in brief|in short|shortly|quickly|concisely|in (?:great |more |some |full )?detail|in depth|in (?:simple|plain|layman's|easy) (?:terms|words|english|language)|simply|step by step|with (?:an |some |a few )?examples?|like i'?m (?:five|5|a child)|to (?:a|an|my) [a-z0-9]{1,8}[- ]year[- ]old|to a (?:child|beginner)|for (?:beginners|a beginner|kids|dummies)|for (?:about |up to )?(?:\d{1,3}|two|three|four|five|six|eight|ten|twelve) (?:people|persons|servings|guests|friends|adults|children|kids|students|players)|as (?:a|an) (?:bulleted|numbered|ordered|bullet|markdown) (?:list|table)|in markdown|today|right now)$/i;

/** The last words of {@link MANNER}. */
const MANNER_ENDS = new Set(
  (
    'please me thanks you sentence sentences word words paragraph paragraphs line lines point points bullet bullets briefly brief ' +
    'short shortly quickly concisely detail depth terms english language simply step example examples five 5 child old beginner ' +
    'beginners kids dummies people persons servings guests friends adults children students players list table markdown today now'
  ).split(' '),
);

/** References to something earlier. */
const VAGUE =
  /(?:^| )(?:it|there|this|that|them|more|again|further)$|^(?:it|this|that|more|your last|above|previous) /;

const EMPTY = new Set(
  'it this that these those them something anything everything you your yourself me us i one here there up so ok the a an thing things stuff'.split(
    ' ',
  ),
);
