/** How a request wants a question about its material to be answered. */
export interface Manner {
  /** Nothing but the value that is asked for. */
  readonly only: boolean;
  /** And that a number without its unit. */
  readonly numeric: boolean;
  /** The most words of the answer. */
  readonly words: number | undefined;
  /** The sentence of the material as it stands. */
  readonly verbatim: boolean;
  readonly citation: Citation | undefined;
  /** What to say if the material has no answer, word for word. */
  readonly otherwise: string | undefined;
  /** Whether the material is all there is to answer from. */
  readonly strict: boolean;
  /** Whether it may say that it does not know. */
  readonly admits: boolean;
  /** Whether not an answer is wanted, but the question as it is understood alone, so that a search can be made for it. */
  readonly standalone: boolean;
}

/** How a source is named: behind the sentence, as in `[2]` and `(source: a.pdf)`, or on a line of its own. */
export interface Citation {
  readonly before: string;
  readonly after: string;
  readonly place: 'inline' | 'line';
  /** Whether sources go by their numbers, their names or their addresses. */
  readonly by: 'number' | 'name' | 'address';
}

/**
 * Reads the instructions of a request: everything but its material. Each part is read when it is first used.
 *
 * @example
 * mannerOf('Answer with the number only. If unsure, say "unknown".').otherwise; // 'unknown'
 */
export function mannerOf(said: string): Manner {
  return new LazyManner(said.length > LONGEST ? said.slice(0, LONGEST) : said);
}

class LazyManner implements Manner {
  readonly #said: string;
  readonly #known = new Map<keyof Manner, unknown>();

  constructor(said: string) {
    this.#said = said;
  }

  get only(): boolean {
    return this.#once('only', (said) => ONLY.test(said));
  }

  get numeric(): boolean {
    return this.#once('numeric', (said) => NUMERIC.test(said));
  }

  get words(): number | undefined {
    return this.#once('words', wordsIn);
  }

  get verbatim(): boolean {
    return this.#once('verbatim', (said) => VERBATIM.test(said));
  }

  get citation(): Citation | undefined {
    return this.#once('citation', citationIn);
  }

  get otherwise(): string | undefined {
    return this.#once('otherwise', otherwiseIn);
  }

  get strict(): boolean {
    return this.#once('strict', (said) => STRICT.test(said));
  }

  get admits(): boolean {
    return this.#once('admits', (said) => ADMITS.test(said));
  }

  get standalone(): boolean {
    return this.#once('standalone', (said) => STANDALONE.test(said));
  }

  #once<T>(part: keyof Manner, read: (said: string) => T): T {
    if (!this.#known.has(part)) this.#known.set(part, read(this.#said));
    return this.#known.get(part) as T;
  }
}

const ADMITS = /\bdon['’]?t know\b|\bdo not know\b/i;

const LONGEST = 8000;

const STANDALONE =
  /\bstand-?alone\b|\bself-contained (?:question|query)\b|\b(?:rephrase|reformulate|rewrite|condense)\b[^.\n]{0,60}\b(?:question|query)\b/i;

const NUMERIC = /\b(?:number|figure|digits?|integer|número|nombre|zahl|numero|chiffre)\b/i;

const ONLY =
  /\b(?:with|as|be|return|give|output|just) (?:a |one |the )?(?:single |bare |plain |one )?(?:number|integer|year|value|figure|name|date|time)\b(?= *(?:[.!)\n]|$|only|without|and nothing))|\b(?:one|single)[- ]word\b|\bwithout any (?:other |further |extra |additional )?(?:text|words)\b|\b(?:only|just|nothing (?:but|except)) (?!(?:and|or)\b)(?:with |give |say |return |reply with |output )?(?:the |a |an |its |his |her )?(?:\w+ ){0,2}?(?:number|figure|digits?|name|names|value|word|date|year|time|town|city|country|price|amount|code|id|version|email|e-mail|address|person|letter|result|title|colou?r|street|percentage|phone|identifier)\b|\b(?:only|just) the answer\b|\bthe answer (?:only|alone)\b|\b(?:number|figure|digits?|name|value|word|date|year|time|town|city|country|price|amount|code|id|version|e-?mail|address|title|colou?r|identifier)s?(?: (?:of|as) [\w ]{1,30}?)?,? (?:only|alone|and nothing (?:else|more))\b(?! (?:from|if|when|on|in|using|based|what|the|with)\b)|\bnothing else\b|\b(?:answer|exact|text) span\b|\b(?:one|a single) word\b|\bno (?:explanations?|sentence|prose|other (?:words|text))\b|\bas short as possible\b|\bwithout (?:any )?(?:explanation|other words|a sentence|units?)\b|\bshortest (?:possible )?answer\b|\b(?:nur|uniquement|seulement|solo|solamente|únicamente|soltanto)\b[^.\n]{0,30}\b(?:zahl|namen?|wort|jahr|nombre|nom|mot|número|palabra|numero|nome|parola)\b|\bein(?:em)? wort\b|\bun seul mot\b|\buna (?:sola )?palabra\b/i;

