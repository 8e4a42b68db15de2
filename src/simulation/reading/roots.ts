import { stem } from '../stem.ts';

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
    // A non-member is no member.
    if (/^non-/i.test(word)) return;
    for (const part of word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(/[\s_.:@’'-]+/)) {
      const own = CONTRACTED.has(part) ? '' : this.root(part);
      if (own !== '') roots.add(own);
    }
  }

  /** All words that were read, with their roots. */
  seen(): ReadonlyMap<string, string> {
    return this.#known;
  }

  /** The root of a word; empty for one that says nothing of a subject. */
  root(word: string): string {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const lower = word.toLowerCase().replace(/n?['’](?:s|t|d|m|re|ve|ll)?$/, '');
    const root = FRAMING.has(lower) ? '' : rootOf(/^\d[\d,]*$/.test(lower) ? lower.replace(/,/g, '') : lower);
    this.#known.set(word, root);
    return root;
  }
}

export const WORD = /[\p{L}\p{N}]+(?:['’_@-][\p{L}\p{N}]+|[.,:](?=\p{N})\p{N}+|\.(?=\p{L}{2,5}\b)\p{L}+)*/gu;

/** What splitting contractions such as "what's" and "you've" leaves behind the apostrophe. */
const CONTRACTED = new Set(['', 's', 't', 'd', 'm', 're', 've', 'll']);

const COMPOUND = /[_@’'-]|\.\p{L}|\p{Ll}\p{Lu}/u;

/** The root of a lower-case word, which others of the same meaning share. */
export function rootOf(lower: string): string {
  const root = bare(lower);
  return SAME.get(root) ?? root;
}

/** A stem without the endings of who does something: `manager` and `manage` share it. */
function bare(lower: string): string {
  let root = stem(lower);
  if (root.length >= 6 && /(?:er|or)$/.test(root)) root = root.slice(0, -2);
  if (root.length >= 7 && root.endsWith('al')) root = root.slice(0, -2);
  if (root.length >= 5 && root.endsWith('e')) root = root.slice(0, -1);
  if (root.length >= 5 && /([bdgklmnprt])\1$/.test(root)) root = root.slice(0, -1);
  return root;
}

/** Words that say the same in a question and in its answer. */
const SAME: ReadonlyMap<string, string> = new Map(
  [
    'name named called title nickname heißt heisst llama',
    'cost price fee charge pay rate tariff expensive cheap cheaper cheapest pricing rent bill kostet preis kosten coûte prix coût cuesta precio costa prezzo custa preço',
    'found founder founded establish set create creator start started begin launch co-founder gegründet gründete gründer gründerin gründung fondé fondée fondateur fondatrice fonda fundó fundada fundador fundadora fundado',
    'live reside home residence lives lived living moved resident wohnt lebt wohnhaft habite vive',
    'work job employ employer employed works profession occupation experience employment',
    'write author wrote written writer writes',
    'publish published release released appear appeared came',
    'buy purchase bought order ordered',
    'big large size area',
    'boss lead leader head ceo chief run runs manage manager headed led director president chair chairs chaired principal directed',
    'high tall height rise rises taller highest tallest altitude elevation',
    'weigh weight heavy heaviest heavier',
    'long length lasts last duration takes lasted',
    'deep depth',
    'wide width',
    'fast speed quick',
    'old age aged',
    'locate location located based situate situated headquarters headquartered headquarter seat base lies address venue place',
    'phone telephone tel mobile',
    'email mail e-mail emails',
    'contact touch',
    'give back return refund returns send',
    'ship shipping shipped shipment deliver delivery dispatch dispatched delivered courier carrier',
    'depart departure departs departed leaves',
    'arrive arrival arrives lands eta arrived reach reaches',
    'open opening opens opened öffnet geöffnet öffnungszeiten offen ouvre ouvert abre abierto',
    'close closing shut closes closed schließt geschlossen ferme fermé cierra cerrado',
    'holiday vacation off leave',
    'allow permit permitted allowed permission',
    'cancel cancellation terminate termination cancelled',
    'deadline due submit submission submitted',
    'guarantee warranty guaranteed',
    'invent invention inventor discover discovered invented discovery',
    'build built construct constructed builder erect erected construction builds',
    'design designed architect designer',
    'attend attendee participant attendees participants attended guests',
    'visit visitor visitors visited',
    'population einwohner habitants habitantes inhabitant inhabitants residents people persons',
    'maximum max limit cap upper limited',
    'minimum min least',
    'default standard',
    'salary earn wage income earns earned',
    'win won winner wins',
    'belong own owner owned owns belongs',
    'colour color coloured colored colours',
    'password passcode pin passphrase',
    'contain consist include ingredient contains consists includes',
    'die died death dead',
    'born birth birthplace birthday',
    'marry married spouse wife husband',
    'study studied degree graduate graduated education university college',
    'assign assigned assignee responsible',
    'join joined hire hired start_date',
    'teach teacher taught teaches instructor',
    'speak spoke speaker talk',
    'make makes produce produces manufacture manufacturer manufactures made product products produced sell sells',
    'store stored keep kept',
    'happen happened occur occurred',
    'fix fixed repair repaired resolve resolved',
    'remove removed delete deleted drop dropped',
    'replace replaced successor succeed succeeded',
    'introduce introduced add added new',
    'approve approval approved authorise authorize',
    'quantity qty amount count',
    'temperature temp degrees warm cold hot',
    'train rail railway',
    'car vehicle',
    'doctor physician',
  ].flatMap((group) => {
    const [first, ...others] = group.split(' ').map(bare);
    return others.map((other) => [other, first!] as const);
  }),
);

/** Roots whose meaning is known from {@link SAME}. */
export const COMMON_ROOTS: ReadonlySet<string> = new Set(SAME.values());

/** Words that form a question and say nothing of its subject. */
const FRAMING = new Set(
  (
    'a an the this that these those what which who whom whose when where why how is are was were be been being am do does did ' +
    'has have had can could will would shall should may might must of in on at to for from by with about as and or not no ' +
    'it its he she they his him her them their our your my i you we me us there here please tell explain describe say give ' +
    'know according context question answer document passage information if so than then also much many any some exactly again ' +
    'into get got need just only let one both all each every word sentence quote reply ' +
    'kind type sort if ca wo want wants wanted like out up hi hello thanks ok okay something someone somebody anyone anybody anything ' +
    'todo toda todos todas tout toute tous toutes tutto tutta tutti ganz ganze ganzen alle allen hay gibt ' +
    'het een um uma waar wanneer wat welke hoeveel onde quem quais é são ' +
    'der das den dem des ein eine einen einer eines ist sind war hat haben wie was wann wo wo wer warum welche welcher welches welchem welchen jahr und oder in im am an auf von zu für mit es er sie wird wurde ' +
    'le la les un une des du de est sont était a ont que qui quoi où quand comment combien année quel quelle quels quelles et ou dans sur par pour avec il elle ' +
    'el los las una unos es son fue era qué quién cuál cuándo dónde cuánto cuánta cómo y o en del al por para con ' +
    'il lo gli i è sono chi che cosa dove quando quanto quale come e di da per con'
  ).split(' '),
);
