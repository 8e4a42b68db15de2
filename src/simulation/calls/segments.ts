import { type Act, actOf, phrasedAct } from './acts.ts';

/** A part of a request that may need a call of its own. */
export interface Segment {
  readonly text: string;
  readonly mood: Mood;
  /** What it asks to do, by its verb; a question reads. */
  readonly act: Act | undefined;
  /** The verb of a command, in lower case. */
  readonly verb: string | undefined;
  /** Whether it is to be done after the segment before. */
  readonly follows: boolean;
  /** Whether it is a sentence, or begins one. */
  readonly opens: boolean;
  /** What it is a part of, and where it begins there. */
  readonly piece: string;
  readonly at: number;
  readonly condition?: Condition;
}

export type Mood = 'question' | 'command' | 'statement' | 'fragment';

/** What has to be true of the results before a segment is done. */
export interface Condition {
  readonly text: string;
  /** Whether it must not be true: "otherwise", "unless". */
  readonly negated: boolean;
}

/**
 * Divides a request into the parts that may need different calls, in the order in which they are to be done. At most
 * {@link MOST_SEGMENTS}.
 *
 * @example
 * segmentsOf('Check the stock of A-1. If it is below 5, order 20.').map(({ text }) => text); // ['Check the stock of A-1.', 'order 20.']
 */
export function segmentsOf(request: string): Segment[] {
  const segments: Segment[] = [];
  let condition: Condition | undefined;
  for (const sentence of sentencesIn(request)) {
    for (const piece of piecesOf(sentence, condition)) {
      condition = piece.condition ?? condition;
      let end = 0;
      for (const part of partsOf(piece.text)) {
        if (segments.length >= MOST_SEGMENTS) return segments;
        const at = piece.text.indexOf(part, end);
        segments.push(segmentOf(part, { ...piece, follows: piece.follows && end === 0 }, piece.text, at));
        end = at + part.length;
      }
    }
  }
  return segments;
}

const MOST_SEGMENTS = 24;

interface Piece {
  readonly text: string;
  readonly follows: boolean;
  readonly condition?: Condition;
}

