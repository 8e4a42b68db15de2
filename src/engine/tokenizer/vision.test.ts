import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageTokens } from './vision.ts';

const tiles = { kind: 'tiles', base: 85, tile: 170 } as const;
const patches = { kind: 'patches', factor: 1, limit: 1536 } as const;

describe('imageTokens', () => {
  it.each([
    [1024, 1024, 'high', 765],
    [1024, 1024, 'auto', 765],
    [2048, 4096, 'high', 1105],
    [4096, 8192, 'low', 85],
    [512, 512, 'high', 255],
    [513, 512, 'high', 425],
    [1, 1, 'high', 255],
    [1, 1_000_000, 'high', 85 + 4 * 170],
  ] as const)('prices %i × %i at %s detail by tiles: %i', (width, height, detail, tokens) => {
    expect(imageTokens({ width, height }, detail, tiles)).toBe(tokens);
  });

  it.each([
    [1024, 1024, 'high', 1024],
    [1800, 2400, 'high', 1452],
    [33, 32, 'high', 2],
    [2048, 2048, 'low', 256],
    [100, 100, 'low', 16],
  ] as const)('prices %i × %i at %s detail by patches: %i', (width, height, detail, tokens) => {
    expect(imageTokens({ width, height }, detail, patches)).toBe(tokens);
  });

  it('applies the factor of the model and rounds up', () => {
    expect(
      imageTokens({ width: 64, height: 32 }, 'high', { kind: 'patches', factor: 1.62, limit: 1536 }),
    ).toBe(4);
  });

  it('stays within the limit and above zero for any shape', () => {
    const side = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(side, side, fc.constantFrom('low', 'high', 'auto'), (width, height, detail) => {
        const byPatches = imageTokens({ width, height }, detail, patches);
        expect(byPatches).toBeGreaterThanOrEqual(1);
        expect(byPatches).toBeLessThanOrEqual(1536);
        const byTiles = imageTokens({ width, height }, detail, tiles);
        expect(byTiles).toBeLessThanOrEqual(85 + 8 * 170);
      }),
    );
  });
});
