import { type Roots, WORD } from './roots.ts';

/** What a question asks about. */
export interface Wanted {
  readonly question: string;
  readonly roots: ReadonlySet<string>;
  /** Roots of names and numbers, of which the answer has to speak. */
  readonly names: ReadonlySet<string>;
  /** The same by name, the words of each in order: `[['zorlon', 'labs']]`. */
  readonly groups: readonly (readonly Name[])[];
  /** Roots of what is said or asked of them. */
  readonly predicates: ReadonlySet<string>;
  readonly kind: Kind | undefined;
  /** Roots of the word for the kind: "town" in "in which town". */
  readonly keys: ReadonlySet<string>;
  /** Roots of what is counted: "paintings" in "how many paintings". */
  readonly counted: ReadonlySet<string>;
  /** Whether it asks when or where something happens, so that its verb tells less than the names. */
  readonly isAction: boolean;
  /** Whether it can be answered with yes or no. */
  readonly isYesNo: boolean;
}

/** A word of a name. */
export interface Name {
  readonly word: string;
  readonly root: string;
}

/** What kind of value a question asks for. */
export interface Kind {
  readonly name: 'contact' | 'time' | 'amount' | 'person' | 'place' | 'reason';
  readonly asks: RegExp;
  /** How values of the kind look. */
  readonly looks: RegExp;
  /** Values that show that the statement answers, whatever its words are. */
  readonly dimension?: RegExp;
  /** Roots of the keys of such values in records. */
  readonly keys: string;
}

export function wantedOf(question: string, words: Roots): Wanted {
  const roots = new Set<string>();
  const names = new Set<string>();
  const predicates = new Set<string>();
  const isAction = /\b(?:do|does|did|was|were|has|have|had|will|would|can|could|should|must)\b/i.test(
    question,
  );
  const last = question.replace(
    /(?:\s+(?:together|now|today|again|currently|altogether|in total|per \p{L}+|each \p{L}+|a \p{L}+))?[?.!\s]*$/u,
    '',
  ).length;
  const asked = KIND_WORD.exec(question);
  const kindWord = asked === null ? -1 : asked.index + asked[0].length - asked[1]!.length;
  // All nouns have capitals there.
  const isGerman = GERMAN.test(question);
  const groups: Name[][] = [];
  let end = 0;
  let afterName = false;
  // What the user does with the answer is no part of what is asked.
  const asks = question.replace(PURPOSE, (purpose) => ' '.repeat(purpose.length));
  for (const match of asks.matchAll(WORD)) {
    const [word] = match;
    const own = new Set<string>();
    if (match.index !== kindWord) words.add(word, own);
    if (own.size === 0) {
      afterName = false;
      continue;
    }
    const isName = (match.index > 2 && !isGerman && /^\p{Lu}/u.test(word)) || /\d/.test(word);
    for (const root of own) roots.add(root);
    if (isName) {
      const root = words.root(word);
      names.add(root);
      const isNext = afterName && question.slice(end, match.index).trim() === '';
      if (isNext) groups.at(-1)!.push({ word, root });
      else groups.push([{ word, root }]);
      end = match.index + word.length;
    } else if (
      // In "does the Acme kettle weigh", the noun belongs to the name, and the verb at the end does not.
      !afterName ||
      (isAction && match.index + word.length === last)
    ) {
      for (const root of own) predicates.add(root);
    }
    afterName = isName;
  }
  return {
    question,
    roots,
    names,
    groups,
    predicates,
    kind: KINDS.find(({ asks }) => asks.test(question)),
    keys: asked === null ? new Set() : words.of(asked[1]!),
    counted: words.of(COUNTED.exec(question)?.[1] ?? ''),
    isYesNo: YES_NO.test(question),
    isAction: ACTION.test(question),
  };
}

/** "Which allergy should I write down?" */
const PURPOSE =
  /\b(?:should|shall|must|can|do|did|would|could) (?:i|we|you) (?:write|put|enter|fill|note|mention|state|say|tell|type|use)(?: (?:down|in|here|there|on the form))?\b|\bwhat (?:happened|happens|took place|takes place|occurred)\b/i;

const GERMAN = /\b(?:der|das|den|wie|wer|wann|wo|welche[mnrs]?|ist|wurde|heißt|kostet)\b/i;

/** "In which town": what is asked for, of which the answer need not speak. */
const KIND_WORD =
  /\b(?:what|which)(?: of the)? (?:exact |specific )?(time|year|date|day|weekday|month|city|town|country|place|street|village|room|floor|person|number|amount|percentage|currency|language)\b/i;

const COUNTED = /\bhow many (?:more |other |different )?(\p{L}{2,30})/iu;