const VERBATIM =
  /\bverbatim\b|\bword[- ]for[- ]word\b|\b(?:quote|copy|repeat|return) (?:\w+[ ,]+){0,4}?(?:the |exact |full |whole )*(?:sentence|passage|line|text|clause|words|wording)\b|\bexact (?:sentence|words|quote|wording|text)\b|\bdirect quote\b/i;

const STRICT =
  /\bdon['’]?t know\b|\bdo not know\b|\b(?:only|solely|exclusively|strictly)\b[^.\n]{0,40}\b(?:context|information|documents?|passages?|sources?|text|excerpts?|material|data|knowledge|below|above|provided|given|facts|article|notes|table|policy|faq|handbook)\b|\b(?:context|information|documents?|passages?|sources?|text|excerpts?|material|data|facts)\b[^.\n]{0,20}\b(?:only|alone)\b|\bnot (?:in|contained in|found in|present in|covered|mentioned|stated|answered|available)\b|\bno prior knowledge\b|\bnot prior knowledge\b|\b(?:does|do)(?: not|n['’]t) (?:contain|cover|mention|say|state|answer|include)\b/i;

/** The words for missing answers: quoted, in back quotes or in capitals, in a sentence with a condition or a negation. */
function otherwiseIn(text: string): string | undefined {
  for (const match of text.matchAll(OTHERWISE)) {
    const [whole, double, single, ticks, capitals] = match;
    // "Where is my parcel AJ-13?" tells nothing to say.
    if (/^[^.!?\n]{0,200}\?/.test(text.slice(match.index + whole.length))) continue;
    const before = text.slice(Math.max(0, match.index - 160), match.index + whole.length);
    const sentence = before.slice(
      Math.max(before.lastIndexOf('. ', before.length - 3), before.lastIndexOf('\n')) + 1,
    );
    if (
      CONDITION.test(sentence) ||
      CONDITION.test(text.slice(match.index, match.index + whole.length + 80).split(/[.\n]/)[0]!)
    )
      return double ?? single ?? ticks ?? capitals;
  }
  return undefined;
}

