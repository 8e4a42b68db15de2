/** Each feature touches one coordinate of every block of this many: a power of two. */
const BLOCK = 32;
/** Blocks told apart by one 32-bit draw: five bits for the place in the block and one for the sign. */
const BLOCKS_A_DRAW = 5;

/** Coordinates one draw reaches; scratch vectors have a multiple of this many. */
const STRIDE = BLOCK * BLOCKS_A_DRAW;

/** How long a scratch vector for `dimensions` coordinates has to be for {@link addFeature}. */
export function scratchLength(dimensions: number): number {
  return Math.ceil(dimensions / STRIDE) * STRIDE;
}

/**
 * Adds `weight` times the direction of `feature`, a 32-bit number, to the first {@link scratchLength} coordinates of `sum`.
 *
 * The directions are a sparse random projection (Kane and Nelson's block construction): one signed coordinate in every
 * block of {@link BLOCK}. Two features are nearly orthogonal, to about `1 / sqrt(dimensions)`, and because every block is drawn the
 * same way, so are the beginnings of their directions: a prefix of a vector is an embedding by itself. Integer arithmetic alone
 * chooses places and signs, so all machines agree.
 */
export function addFeature(sum: Float64Array, length: number, feature: number, weight: number): void {
  let state = feature;
  for (let start = 0; start < length; start += STRIDE) {
    state = (state + 0x9e3779b9) | 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    bits ^= bits >>> 15;
    for (let block = start; block < start + STRIDE; block += BLOCK) {
      sum[block + (bits & 31)]! += (bits & 32) === 0 ? weight : -weight;
      bits >>>= 6;
    }
  }
}

/**
 * The coordinate that all texts share at `index`, about normally distributed with variance 1. Embeddings of real models lie in a
 * cone, not around the origin; this gives ours its axis.
 */
export function commonCoordinate(index: number): number {
  let bits = Math.imul(index + 1, 0x9e3779b9);
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  bits ^= bits >>> 15;
  const total = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  // Four even draws from 0 to 255: mean 510, deviation 147.8. The half keeps it off zero.
  return (total - 509.5) / 147.8;
}
