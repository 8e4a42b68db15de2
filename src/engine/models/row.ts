import type { ModelCard, VisionPricing } from './card.ts';

/** Everything a family of models shares: a card without what names one model. */
export type Traits = Omit<ModelCard, 'id' | 'created' | 'fineTuned' | 'root' | 'dynamic' | 'shutdownDate'>;

/** One model: its id, the day it came out (`YYYY-MM-DD`) and in what it differs from its family. */
type Row = readonly [id: string, released: string, differs?: Partial<Traits>];

/**
 * The cards of one family, in the order of its rows.
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

/** An image costs `base` tokens and `tile` more for every 512 px tile. */
export function tiles(base: number, tile: number): VisionPricing {
  return { kind: 'tiles', base, tile };
}

/** An image costs `factor` tokens for every 32 px patch, at most `limit` patches. */
export function patches(factor: number, limit = 1536): VisionPricing {
  return { kind: 'patches', factor, limit };
}

/** Midnight UTC of a day, in Unix seconds. Pure calendar arithmetic: tables are data and read no clock. */
function toUnixSeconds(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Years that start in March put the leap day last, which makes every month's offset a fixed formula.
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return (shifted * 365 + leapDays + dayOfYear - 719_468) * 86_400;
}
