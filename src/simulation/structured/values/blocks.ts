import type { Candidate } from './candidates.ts';
import type { Field } from './fields.ts';
import { overlap, sideScore, weightsOf } from './nearness.ts';
import { numberFit } from './number-fit.ts';
import type { Assigned, Budget } from './region.ts';
import { textFit } from './text-fit.ts';

/** Objects of one kind beside each other, such as a sender and a recipient with name and address. */
interface Twins {
  /** The fields of each object, by the names that they share. */
  readonly objects: readonly ReadonlyMap<string, Field>[];
}

/** Values that stand together and fill one of the objects. */
interface Block {
  readonly values: Map<string, { readonly candidate: Candidate; readonly value: unknown }>;
  readonly end: number;
}

/** Scores below which a value does not belong to a block. */
const LEAST = 0.9;
/** Characters between two values of a block. */
const FARTHEST = 120;
const MOST_BLOCKS = 12;

/**
 * Fills objects of one kind from blocks of values: who they are for is told by the verb and the words before each
 * block. Texts with fewer than two blocks are left to {@link assign}.
 *
 * @example
 * // 'From Ann in Rome to Bob in Oslo.' fills sender { name, city } and recipient { name, city }.
 */
export function assignBlocks(
  fields: readonly Field[],
  candidates: readonly Candidate[],
  text: string,
  budget: Budget,
): Map<Field, Assigned> {
  const found = new Map<Field, Assigned>();
  for (const { objects } of twinsAmong(fields)) {
    const [first] = objects;
    const blocks = blocksOf(first!, candidates, text, budget);
    if (blocks.length < 2 || budget.left <= 0) continue;
    const weights = weightsOf(objects.flatMap((object) => [...object.values()]));
    const pairs = objects.flatMap((object, at) =>
      blocks.map((block, index) => ({ at, index, score: belonging(object, block, weights) })),
    );
    pairs.sort((a, b) => b.score - a.score || a.at - b.at || a.index - b.index);
    const taken = new Set<number>();
    const filled = new Set<number>();
    for (const { at, index } of pairs) {
      if (taken.has(index) || filled.has(at)) continue;
      taken.add(index);
      filled.add(at);
      for (const [name, { candidate, value }] of blocks[index]!.values)
        found.set(objects[at]!.get(name)!, { value, score: 3, start: candidate.start, end: candidate.end });
    }
  }
  return found;
}

function twinsAmong(fields: readonly Field[]): Twins[] {
  const byOwner = new Map<string, Map<string, Field>>();
  for (const field of fields) {
    if (field.isList || (field.type !== 'text' && field.type !== 'number')) continue;
    const [owner, name] = ownerOf(field);
    if (owner === '') continue;
    byOwner.set(owner, (byOwner.get(owner) ?? new Map<string, Field>()).set(name, field));
  }
  const kinds = new Map<string, ReadonlyMap<string, Field>[]>();
  for (const [owner, object] of byOwner) {
    if (object.size < 2) continue;
    const above = owner.slice(0, Math.max(0, owner.lastIndexOf('/')));
    const kind = `${above} ${[...object.keys()].toSorted().join(' ')}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), object]);
  }
  return [...kinds.values()].flatMap((objects) => (objects.length > 1 ? [{ objects }] : []));
}

/** The object that a field belongs to and its name in it: `sender/city` and `sender_city` are alike. */
function ownerOf({ key, tokens }: Field): readonly [owner: string, name: string] {
  const at = key.lastIndexOf('/');
  if (at >= 0) return [key.slice(0, at), key.slice(at + 1)];
  return [tokens.slice(0, -1).join(' '), tokens.at(-1) ?? ''];
}

function blocksOf(
  fields: ReadonlyMap<string, Field>,
  candidates: readonly Candidate[],
  text: string,
  budget: Budget,
): Block[] {
  const blocks: Block[] = [];
  let open: Block = { values: new Map(), end: 0 };
  let end = 0;
  const close = (): void => {
    if (open.values.size >= 2) blocks.push(open);
    open = { values: new Map(), end: 0 };
  };
  for (const candidate of candidates) {
    if (budget.left <= 0 || blocks.length >= MOST_BLOCKS) break;
    if (candidate.start < end || !SOLID.has(candidate.kind)) continue;
    budget.left -= fields.size;
    const [best] = [...fields]
      .flatMap(([name, field]) => {
        const fit =
          field.type === 'number' ? numberFit(field, candidate, text) : textFit(field, candidate, text);
        return fit === undefined || fit.merit < LEAST || fit.needsContext === true
          ? []
          : [{ name, merit: fit.merit, value: fit.value }];
      })
      .toSorted((a, b) => b.merit - a.merit);
    if (best === undefined) continue;
    // A longer value of the same place wins: an address over its street.
    if (open.values.has(best.name) || candidate.start - end > FARTHEST) close();
    open.values.set(best.name, { candidate, value: best.value });
    end = candidate.end;
  }
  close();
  return blocks;
}

/** Kinds that a block is made of. */
const SOLID = new Set(['name', 'address', 'email', 'phone', 'id', 'number', 'date', 'time', 'money']);

/** How well a block suits an object: by the verbs and the words before it. */
function belonging(
  object: ReadonlyMap<string, Field>,
  { values }: Block,
  weights: ReadonlyMap<string, number>,
): number {
  let side = 0;
  let near = 0;
  for (const [name, { candidate }] of values) {
    const field = object.get(name)!;
    const said = sideScore(field, candidate);
    if (Math.abs(said) > Math.abs(side)) side = said;
    const owned: Field = { ...field, named: field.owned, described: new Set() };
    near = Math.max(near, overlap(owned, candidate, weights));
  }
  return side + 2 * near;
}