/** Sentences and lines; numbers, file names and most abbreviations are not divided. */
function sentencesIn(text: string): string[] {
  return text
    .replace(/[ \t]+/g, ' ')
    .split(
      /(?<=[?!;]["')\]]?)\s+|(?<!\b(?:Dr|Mr|Mrs|Ms|St|Prof|No|vs|e\.g|i\.e)\.)(?<!(?:^|\n) {0,4}\d{1,2}\.)(?<=\.["')\]]?)\s+|\n+/,
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\d]/u.test(sentence) && !LABEL.test(sentence));
}

/** A line that only announces the next: "New task:". */
const LABEL = /^[\p{L} ]{1,40}:$/u;

/** The pieces of a sentence in their order in time, with what they depend on. */
function piecesOf(sentence: string, before: Condition | undefined): Piece[] {
  const bare = sentence.replace(LISTED, '');
  const isNext = NEXT.test(bare);
  const said = bare.replace(NEXT, '').replace(FIRST, '');
  const otherwise = /^(?:otherwise|else|if not|if so)\b,?\s*(?:then\s+)?/i.exec(said);
  if (otherwise) {
    const rest = said.slice(otherwise[0].length);
    if (before === undefined) return [{ text: rest, follows: true }];
    const negated = /^if so/i.test(said) ? before.negated : !before.negated;
    return [{ text: rest, follows: true, condition: { text: before.text, negated } }];
  }
  const leading =
    /^(if|in case|unless|when|whenever|should|provided(?: that)?|as long as)\s+(.{3,200}?)(?:,\s*(?:then\s+)?|\s+then\s+)(.{3,2000})$/is.exec(
      said,
    );
  if (leading && !(/^when/i.test(leading[1]!) && said.endsWith('?')))
    return conditional(leading[3]!, leading[2]!, /^unless/i.test(leading[1]!));
  const timed =
    /^(?:after|once|when|as soon as)\s+(?:you\s+(?:have|know|get|got|find|found|are|'ve)\s+)?(.{3,200}?),\s*(?:then\s+)?(.{3,2000})$/is.exec(
      said,
    );
  if (timed && !said.endsWith('?'))
    return [
      { text: timed[1]!, follows: isNext },
      { text: timed[2]!, follows: true },
    ];
  const earlier = /^before\s+(?:you\s+)?(.{3,200}?),\s*(.{3,2000})$/is.exec(said);
  if (earlier)
    return [
      { text: earlier[2]!, follows: isNext },
      { text: earlier[1]!, follows: true },
    ];
  const trailing =
    /^(.{3,2000}?),?\s+(?:(?:but\s+)?only\s+(?:if|when)|(?:but\s+)?(if|in case|provided(?: that)?|as long as)|(unless))\s+(.{3,200})$/is.exec(
      said,
    );
  if (trailing && !ASKING_WHETHER.test(trailing[1]!))
    return conditional(trailing[1]!, trailing[4]!, trailing[3] !== undefined);
  return said
    .split(
      /,?\s+(?:and|but|after that|afterwards|finally)?,?\s*\bthen,?\s+|,?\s+(?:and\s+)?(?:after that|afterwards|finally),?\s+/i,
    )
    .map((text, index) => ({ text, follows: index > 0 || isNext }));
}

/** The pieces of what is done on a condition: "check the stock and reorder" does only the last of them on it. */
function conditional(action: string, condition: string, negated: boolean): Piece[] {
  const [, otherwise] = /[,;]?\s+(?:otherwise|or else|else)\b,?\s*(.{3,2000})$/is.exec(action) ?? [];
  const main =
    otherwise === undefined
      ? action
      : action
          .slice(0, action.length - otherwise.length)
          .replace(/[,;]?\s+(?:otherwise|or else|else),?\s*$/i, '');
  const pieces = main.split(/,?\s+and\s+(?:then\s+)?(?=[a-z]+ )/);
  const last = pieces.findIndex((piece) => refers(piece) || /\b(?:it|them|that)\b/i.test(condition));
  const cut = pieces.length > 1 && last > 0 ? last : 0;
  const done: Piece[] = [
    ...pieces.slice(0, cut).map((text) => ({ text, follows: false })),
    ...[pieces.slice(cut).join(' and ')].map((text) => ({
      text,
      follows: true,
      condition: { text: condition, negated },
    })),
  ];
  if (otherwise !== undefined)
    done.push({ text: otherwise, follows: true, condition: { text: condition, negated: !negated } });
  return done;
}

const LISTED = /^(?:[-*•]|\d{1,2}[.)]|step \d{1,2}\s*[:.)-])\s+/i;
const NEXT =
  /^(?:(?:and )?then|next|after that|afterwards|after this|finally|lastly|secondly|thirdly|second|third|subsequently)\b,?\s*/i;
const FIRST = /^(?:first(?:ly| of all)?|to (?:begin|start) with)\b,?\s*/i;
const ASKING_WHETHER = /\b(?:see|check|know|tell me|find out|wonder|ask|sure)\s*$/i;

function partsOf(text: string): string[] {
  if (text.length > LONGEST_DIVIDED) return [text];
  return text
    .split(/,\s+(?:(?:and|but|also|plus)\s+)?|\s+(?:and|but|also|plus)\s+(?:also\s+)?/)
    .filter((part) => /[\p{L}\d]/u.test(part));
}

const LONGEST_DIVIDED = 600;

