import type { Roots } from '../../reading/roots.ts';
import type { Field } from './fields.ts';
import type { Assigned } from './region.ts';

const FALLING =
  /\b(?:withdr(?:aw|ew|awn|awal)\p{L}*|lower(?:s|ed)?|decreas\p{L}*|reduc\p{L}*|cut|remov\p{L}*|tak(?:e|es|en|ing)|took|br(?:oke|oken|eak\p{L}*)|lost|los(?:e|es|ing|s)|s(?:old|ells?)|f(?:ell|alls?|allen)|st(?:olen|ole|eal)|sp(?:ent|end)|pa(?:id|y|ys)|deduct\p{L}*|subtract\p{L}*|dropp?\p{L}*|damag\p{L}*|thr(?:ew|own)|expir\p{L}*|used|consum\p{L}*|fewer|less|down|colder|cooler|missing|scrapp\p{L}*|discard\p{L}*|debit\p{L}*|charg\p{L}*|shorten\p{L}*|earlier|w(?:ent|rite|rote|ritten) (?:missing|off|bad)|spoil\p{L}*|ruin\p{L}*|crack\p{L}*|smash\p{L}*|leak\p{L}*|shr(?:ink|ank|unk)\p{L}*|fine[ds]?|penalt\p{L}*)\b/giu;
const RISING =
  /\b(?:deposit\p{L}*|add(?:s|ed)?|increas\p{L}*|rais\p{L}*|receiv\p{L}*|arriv\p{L}*|deliver\p{L}*|refund\p{L}*|credit\p{L}*|gain\p{L}*|found|return\p{L}*|b(?:ought|uy)|more|up|warmer|hotter|extend\p{L}*|restock\p{L}*|paid in|got|earn\p{L}*|reward\p{L}*|bonus)\b/giu;

const CHANGES = /^(?:delta|change|adjustment|adjust|diff|difference|offset|correction|movement)$/;
/** What is told by notation, not by verbs. */
const PLACED = /below (?:zero|freezing)|freezing|south|west|latitude|longitude|hemisphere/i;

/** Numbers that a field holds with a sign are negative where the verb beside them takes away. */
export function withSigns(
  fields: readonly Field[],
  found: Map<Field, Assigned>,
  text: string,
  roots: Roots,
): void {
  for (const field of fields) {
    const at = found.get(field);
    if (at === undefined || typeof at.value !== 'number' || at.value <= 0 || !isSigned(field)) continue;
    const start =
      1 + Math.max(-1, ...['. ', '! ', '? ', '\n'].map((mark) => text.lastIndexOf(mark, at.start)));
    const [sentence = ''] = text.slice(start, at.end + 200).split(/(?<=[.!?])\s|\n/);
    if (isFalling(field, sentence, at.start - start, roots)) found.set(field, { ...at, value: -at.value });
  }
}

const isSigned = ({ tokens, description, low }: Field): boolean =>
  low < 0 &&
  !PLACED.test(description) &&
  (/\bnegative\b|\bminus\b/i.test(description) || tokens.some((token) => CHANGES.test(token)));

/** Whether the words around a number take away: those that the description names first, else the nearest verb. */
function isFalling({ description }: Field, sentence: string, position: number, roots: Roots): boolean {
  const said = roots.of(sentence);
  const meant = (form: RegExp): number =>
    [...roots.of(form.exec(description)?.[1] ?? '')].filter((root) => said.has(root) && !VAGUE.has(root))
      .length;
  const below = meant(/\bnegative (?:for|if|to|when|means?|in case of)?([^;,.]{3,80})/i);
  const above = meant(/\bpositive (?:for|if|to|when|means?|in case of)?([^;,.]{3,80})/i);
  if (below !== above) return below > above;
  return nearest(FALLING, sentence, position) < nearest(RISING, sentence, position);
}

const VAGUE = new Set(['account', 'balanc', 'amount', 'stock', 'piec', 'item', 'articl', 'custom']);

/** How far the closest match is from a position; what stands before it counts as closer. */
function nearest(form: RegExp, sentence: string, position: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const match of sentence.matchAll(form))
    least = Math.min(least, match.index < position ? position - match.index : 1.5 * (match.index - position));
  return least;
}
