import { describe, expect, it } from 'vitest';
import { toLch } from '../raster/colour.ts';
import { readPrompt } from './read-prompt.ts';

const hue = (rgb: Parameters<typeof toLch>[0] | undefined) => Math.round(toLch(rgb!).h);
const near = (degrees: number, wanted: number) => Math.abs(((degrees - wanted + 540) % 360) - 180) < 25;

describe('readPrompt', () => {
  it.each([
    ['A red fox in the snow', { kind: 'animal', species: 'fox' }, 'meadow'],
    ['cats', { kind: 'animal', species: 'cat' }, 'meadow'],
    ['A cute baby sea otter', { kind: 'animal', species: 'otter' }, 'sea'],
    ['portrait of a robot', { kind: 'robot' }, 'studio'],
    ['butterflies over a desert', { kind: 'butterfly' }, 'desert'],
    ['an orange', { kind: 'fruit' }, 'room'],
    ['three roses', { kind: 'flower' }, 'meadow'],
    ['a blue circle on a white background', { kind: 'shape', shape: 'circle' }, 'studio'],
  ])('finds the subject of "%s"', (prompt, motif, setting) => {
    expect(readPrompt(prompt)).toMatchObject({ motif, setting });
  });

  it('assigns each colour to the noun after it', () => {
    const brief = readPrompt('a yellow boat on a red sea under a green sky');
    expect(near(hue(brief.motifColours[0]), 95)).toBe(true);
    expect(near(hue(brief.partColours.water), 27)).toBe(true);
    expect(near(hue(brief.partColours.sky), 145)).toBe(true);
    expect(brief.freeColours).toEqual([]);
  });

  it('distinguishes a thing from a colour of the same name', () => {
    expect(readPrompt('abstract shapes in blue and orange').freeColours).toHaveLength(2);
    expect(readPrompt('an orange on a plate').freeColours).toHaveLength(0);
    expect(readPrompt('an orange cat')).toMatchObject({
      motif: { species: 'cat' },
      motifColours: [expect.anything()],
    });
    expect(readPrompt('a rose').motif).toEqual({ kind: 'flower' });
  });

  it('reads time and weather, and shades of colours', () => {
    expect(readPrompt('a house on a starry winter night')).toMatchObject({
      daytime: 'night',
      weather: 'snow',
      daytimeNamed: true,
    });
    const [pale, dark] = ['a pale blue car', 'a dark blue car'].map(
      (text) => toLch(readPrompt(text).motifColours[0]!).l,
    );
    expect(pale! - dark!).toBeGreaterThan(0.2);
  });

  it('accepts any text', () => {
    for (const prompt of ['', ' ', '\u0000', '🦊', 'constructor __proto__ toString', 'ß'.repeat(50_000)]) {
      expect(readPrompt(prompt).caption).toBe(prompt);
    }
  });
});
