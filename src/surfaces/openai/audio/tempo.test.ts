import { describe, expect, it } from 'vitest';
import { tempoOf } from './tempo.ts';

describe('tempoOf', () => {
  it.each([
    ['Speak slowly and warmly.', 0.85],
    ['very slow, like a lullaby', 0.7],
    ['Talk FAST!', 1.18],
    ['Extremely quickly, please', 1.4],
    ['Sound like a pirate.', 1],
    ["Don't speak slowly.", 1],
    ['Do not be too fast', 1],
    ['', 1],
    ['breakfast at a slowdown', 1],
  ])('maps %j to %d', (instructions, tempo) => {
    expect(tempoOf(instructions)).toBe(tempo);
  });
});