function segmentOf(text: string, { follows, condition }: Piece, piece: string, at: number): Segment {
  const opens = at === 0;
  const bare = withoutCourtesy(text);
  const first = /^[\p{L}'’]+/u.exec(bare)?.[0].toLowerCase();
  const isWish = (bare !== text && WISH.test(text)) || HOPING.test(text);
  const isQuestion = !isWish && (QUESTION.test(bare) || (opens && piece.endsWith('?') && !isWish));
  const act = phrasedAct(bare) ?? (isQuestion || first === undefined ? undefined : actOf(first));
  const isCommand =
    !isQuestion &&
    first !== undefined &&
    !SUBJECT.test(bare) &&
    (isWish || act !== undefined || COMMANDING.has(first) || (opens && IMPERATIVE.test(bare)));
  const mood = isQuestion
    ? 'question'
    : isCommand || (isWish && (act !== undefined || HOPING.test(text)))
      ? 'command'
      : SUBJECT.test(bare) || text.split(/\s+/).length > 5
        ? 'statement'
        : 'fragment';
  return {
    text,
    mood,
    act: isQuestion ? 'read' : mood === 'statement' ? phrasedAct(bare) : act,
    verb: mood === 'command' ? first : undefined,
    follows: follows || AFTERWARDS.test(text),
    opens,
    piece,
    at,
    ...(condition && { condition }),
  };
}

/** The text without a polite or wishing opening. */
export function withoutCourtesy(text: string): string {
  let rest = text;
  for (let round = 0; round < 4; round++) {
    const shorter = rest.replace(COURTESY, '');
    if (shorter === rest || shorter.trim() === '') break;
    rest = shorter;
  }
  return rest;
}

/** Whether a text speaks of something that was mentioned or found before. */
export function refers(text: string): boolean {
  return REFERENCE.test(text);
}

const COURTESY =
  /^\W{0,4}(?:(?:hi|hello|hey|ok|okay|so|now|please|kindly|also|thanks|and|just|actually|alright|well|great|perfect|sure|yes)(?: there)?[,!.:;]* |(?:can|could|would|will) (?:you|we|i) (?:please |also |just )?|i(?:['’]d| would) (?:also )?like (?:you )?to |i (?:want|need|have|wish)(?: you)? to |help me (?:to )?|let['’]?s |go ahead and |make sure (?:to |you |that you )?|be sure to |do not forget to |don['’]t forget to |(?:you (?:should|must|need to|have to|may) )?(?:(?:always|first|then|also|only|to (?:start|begin)(?: with)?),? )+|you (?:should|must|need to|have to) |i(?:['’]d| would) like |i (?:want|need) |(?:we|he|she|they) (?:wants?|needs?)(?: you)? to )/i;
const WISH =
  /^\W{0,4}(?:(?:[a-z]+,? ){0,3})(?:please|kindly|(?:can|could|would|will) (?:you|we)\b|i(?:['’]d| would) like|i (?:want|need)|help me|let['’]?s)\b/i;
const AFTERWARDS = /\b(?:afterwards|after that|after this|when (?:you are |that is )?done)\W*$/i;
/** Statements that ask for something. */
const HOPING =
  /\b(?:would be (?:nice|great|good|lovely|perfect|fine|appreciated)|could do with|i(?:['’]m| am) (?:looking for|after)|we(?:['’]re| are) (?:looking for|after))\b/i;
const QUESTION =
  /^(?:(?:in|on|at|for|from|to|by|with|of) )?(?:what|what['’]?s|who|who['’]?s|whom|whose|which|where|where['’]?s|when|why|how|how['’]?s|is|are|was|were|am|do|does|did|can|could|has|have|had|will|would|should|may|might|must)\b/i;
const SUBJECT =
  /^(?:i|i['’](?:m|ve|d|ll)|he|she|it|we|they|you|the|a|an|my|our|your|his|her|its|their|this|that|these|those|there|here|no|nothing|everyone|somebody|someone)\b/i;
/** A first word before an object is a verb unless it is of another kind: "Dim the lamp", "Remind me". */
const IMPERATIVE =
  /^(?!(?:yesterday|today|tonight|tomorrow|now|then|also|maybe|perhaps|all|both|half|such|even|only|just|since|because|while|if|after|before|once|during|with|without|about|for|from|in|on|at|by|to|as|like|unlike|despite|through|over|under|between|not|or|and|but|so|sometimes|usually|recently|lately|unfortunately|apparently|every|each|some|any|many|most)\b)[a-z]{3,15} (?:the|a|an|my|our|me|us|all|some|every|each)\b/i;
const COMMANDING: ReadonlySet<string> = new Set(
  'give tell say do take use run call roll turn play put pick choose help transfer connect multiply divide subtract translate convert calculate summarize summarise go switch lock unlock pay charge refund ship mark tag label rate measure test deploy publish approve reject accept decline merge restart print draw sort count apply rename'.split(
    ' ',
  ),
);
const REFERENCE =
  /\b(?:it|its|them|they|their|that|those|these|this|both|each|every|all of|the (?:result|results|output|outcome|answer|sum|total|product|difference|quotient|number|value|same|one|ones|first|last|second|cheapest|fastest|best|latter|former|latest|newest|oldest|earliest)|result|there|him|her|he|she)\b/i;