const OTHERWISE =
  /\b(?:[Ss]ay|[Rr]eply|[Rr]espond|[Aa]nswer|[Oo]utput|[Rr]eturn|[Ww]rite|[Ss]tate|[Pp]rint|emit|[Uu]se|is|be|with|[Ss]ag|[Aa]ntworte|[Rr]éponds|[Rr]esponde|[Rr]ispondi|[Ss]chreibe?|[Éé]cris|[Ee]scribe|[Ss]crivi)\b:?[^."“”'‘’`\n]{0,45}?(?:["“]([^"”\n]{1,160})["”]|['‘]([^\n]{1,160}?)['’](?!\w)|`([^`\n]{1,80})`|\b([A-Z][A-Z\d]*(?:[_/-][A-Z\d]+)+|[A-Z]{4,}(?: [A-Z]{2,}){0,3}|N\/A)\b)/g;

const CONDITION =
  /\b(?:if|when|unless|otherwise|in case|else|cannot|can['’]t|not|no|missing|unknown|without|wenn|falls|sonst|si|sinon|se|altrimenti)\b/i;

function wordsIn(text: string): number | undefined {
  const [, , number] = AT_MOST.exec(text) ?? IN_WORDS.exec(text) ?? [];
  if (number === undefined) return undefined;
  return NUMBERS.get(number.toLowerCase()) ?? Number(number);
}

const COUNT = String.raw`(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)`;
const AT_MOST = new RegExp(
  String.raw`\b(at most|no more than|max(?:imum)?(?: of)?|not exceed(?:ing)?|up to|under|fewer than|less than|within|limit(?:ed)? (?:\w+ ){0,3}to)\s+${COUNT}\s+words?\b`,
  'i',
);
const IN_WORDS = new RegExp(
  String.raw`\b(in|with|using)\s+(?:exactly |just |only )?${COUNT}\s+words?\b|\b${COUNT}\s+words?\s+(?:or (?:less|fewer)|at most|max)`,
  'i',
);
const NUMBERS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, number) => [word, number] as const),
)
  .set('fifteen', 15)
  .set('twenty', 20);

function citationIn(text: string): Citation | undefined {
  const cites = CITES.exec(text);
  if (cites === null || NOT_TO.test(text.slice(Math.max(0, cites.index - 40), cites.index))) return undefined;
  const address = ADDRESS.test(text) ? 'address' : undefined;
  const sample = SAMPLE.exec(text);
  const line = LINE.exec(text);
  if (line && !(sample && sample.index < line.index + line[0].length)) {
    return { before: `${line[1] ?? line[2]}: `, after: '', place: 'line', by: address ?? 'number' };
  }
  if (!sample) {
    return address
      ? { before: '(', after: ')', place: 'inline', by: address }
      : {
          ...(ROUND.test(text) ? ROUNDED : SQUARE),
          place: 'inline',
          by: TITLED.test(text) ? 'name' : 'number',
        };
  }
  const [whole, opening, word = ''] = sample;
  const byName = /\b(?:file|name|title|source|url)|\.\w{2,4}\b/i.test(whole) && !/\d\W*$|\bid\b/i.test(whole);
  const by = address ?? (byName ? 'name' : 'number');
  return { before: `${opening}${word}`, after: CLOSING[opening!]!, place: 'inline', by };
}

/** "Never directly" reference the context. */
const NOT_TO = /\b(?:never|not|don['’]t|avoid|without)\s+(?:\w+\s+){0,2}$/i;

const CITES =
  /\bcit(?:e|es|ed|ing|ations?)\b|\bfootnotes?\b|\bsources?\b|\brefer(?:s|ence|ences|encing)?\b|\bname the (?:id|document|passage|file|page|url|link|section|clause|article|paragraph|chapter)\b|\b(?:give|include|add|state|with) (?:the |a |its )?(?:url|link)s? (?:of|to|for) (?:the|each|every|its|your)\b|\b(?:id|number|mark) of (?:the|each|every) (?:source|document|passage|excerpt)\b|\bin (?:square )?brackets\b|\bquellen?\b|\bfuentes?\b|\bfonti?e?\b/i;

const ROUND = /\b(?:in|within|using) (?:round brackets|parenthes[ei]s)\b/i;
const ROUNDED = { before: '(', after: ')' } as const;
const SQUARE = { before: '[', after: ']' } as const;
const TITLED = /\b(?:title|name|file ?name)s? (?:of|in|as)\b/i;

/** "Cite the URL of each page." */
const ADDRESS = /\b(?:cite|name|give|include|add|state|with)\b[^.\n]{0,40}\b(?:urls?|links?)\b/i;

/** `[1]`, `[source id]`, `(source: name)`, `【2】` as a pattern of what to write. */
const SAMPLE =
  /(?<![\p{L}\d])([[(【])((?:sources?|citation|docs?|document|ref|reference|passage|see|quelle|fuente|fonte|from)\s*[:#]?\s*|\^)?(?:\d{1,3}|[A-Z]|n|x|id|<[^<>\n]{1,30}>|\{[^{}\n]{1,30}\}|[a-z_ -]{0,20}(?:id|name|number|title|file|filename|mark|label|url)|[\w-]{1,40}\.(?:pdf|md|txt|html|docx?))[\])】]/iu;

/** "SOURCES" or "Source:" as the beginning of a line. */
const LINE =
  /["“'`](SOURCES?|Sources?|Quellen?|References?)(?::[^"”'`\n]{0,40})?["”'`]|\b(?:line|end)\b[^.\n]{0,60}?\b(SOURCES?|Sources?|References?):/;

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '【': '】' };