const ACTION =
  /\b(?:when|where|who|whom|(?:what|which) (?:time|date|day|year|month|place|town|city|street|room))\b(?:\W+\w+)?\W+(?:is|are|was|were|do|does|did|will|can|has|have)\b(?! the \p{Ll}+ of\b)/iu;

const YES_NO =
  /^(?:and |so |but |then )?(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|must|ist|sind|kann|hat|est-ce|es|puede)\b(?!.*\b(?:or|oder|ou)\b)/i;

const NUMBER_WORDS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred';

const LENGTH =
  /\d\s*(?:m|km|cm|mm|metres?|meters?|kilomet(?:re|er)s?|miles?|feet|foot|ft|inch(?:es)?|yards?)\b/i;

const DURATION =
  /\b(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-]*(?:calendar |business |working )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|ms)\b/i;

const CLOCK =
  /\b\d{1,2}:\d\d\b|\b\d{1,2}(?:\.\d\d)? ?(?:[ap]\.?m\b|Uhr\b|h\d\d)|\b(?:noon|midnight)\b|\bfrom \d{1,2} (?:to|until|till) \d{1,2}\b(?! (?!a\.?m|p\.?m)\p{L})/u;

const DAY =
  /\b(?:1[5-9]|20|21)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:Jan|Febr|Dec|Sept|Octo|Nov)\w{0,5}(?:ar|mb|b|e)\w*\b|\b(?:March|April|May|June|July|August|October|December|January) \d|\d(?:st|nd|rd|th)?\.? (?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|marzo|abril|mayo|junio|julio|agosto)\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b(?:morning|evening|afternoon|tomorrow|today|yesterday|weekend|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\b/;

/** A name within a sentence, two words of one at its beginning, or one that does something: "Ann takes care of it." */
const PERSON =
  /\S\s+["“]?\p{Lu}\p{Ll}|^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}|^(?!(?:The|An?|It|This|That|There|In|On|At|By|For|From|To|If|When|All|Every|Each|No|Our|My|Your|Their|His|Her|Its|He|She|Who|What)\b)\p{Lu}\p{Ll}{1,20} \p{Ll}{1,20}s\b/u;

const KINDS: readonly Kind[] = [
  {
    name: 'contact',
    asks: /\be-?mails?\b|\bcontact\b|\b(?:to (?:which|what) address|address\b.*\b(?:write|mail)|write to)\b|\breach\b|\bget in touch\b|\bwhere (?:should|do|can|shall|must) (?:i|we|you) (?:send|write|mail|submit)/i,
    looks: /[\w.+-]@[\w-]+\.\w|\+?\d[\d ()-]{6,}\d|https?:/,
    dimension: /[\w.+-]@[\w-]+\.\w|\+?\d[\d ()-]{6,}\d|https?:/,
    keys: 'email phone contact',
  },
  {
    name: 'contact',
    asks: /\b(?:phone|telephone|mobile|fax)\b|\bcall\b.*\?$/i,
    looks: /\d[\d ()-]{3,}\d/,
    dimension: /\+?\d[\d ()-]{6,}\d/,
    keys: 'phone telephone mobile fax',
  },
  {
    name: 'time',
    asks: /\b(?:what|which) time\b|\bo['’]clock\b|\b(?:opening|office|business) hours\b|\bwie spät\b|\bum wie viel uhr\b|\bà quelle heure\b|\ba qué hora\b|\ba che ora\b/i,
    looks: CLOCK,
    keys: 'time hour start end open close departure arrival',
  },
  {
    name: 'time',
    asks: /\b(?:what|which) (?:\w+ )?year\b|\bin welchem jahr\b|\ben quelle année\b|\ben qué año\b|\bin che anno\b/i,
    looks: /\b(?:1\d|20|21)\d\d\b/,
    keys: 'year date',
  },
  {
    name: 'time',
    asks: /\bwhen\b|\b(?:what|which) (?:\w+ )?(?:date|day|month|weekday)\b|\bby what date\b|\bwann\b|\bquand\b|\bcuándo\b|\bquando\b|\bhow soon\b|\buntil when\b|\bdeadline\b/i,
    looks: new RegExp(`${CLOCK.source}|${DAY.source}|${DURATION.source}`, 'i'),
    dimension: /\(\d{4}\)/,
    keys: 'date time day year deadline schedule start end created updated eta',
  },
  {
    name: 'amount',
    asks: /\bhow (?:tall|high|deep|far|wide)\b|\bwie (?:hoch|groß|weit|tief)\b/i,
    looks: /\d/,
    dimension: LENGTH,
    keys: 'height depth distance width',
  },
  {
    name: 'amount',
    asks: /\bhow (?:often|frequently|regularly)\b|\bwie oft\b|\bcombien de fois\b|\bcon qué frecuencia\b/i,
    looks:
      /\b(?:once|twice|times|every|each|daily|weekly|monthly|yearly|annually|hourly|per|never|always)\b|\d/i,
    dimension: /\b(?:once|twice|times|every|each|daily|weekly|monthly|yearly|annually|hourly|per)\b/i,
    keys: 'frequency interval',
  },
  {
    name: 'amount',
    asks: /\bhow old\b|\b(?:the|what) age\b|\bwie alt\b/i,
    looks: new RegExp(String.raw`\d|\b(?:${NUMBER_WORDS})\b`, 'i'),
    dimension: new RegExp(
      `${DURATION.source}|\\b(?:is|was|are|were|aged?|turned|turns) \\d{1,3}(?=[.,;!?)]|$| and )`,
      'i',
    ),
    keys: 'age',
  },
  {
    name: 'amount',
    asks: /\bhow (?:long|often|soon|old)\b|\bwie (?:lange|alt|oft)\b/i,
    looks: new RegExp(String.raw`\d|\b(?:${NUMBER_WORDS})\b`, 'i'),
    dimension: new RegExp(`${LENGTH.source}|${DURATION.source}`, 'i'),
    keys: 'duration length age period term',
  },
  {
    name: 'amount',
    asks: /\bhow fast\b|\bspeed\b|\bwie schnell\b/i,
    looks: /\d/,
    dimension: /\d\s*(?:km\/h|kmh|kph|mph|m\/s|knots?|kilomet(?:re|er)s per hour|miles per hour)/i,
    keys: 'speed',
  },
  {
    name: 'amount',
    asks: /\btemperature\b|\bhow (?:hot|cold|warm)\b/i,
    looks: /\d/,
    dimension: /\d\s*(?:°|degrees?\b)/i,
    keys: 'temperature temp',
  },
  {
    name: 'amount',
    asks: /\bhow heavy\b|\bweigh|\bwie schwer\b/i,
    looks: /\d/,
    dimension: /\d\s*(?:kg|g|mg|kilos?|kilograms?|grams?|pounds?|lbs?|tons?|tonnes?)\b/i,
    keys: 'weight',
  },
  {
    name: 'amount',
    asks: /\bhow much (?:is|are|does|do|will|would|did|was|were)\b(?!.*\bweigh)|\b(?:price|cost|fee)s?\b|\bcosts?\b|\bwas kostet\b|\bcombien coûte\b/i,
    looks: /\d/,
    dimension:
      /[$€£¥]\s?\d|\d\s*(?:[$€£¥]|USD|EUR|GBP|CHF|dollars?|euros?|pounds|cents?|francs?|crowns?|yen)\b/i,
    keys: 'price cost total amount fee rate',
  },
  {
    name: 'amount',
    asks: /\bhow (?:many|much|big|large|fast|hot|cold|warm)\b|\bwhat (?:number|percentage|share)\b|\bwie ?viele?\b|\bhoeveel\b|\bcombien\b|\bcuánt[oa]s?\b|\bquant[oiae]\b/i,
    looks: new RegExp(String.raw`\d|\b(?:${NUMBER_WORDS}|none|no)\b`, 'i'),
    keys: 'count number quantity qty amount total stock size',
  },
  {
    name: 'person',
    asks: /\bwho (?:wrote|made|painted|composed|directed|invented|created|developed|designed|published|translated|illustrated|built)\b|\bauthor\b|\bby whom\b/i,
    looks: /\p{Lu}\p{Ll}/u,
    dimension: /\b(?:by|von|par|de|di) \p{Lu}/u,
    keys: 'author artist creator director name',
  },
  {
    name: 'person',
    asks: /\bwho(?:se|m)?\b|\bwer\b|\bqui\b|\bquién\b|\bchi\b/i,
    looks: PERSON,
    keys: 'name person owner author contact manager customer assignee',
  },
  {
    name: 'place',
    asks: /\bwhere\b|\b(?:what|which) (?:city|town|country|place|street|village|room|floor)\b|\bwo\b|\boù\b|\bdónde\b|\bdove\b/i,
    looks: /\b(?:in|at|on|near|from|to|of|à|au|en|auf|bei|aus|a|nel|nella) (?:the )?\S/i,
    keys: 'city town location place address country venue office room destination',
  },
  {
    name: 'reason',
    asks: /\bwhy\b/i,
    looks: /\b(?:because|since|due to|so that|in order to|owing to|as a result)\b/i,
    keys: 'reason cause',
  },
];
