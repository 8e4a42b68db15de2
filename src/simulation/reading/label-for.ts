import { contentOf } from './content.ts';
import { moodOf } from './mood.ts';
import type { Reading } from './reading.ts';
import { Roots } from './roots.ts';

/**
 * The label that fits what a request is about: by its own words, by what the instructions say of it, by usual words of
 * its subject, and by the mood of the text. Undefined if nothing speaks for any.
 *
 * @example
 * labelFor(['billing', 'account'], 'account: logins', reading); // 'account' for "I cannot log in."
 */
export function labelFor(values: readonly string[], said: string, reading: Reading): string | undefined {
  if (values.length < 2 || values.length > MOST_VALUES) return undefined;
  const { turns } = reading.request;
  const last = turns.at(-1);
  // A worker that has answered is not asked again.
  if (last?.name !== undefined && values.includes(last.name)) {
    const end = values.find((value) => ENDING.test(value));
    if (end !== undefined) return end;
  }
  return bestLabel(values, `${said}\n${systemOf(reading)}`, contentOf(reading));
}

const ENDING = /^(?:__)?(?:finish|end|done|stop|complete|terminate|final)/i;

const MOST_VALUES = 100;
const LONGEST_TEXT = 4000;

function systemOf({ request }: Reading): string {
  return request.turns
    .flatMap(({ role, parts }) => (role === 'system' ? parts : []))
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .join('\n');
}

/** The label with the most evidence in a text; `said` may describe the labels. */
export function bestLabel(values: readonly string[], said: string, content: string): string | undefined {
  const text = content.slice(0, LONGEST_TEXT);
  const roots = new Roots();
  const own = roots.of(text);
  const mood = moodOf(text);
  let best: string | undefined;
  let most = 0;
  for (const value of values.slice(0, MOST_LABELS)) {
    if (value.length > LONGEST_LABEL) continue;
    const merit = meritOf(value, descriptionOf(value, said, values), own, roots, mood);
    if (merit > most + 1e-9) {
      best = value;
      most = merit;
    }
  }
  return best;
}

function meritOf(
  value: string,
  description: string,
  own: ReadonlySet<string>,
  roots: Roots,
  mood: number,
): number {
  const label = value.toLowerCase().replace(/[_-]+/g, ' ');
  if (POSITIVE.test(label)) return mood;
  if (NEGATIVE.test(label)) return -mood;
  if (/^(?:neutral|mixed)/.test(label)) return mood === 0 ? 0.5 : 0;
  let merit = 0;
  const names = roots.of(label);
  for (const root of names) if (own.has(root)) merit += 2;
  for (const root of roots.of(description)) if (own.has(root) && !names.has(root)) merit += 1;
  const subject = SUBJECTS.find((each) => [...names].some((root) => each.names.has(root)));
  if (subject) for (const root of subject.words) if (own.has(root)) merit += 0.9;
  return merit;
}

const POSITIVE = /^(?:positive|pos|good|happy|favou?rable)\b/;
const MOST_LABELS = 100;
const LONGEST_LABEL = 100;

const NEGATIVE = /^(?:negative|neg|bad|unhappy|angry|unfavou?rable|complaint)\b/;

/** What the instructions say of a label: "label: …", "label (…)", "label if …", "the label writes …". */
function descriptionOf(value: string, said: string, values: readonly string[]): string {
  const name = value.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}_])${name}(?![\p{L}\p{N}_])["'${'`'}*]{0,3}(?:\s?\(([^()\n]{3,200})\)|\s?(?::|=|–|—|-)\s*([^\n;.]{3,200})|\s((?:if|for|when|means|covers|handles|is|are|\p{Ll}+s)\s[^\n;.]{3,200}))`,
    'giu',
  );
  const found: string[] = [];
  for (const match of said.slice(0, 2 * LONGEST_TEXT).matchAll(pattern)) {
    const text = match[1] ?? match[2] ?? match[3] ?? '';
    // A list of all labels describes none.
    if (values.filter((other) => other !== value && text.includes(other)).length < 2) found.push(text);
    if (found.length >= 4) break;
  }
  return found.join(' ');
}

interface Subject {
  readonly names: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** Usual labels and the words by which texts of the kind can be told. */
const SUBJECTS: readonly Subject[] = (
  [
    [
      'spam',
      'free win winner prize click offer cash money urgent congratulations limited cheap claim lottery',
    ],
    [
      'billing invoicing invoice payment finance accounting charge',
      'bill invoice charge charged twice payment refund card price subscription pay paid vat tax receipt overcharged fee amount bank',
    ],
    [
      'returns return refund exchange warranty',
      'return broken refund send back exchange damaged defective faulty replace replacement wrong money',
    ],
    [
      'technical bug error technology support engineering',
      'error crash bug broken install update server code slow fail screen app software computer device internet data stack exception',
    ],
    [
      'account login access authentication security',
      'login log password sign account locked email profile username reset register two-factor access',
    ],
    ['sales purchase quote', 'buy price quote order demo purchase plan upgrade discount offer pricing trial'],
    [
      'shipping delivery logistics order',
      'package parcel delivery ship arrive late tracking courier delayed address warehouse customs',
    ],
    [
      'careers career job recruiting hiring hr recruitment',
      'apply application opening position vacancy resume résumé cv salary interview hire internship candidate job',
    ],
    [
      'press media journalism news',
      'journalist article interview spokesperson newspaper magazine editor reporter publish story broadcast',
    ],
    ['cancellation cancel churn', 'cancel unsubscribe end terminate stop subscription leave contract'],
    [
      'feature request suggestion idea',
      'add feature wish would could suggest idea support dark mode option improve',
    ],
    ['feedback praise compliment', 'love great thank like think opinion helpful amazing'],
    [
      'legal law compliance privacy',
      'contract lawyer lawsuit court liability gdpr terms clause delete personal data law',
    ],
    ['sports sport', 'game team player match goal score season coach win league ball tournament cup'],
    ['politics political', 'government president election vote law minister party senate policy parliament'],
    ['business economy', 'market company stock profit sale trade bank investor share economy merger'],
    ['science research', 'study research scientist experiment space energy species physics discovery'],
    [
      'health medical medicine',
      'doctor hospital patient disease medicine treatment diet health symptom pain dose',
    ],
    ['entertainment culture', 'movie film music actor show album concert star series'],
    ['food cooking restaurant', 'food eat restaurant recipe cook dish meal taste bake'],
    ['travel tourism', 'trip flight hotel travel city beach tour airport train booking'],
    ['weather climate', 'rain sun temperature forecast snow wind storm degrees umbrella'],
    [
      'math mathematics calculation arithmetic',
      'sum add multiply divide subtract number calculate equation percent root',
    ],
    [
      'urgent high critical p1',
      'now immediately asap urgent down emergency critical outage nobody production lost cannot',
    ],
    ['low minor p3', 'someday typo cosmetic minor whenever small nice'],
    ['toxic hate abuse', 'stupid idiot hate shut ugly loser dumb'],
    ['anger', 'angry furious mad hate annoyed'],
    ['joy happiness', 'happy glad love wonderful delighted'],
    ['sadness', 'sad cry lonely miss lost grief'],
    ['fear', 'afraid scared fear worried terrified'],
  ] as const
).map(([names, words]) => {
  const roots = new Roots();
  return { names: roots.of(names), words: roots.of(words) };
});
