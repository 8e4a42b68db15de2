/** What is moved, paid or told comes from a source and goes to a goal; who wins is told from who loses in the same way. */
export type Side = 'source' | 'goal' | 'winner' | 'loser' | 'home' | 'away';

/** The side across from each. */
export const OTHER: Readonly<Record<Side, Side>> = {
  source: 'goal',
  goal: 'source',
  winner: 'loser',
  loser: 'winner',
  home: 'away',
  away: 'home',
};

const NAMES: ReadonlyMap<string, Side> = new Map(
  (
    [
      [
        'source',
        'from source src origin sender payer seller lender donor giver caller pickup collect collection debtor debit consignor shipper lessor start old',
      ],
      [
        'goal',
        'to target recipient receiver payee buyer borrower beneficiary callee delivery deliver dropoff destination dest creditor credit consignee addressee lessee end new',
      ],
      ['winner', 'winner winning victor'],
      ['loser', 'loser losing'],
      ['home', 'home host'],
      ['away', 'away visitor visiting guests'],
    ] as const
  ).flatMap(([side, names]) => names.split(' ').map((name) => [name, side] as const)),
);

/** The side that a word of a name stands for. */
export function sideOfWords(words: readonly string[]): Side | undefined {
  for (const word of words) {
    const side = NAMES.get(word);
    if (side !== undefined) return side;
  }
  return undefined;
}

/** What a verb says of its subject, and of what follows it. */
interface Frame {
  readonly subject?: Side;
  readonly object?: Side;
  /** In place of `object`, for what follows `at` or stands where something is fetched. */
  readonly place?: Side;
}

const FRAMES: readonly (readonly [RegExp, Frame])[] = (
  [
    [
      'pa(?:ys?|id)|g(?:ives?|ave|iven)|sen(?:ds?|t)|len(?:ds?|t)|sells?|sold|transfer(?:s|red)?|hand(?:s|ed)?|owe[sd]?|wire[sd]?|donate[sd]?|calls?|called|phone[sd]?|rings?|rang|text(?:s|ed)|e-?mail(?:s|ed)|wrote|writes|forward(?:s|ed)?|reimburse[sd]?|repa(?:ys?|id)|gifted|passe[sd]',
      { subject: 'source', object: 'goal' },
    ],
    [
      'receive[sd]?|gets?|got|borrow(?:s|ed)?|buys?|bought|takes? over|took over|inherit(?:s|ed)?|earn(?:s|ed)?|accept(?:s|ed)?|is owed|was given|is to have|collects?|rent(?:s|ed)?',
      { subject: 'goal', object: 'source' },
    ],
    [
      'pick(?:s|ed)? (?:\\p{L}+ ){0,4}?up|collect(?:ed)?|fetch(?:ed)?|taken|withdrawn|charged?|debit(?:ed)?',
      { object: 'source' },
    ],
    [
      'deliver(?:ed|s)?|drop(?:ped)? off|ship(?:ped)?|credit(?:ed)?|bring|brought|dispatch(?:ed)?',
      { object: 'goal' },
    ],
    [
      'beats?|beat|defeat(?:s|ed)|won(?: \\d+[-–: ](?:to )?\\d+)? (?:against|over|at)|wins|won|overcame|thrash(?:ed)?|outplayed',
      { subject: 'winner', object: 'loser' },
    ],
    [
      'los(?:es|t)(?: \\d+[-–: ](?:to )?\\d+)? (?:to|against|at)|lost|loses',
      { subject: 'loser', object: 'winner' },
    ],
    ['host(?:s|ed)?|welcome[sd]?|received at home', { subject: 'home', object: 'away' }],
    [
      'visit(?:s|ed)?|travel(?:s|led)? to|were (?:the )?(?:visitors|guests) (?:at|of)|played away (?:at|to)|away (?:at|to)',
      { subject: 'away', object: 'home' },
    ],
  ] as const
).map(([words, frame]) => [new RegExp(String.raw`(?<![\p{L}-])(?:${words})(?![\p{L}-])`, 'iu'), frame]);
const VERB = new RegExp(FRAMES.map(([form]) => `(${form.source})`).join('|'), 'giu');

/** A verb that says who gives and who takes. */
export interface Action {
  readonly start: number;
  readonly end: number;
  readonly frame: Frame;
  readonly isPassive: boolean;
}

/** The verbs of a text that tell sides apart, in order; at most {@link MOST_ACTIONS}. */
export function actionsIn(text: string): Action[] {
  const actions: Action[] = [];
  for (const match of text.matchAll(VERB)) {
    if (actions.length >= MOST_ACTIONS) break;
    // "our call" is no verb.
    if (NOUN.test(text.slice(Math.max(0, match.index - 8), match.index))) continue;
    const which = match.slice(1).findIndex((group) => group !== undefined);
    actions.push({
      start: match.index,
      end: match.index + match[0].length,
      frame: FRAMES[which]![1],
      isPassive: /\b(?:is|are|was|were|be|been|being)(?: to be)? $/.test(
        text.slice(Math.max(0, match.index - 14), match.index),
      ),
    });
  }
  return actions;
}

const MOST_ACTIONS = 100;
const NOUN = /\b(?:an?|the|my|our|your|his|her|their|this|that|of|no) $/i;
/** Characters between a value and the verb that it belongs to. */
const FARTHEST = 90;

/** The side that a value is on, by its preposition and the verb of its clause. */
export function sideAt(
  text: string,
  { start, end, cue }: { readonly start: number; readonly end: number; readonly cue: string },
  actions: readonly Action[],
): Side | undefined {
  const sentenceStart = lastBreak(text, start);
  const before = text.slice(Math.max(sentenceStart, start - 30), start);
  const previous = actions.findLast((each) => each.end <= start && each.start >= sentenceStart);
  const next = actions.find((each) => each.start >= end && each.start - end < FARTHEST);
  const isNext = next !== undefined && !BREAK.test(text.slice(end, next.start));
  if (
    /\b(?:from|out of|off|on behalf of)(?: (?:the|my|our|his|her|their|account|number|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|\p{Ll}+)){0,3} ?$/iu.test(
      before,
    )
  )
    return 'source';
  if (cue === 'by' && previous?.isPassive) return previous.frame.subject;
  const isContest = previous?.frame.object === 'winner' || previous?.frame.object === 'loser';
  const isGiven = cue === 'to' || cue === 'into' || cue === 'onto' || cue === 'for';
  if (isGiven && !isContest) return previous?.frame.object === 'home' ? 'home' : 'goal';
  // The subject of the next verb, unless this is what the verb before it is about.
  const isObject =
    previous !== undefined &&
    start - previous.end < FARTHEST &&
    !(isNext && /[,;]\s*(?:and |but |while |then )?$|\b(?:and|but|while) $/.test(before));
  if (isNext && !isObject && !next.isPassive) return next.frame.subject;
  if (isNext && !isObject && next.isPassive) return next.frame.object;
  if (!isObject) return undefined;
  return previous.isPassive && previous.frame.subject !== undefined ? undefined : previous.frame.object;
}

const BREAK = /[.!?;\n](?:\s|$)/;

function lastBreak(text: string, position: number): number {
  const from = Math.max(0, position - 300);
  let at = from;
  for (const match of text
    .slice(from, position)
    .matchAll(/[!?;\n](?:\s|$)|(?<!\b(?:Dr|Mr|Mrs|Ms|St|No))\.(?:\s|$)/g))
    at = from + match.index + match[0].length;
  return at;
}
