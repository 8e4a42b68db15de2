import { stem } from '../embedding/stem.ts';

/** The words of a text as roots: `founded`, `founder` and `established` share one. Remembers the roots of words it has seen. */
export class Roots {
  readonly #known = new Map<string, string>();

  of(text: string): Set<string> {
    const roots = new Set<string>();
    for (const [word] of text.matchAll(WORD)) this.add(word, roots);
    return roots;
  }

  /** Adds the root of a word, and those of the parts of a compound such as `max_retries` and `dataBase`. */
  add(word: string, roots: Set<string>): void {
    const root = this.root(word);
    if (root !== '') roots.add(root);
    if (!COMPOUND.test(word)) return;
    for (const part of word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(/[\s_.:@’'-]+/)) {
      const own = part === '' ? '' : this.root(part);
      if (own !== '') roots.add(own);
    }
  }

  /** The root of a word; empty for one that says nothing of a subject. */
  root(word: string): string {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const lower = word.toLowerCase().replace(/['’]s?$/, '');
    const root = FRAMING.has(lower) ? '' : rootOf(/^\d[\d,]*$/.test(lower) ? lower.replace(/,/g, '') : lower);
    this.#known.set(word, root);
    return root;
  }
}

export const WORD = /[\p{L}\p{N}]+(?:['’_@-][\p{L}\p{N}]+|[.,:](?=\p{N})\p{N}+|\.(?=\p{L}{2,5}\b)\p{L}+)*/gu;

const COMPOUND = /[_@’'-]|\.\p{L}|\p{Ll}\p{Lu}/u;

function rootOf(lower: string): string {
  const root = bare(lower);
  return SAME.get(root) ?? root;
}

/** A stem without the endings of who does something: `manager` and `manage` share it. */
function bare(lower: string): string {
  let root = stem(lower);
  if (root.length >= 6 && /(?:er|or)$/.test(root)) root = root.slice(0, -2);
  if (root.length >= 5 && root.endsWith('e')) root = root.slice(0, -1);
  if (root.length >= 5 && /([bdgklmnprt])\1$/.test(root)) root = root.slice(0, -1);
  return root;
}

/** Words that say the same in a question and in its answer. */
const SAME: ReadonlyMap<string, string> = new Map(
  [
    'name call named called title',
    'cost price fee charge pay rate tariff expensive cheap cheaper cheapest pricing',
    'found founder founded establish set create creator start started begin launch',
    'live reside home residence lives lived living moved move',
    'work job employ employer employed works',
    'write author wrote written writer writes',
    'publish published release released appear appeared come came',
    'buy purchase bought order ordered',
    'big large size area',
    'boss lead leader head ceo chief run runs manage manager headed led director president chair chairs chaired principal',
    'high tall height rise rises taller highest tallest altitude elevation',
    'weigh weight heavy heaviest heavier',
    'long length lasts last duration take takes',
    'deep depth',
    'wide width',
    'fast speed quick',
    'old age aged',
    'locate location located based situate situated headquarter headquarters seat base lie lies',
    'phone telephone call number',
    'mail email e-mail',
    'give back return refund returns',
    'send ship shipping deliver delivery dispatch',
    'leave depart departure departs leaves',
    'arrive arrival arrives lands',
    'open opening opens hours',
    'close closing shut closes',
    'holiday vacation leave',
    'allow permit may permitted allowed',
    'cancel cancellation terminate termination end',
    'deadline due submit submission',
    'guarantee warranty',
    'invent invention inventor discover discovered',
    'build built construct constructed builder erect erected construction',
    'design designed architect designer',
    'attend attendee participant attendees participants visitor visitors',
    'population inhabitant inhabitants people residents',
    'maximum max limit most',
    'minimum min least',
    'default standard',
    'salary earn wage income earns',
    'win won winner',
    'belong own owner owned',
    'colour color coloured colored',
    'password passcode pin',
    'contain consist include ingredient',
    'die died death dead',
    'marry married spouse wife husband',
    'study studied degree graduate graduated',
    'assign assigned assignee responsible owner',
    'wer heißt name heisst',
    'kostet preis kosten',
    'gegründet gründete gründer gründerin',
  ].flatMap((group) => {
    const [first, ...others] = group.split(' ').map(bare);
    return others.map((other) => [other, first!] as const);
  }),
);

/** Words that form a question and say nothing of its subject. */
const FRAMING = new Set(
  (
    'a an the this that these those what which who whom whose when where why how is are was were be been being am do does did ' +
    'has have had can could will would shall should may might must of in on at to for from by with about as and or not no ' +
    'it its he she they his him her them their our your my i you we me us there here please tell explain describe say give ' +
    'know according context question answer document passage information if so than then also much many any some exactly again ' +
    'into get got need just only let one both all each every word sentence quote reply ' +
    'der die das den dem des ein eine einen einer eines ist sind war hat haben wie was wann wo wo wer warum welche welcher welches und oder in im am an auf von zu für mit es er sie wird wurde ' +
    'le la les un une des du de est sont était a ont que qui quoi où quand comment combien quel quelle quels quelles et ou dans sur par pour avec il elle ' +
    'el los las una unos es son fue era qué quién cuál cuándo dónde cuánto cuánta cómo y o en del al por para con ' +
    'il lo gli i è sono chi che cosa dove quando quanto quale come e di da per con'
  ).split(' '),
);
