import { POLYPHASE_WINDOW } from './mp3-window.ts';

const BANDS = 32;
/** Samples of each subband per granule, and the spectral lines they become. */
const SLOTS = 18;
/** Samples per granule, and spectral lines per granule. */
export const GRANULE = BANDS * SLOTS;

/**
 * The Layer III hybrid filter bank for one channel. Each call takes the next 576 samples (-1 to 1) and
 * returns the spectrum up to that point, in long blocks. The next call overwrites the result.
 *
 * @example
 * const analyse = createMp3Analysis();
 * const lines = analyse(samples); // 576 lines
 */
export function createMp3Analysis(): (samples: Float64Array) => Float64Array {
  const history = new Float64Array(512 + GRANULE);
  const bands = new Float64Array(BANDS * 2 * SLOTS);
  const lines = new Float64Array(GRANULE);
  const split = createSplitter();
  return (samples) => {
    history.copyWithin(0, GRANULE);
    history.set(samples, 512);
    for (let band = 0; band < BANDS; band++) {
      bands.copyWithin(band * 2 * SLOTS, band * 2 * SLOTS + SLOTS, (band + 1) * 2 * SLOTS);
    }
    for (let slot = 0; slot < SLOTS; slot++)
      split(history, 512 + slot * BANDS + BANDS - 1, bands, SLOTS + slot);
    for (let band = 0; band < BANDS; band++) transform(bands, band * 2 * SLOTS, lines, band * SLOTS);
    cancelAliases(lines);
    return lines;
  };
}

/** Table C.1 with its second half: mirrored, and negated except at multiples of 64. */
const WINDOW = Float64Array.from({ length: 512 }, (_, index) => {
  const mirrored = index > 256;
  const value = POLYPHASE_WINDOW[mirrored ? 512 - index : index] as number;
  return (mirrored && index % 64 !== 0 ? -value : value) / 2 ** 21;
});

const BAND_COSINES = Float64Array.from({ length: BANDS * BANDS }, (_, index) =>
  Math.cos(((2 * Math.floor(index / BANDS) + 1) * (index % BANDS) * Math.PI) / 64),
);

/** Produces one sample of each of the 32 subbands from the 512 samples that end at `newest`. */
function createSplitter() {
  const sums = new Float64Array(64);
  const folded = new Float64Array(BANDS);
  return (history: Float64Array, newest: number, bands: Float64Array, slot: number): void => {
    for (let index = 0; index < 64; index++) {
      let sum = 0;
      for (let at = index; at < 512; at += 64)
        sum += (WINDOW[at] as number) * (history[newest - at] as number);
      sums[index] = sum;
    }
    // The 64 cosines of a band are only 32 different values, up to sign.
    folded[0] = sums[16] as number;
    for (let index = 1; index <= 16; index++)
      folded[index] = (sums[16 + index] as number) + (sums[16 - index] as number);
    for (let index = 17; index < 32; index++)
      folded[index] = (sums[16 + index] as number) - (sums[80 - index] as number);
    for (let band = 0; band < BANDS; band++) {
      let value = 0;
      for (let index = 0; index < BANDS; index++) {
        value += (BAND_COSINES[band * BANDS + index] as number) * (folded[index] as number);
      }
      // Odd subbands come out with their spectrum reversed.
      bands[band * 2 * SLOTS + slot] = band & slot & 1 ? -value : value;
    }
  };
}

/** Window and cosine factors of the transform from 36 samples to 18 lines, by line. */
const TRANSFORM = Float64Array.from({ length: SLOTS * 2 * SLOTS }, (_, at) => {
  const [line, index] = [Math.floor(at / (2 * SLOTS)), at % (2 * SLOTS)];
  const window = Math.sin((Math.PI / 36) * (index + 0.5));
  return (window * Math.cos((Math.PI / 72) * (2 * index + 1 + SLOTS) * (2 * line + 1))) / 9;
});

function transform(bands: Float64Array, from: number, lines: Float64Array, to: number): void {
  for (let line = 0; line < SLOTS; line++) {
    let value = 0;
    for (let index = 0; index < 2 * SLOTS; index++) {
      value += (TRANSFORM[line * 2 * SLOTS + index] as number) * (bands[from + index] as number);
    }
    lines[to + line] = value;
  }
}

const ALIASES = [-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037].map((strength) => {
  const scale = 1 / Math.sqrt(1 + strength * strength);
  return [scale, strength * scale] as const;
});

/** Cancels the aliasing between neighbouring subbands. */
function cancelAliases(lines: Float64Array): void {
  for (let edge = SLOTS; edge < GRANULE; edge += SLOTS) {
    ALIASES.forEach(([keep, cross], index) => {
      const below = lines[edge - 1 - index] as number;
      const above = lines[edge + index] as number;
      lines[edge - 1 - index] = below * keep + above * cross;
      lines[edge + index] = above * keep - below * cross;
    });
  }
}
