import type { Candidate } from './candidates.ts';
import type { Field } from './fields.ts';
import { OTHER } from './sides.ts';

/** 1 for the side that something comes from, -1 for the one that it goes to. */
export const endOf = ({ tokens }: Field): number =>
  tokens.some((token) => /^(?:from|source|base|old|sell)$/.test(token))
    ? 1
    : tokens.some((token) => /^(?:to|target|into|new|destination|quote|buy)$/.test(token))
      ? -1
      : 0;

/** Names of fields that many schemas use for anything. */
const VAGUE = 0.35;

/** How much a root tells one field of several from the others. */
export function weightsOf(fields: readonly Field[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { named, described } of fields)
    for (const root of new Set([...named, ...described])) counts.set(root, (counts.get(root) ?? 0) + 1);
  return new Map(
    [...counts].map(([root, count]) => [root, (VAGUE_ROOTS.has(root) ? VAGUE : 1) / count ** 0.6]),
  );
}

const VAGUE_ROOTS = new Set(
  'quantiti id name number value type date time text string field data item info full user person identifi'.split(
    ' ',
  ),
);

/** How much the words around a value say of a field, 0 to about 1.5. */
export function overlap(field: Field, { context }: Candidate, weights: ReadonlyMap<string, number>): number {
  let best = 0;
  let sum = 0;
  const put = (root: string, factor: number): void => {
    const near = context.get(root);
    if (near === undefined) return;
    const gain = near * factor * (weights.get(root) ?? (VAGUE_ROOTS.has(root) ? VAGUE : 1));
    best = Math.max(best, gain);
    sum += gain;
  };
  for (const root of field.named) put(root, 1);
  for (const root of field.described) if (!field.named.has(root)) put(root, 0.6);
  for (const root of field.owned) if (!field.named.has(root) && !field.described.has(root)) put(root, 0.15);
  return best + 0.35 * (sum - best);
}

/** What the preposition of a value says of a field. */
export function cueScore(field: Field, { cue }: Candidate): number {
  if (cue === '') return 0;
  if (field.cues.has(cue)) return field.tokens.includes(cue) ? 2 : 1.2;
  // "from" introduces no destination.
  return OPPOSITE.get(cue) !== undefined && field.cues.has(OPPOSITE.get(cue)!) ? -1 : 0;
}

const OPPOSITE = new Map([
  ['from', 'to'],
  ['to', 'from'],
  ['until', 'from'],
]);

/** Kinds of values that take part in what happens. */
const PARTIES = new Set(['name', 'id', 'address', 'email', 'phone', 'quoted', 'area', 'path']);

/**
 * How much the verb of a value's clause says for or against a field.
 *
 * @example
 * // 'Jonas got 5 euros from Mara.'
 * sideScore(payer, mara); // 1.2
 */
export function sideScore(field: Field, candidate: Candidate): number {
  const { side } = field;
  if (field.want === 'zone' || field.want === 'language' || field.want === 'currency') return 0;
  if (side === undefined || candidate.side === undefined || !PARTIES.has(candidate.kind)) return 0;
  if (candidate.side === side) return 1.2;
  return candidate.side === OTHER[side] ? -1.2 : 0;
}
