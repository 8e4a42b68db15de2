import type { ModelCard, VisionPricing } from './card.ts';

/** The fields that the models of a family share: a card without those that identify one model. */
export type Traits = Omit<
  ModelCard,
  'id' | 'created' | 'fineTuned' | 'root' | 'dynamic' | 'shutdownDate' | 'snapshot'
>;

/** One model: its id, its release date (`YYYY-MM-DD`) and the fields that differ from its family. */
type Row = readonly [id: string, released: string, differs?: Partial<Traits>];

/**
 * The cards of one family of models, in the order of the rows.
 *
 * @example
 * family(gpt4o, ['gpt-4o', '2024-05-10'], ['gpt-4o-2024-05-13', '2024-05-13', { maxOutputTokens: 4096 }]);
 */
export function family(traits: Traits, ...rows: readonly Row[]): ModelCard[] {
  return rows.map(([id, released, differs]) => ({
    ...traits,
    ...differs,
    id,
    root: id,
    created: toUnixSeconds(released),
    fineTuned: false,
  }));
}

/** US dollars per million tokens. */
export function usd(input: number, output: number, cachedInput?: number): NonNullable<ModelCard['price']> {
  return cachedInput === undefined ? { input, output } : { input, output, cachedInput };
}

/** An image costs `base` tokens plus `tile` tokens for each 512 px tile. */
export function tiles(base: number, tile: number): VisionPricing {
  return { kind: 'tiles', base, tile };
}

/** An image costs `factor` tokens for each 32 px patch, with at most `limit` patches counted. */
export function patches(factor: number, limit = 1536): VisionPricing {
  return { kind: 'patches', factor, limit };
}

/** Midnight UTC of a date, in Unix seconds. Plain calendar arithmetic, because the tables must not read a clock. */
function toUnixSeconds(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Counting years from March puts the leap day last, so that one formula gives the offset of every month.
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return (shifted * 365 + leapDays + dayOfYear - 719_468) * 86_400;
}
