/** A smooth field of pseudo-random values between 0 and 1, the same at every resolution. */
export interface Noise {
  /** Coordinates in any unit; the field changes noticeably over a distance of 1. */
  at(x: number, y: number): number;
}

/** Value noise in several octaves, each half as strong and twice as fine as the previous one. */
export function createNoise(seed: number, octaves = 4): Noise {
  return {
    at(x, y) {
      let sum = 0;
      let weight = 1;
      let total = 0;
      let scale = 1;
      for (let octave = 0; octave < octaves; octave++) {
        sum += weight * valueNoise(x * scale, y * scale, seed + octave * 101);
        total += weight;
        weight *= 0.5;
        scale *= 2.03;
      }
      return sum / total;
    },
  };
}

/** Hashes two integers to a value from 0 to 1. */
export function hashNoise(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

function valueNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const across = ease(x - left);
  const down = ease(y - top);
  const a = hashNoise(left, top, seed);
  const b = hashNoise(left + 1, top, seed);
  const c = hashNoise(left, top + 1, seed);
  const d = hashNoise(left + 1, top + 1, seed);
  return a + (b - a) * across + (c - a + (a - b - c + d) * across) * down;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}
