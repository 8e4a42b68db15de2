/** Each feature affects one coordinate in every block of this size; a power of two. */
const BLOCK = 32;
/** Blocks covered by one 32-bit draw: five bits for the position in the block and one for the sign. */
const BLOCKS_A_DRAW = 5;

/** Coordinates covered by one draw; the length of scratch vectors is a multiple of this. */
const STRIDE = BLOCK * BLOCKS_A_DRAW;

/** Required length of a scratch vector for {@link addFeature} with `dimensions` coordinates. */
export function scratchLength(dimensions: number): number {
  return Math.ceil(dimensions / STRIDE) * STRIDE;
}

/**
 * Adds `weight` times the direction of `feature`, a 32-bit number, to the first {@link scratchLength}
 * coordinates of `sum`.
 *
 * The directions are a sparse random projection (Kane and Nelson's block construction): one signed coordinate
 * in every block of {@link BLOCK}. Two features are nearly orthogonal, to about `1 / sqrt(dimensions)`. Since
 * every block is drawn in the same way, so are the prefixes of their directions: a prefix of a vector is
 * itself an embedding. Positions and signs use integer arithmetic only, so results are equal on all machines.
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
 * The coordinate that all texts share at `index`, approximately normal with variance 1. Embeddings of real
 * models lie in a cone rather than around the origin; this is the axis of the cone.
 */
export function commonCoordinate(index: number): number {
  let bits = Math.imul(index + 1, 0x9e3779b9);
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  bits ^= bits >>> 15;
  const total = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  // Four uniform draws from 0 to 255: mean 510, deviation 147.8. The half keeps the value off zero.
  return (total - 509.5) / 147.8;
}
