import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLch } from '../raster/colour.ts';
import type { Raster } from '../raster/raster.ts';
import { resample } from '../raster/resample.ts';
import { compose } from './compose.ts';

const base = { seed: 7, width: 256, height: 256, transparent: false, detail: 0.5 };

/** The share of clearly coloured pixels whose hue is within 28° of the given one. */
function shareOf(hue: number, { data }: Raster): number {
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    const { c, h } = toLch([data[at]!, data[at + 1]!, data[at + 2]!]);
    if (data[at + 3]! > 0 && c > 0.07 && Math.abs(((h - hue + 540) % 360) - 180) < 28) count++;
  }
  return count / (data.length / 4);
}

function difference(one: Raster, other: Raster): number {
  let sum = 0;
  for (let index = 0; index < one.data.length; index++)
    sum += Math.abs(one.data[index]! - other.data[index]!);
  return sum / one.data.length;
}

const SMALL = { width: 192, height: 192 };

const HUES = { red: 27, orange: 55, yellow: 95, green: 145, cyan: 212, blue: 262, purple: 305, pink: 355 };

describe('compose', () => {
  it('gives the same pixels for the same prompt and seed, and different ones otherwise', () => {
    const picture = compose({ ...base, prompt: 'a castle' });
    expect(compose({ ...base, prompt: 'a castle' }).data).toEqual(picture.data);
    expect(difference(compose({ ...base, prompt: 'a castle', seed: 8 }), picture)).toBeGreaterThan(3);
    expect(difference(compose({ ...base, prompt: 'a lighthouse' }), picture)).toBeGreaterThan(3);
  });

  const prompts = [
    'a % car',
    'a % cat',
    'a % balloon',
    'a % landscape',
    'abstract % pattern',
    'a % kitchen table',
    'a % background',
    '% nebula in space',
  ];
  it.each(prompts)('shows the colour named by "%s"', (template) => {
    const names = Object.keys(HUES) as (keyof typeof HUES)[];
    const pictures = names.map((name) => compose({ ...base, ...SMALL, prompt: template.replace('%', name) }));
    for (const [index, name] of names.entries()) {
      const shown = shareOf(HUES[name], pictures[index]!);
      // Compare with a picture in a colour from the other side of the colour wheel.
      const chance = shareOf(HUES[name], pictures[(index + 4) % 8]!);
      expect(shown, name).toBeGreaterThan(0.06);
      expect(shown, name).toBeGreaterThan(chance + 0.04);
    }
  });

  it('shows a named background colour nearly everywhere', () => {
    expect(
      shareOf(HUES.green, compose({ ...base, prompt: 'a white cup on a green background' })),
    ).toBeGreaterThan(0.5);
  });

  it('writes the caption with strong contrast, and different text looks different', () => {
    const size = { width: 512, height: 512 };
    const [one, other] = ['wide open letters', 'other words here'].map((prompt) =>
      compose({ ...base, ...size, prompt: `${prompt}, blue background` }),
    );
    const band = (raster: Raster) => {
      const light = [];
      for (let at = 512 * 475 * 4; at < 512 * 500 * 4; at += 4) light.push(raster.data[at + 1]!);
      return light;
    };
    const lights = band(one!);
    expect(lights.filter((light) => light > 225).length).toBeGreaterThan(250);
    expect(lights.filter((light) => light < 60).length).toBeGreaterThan(lights.length / 2);
    const changed = band(other!).filter((light, index) => Math.abs(light - lights[index]!) > 120);
    expect(changed.length).toBeGreaterThan(250);
  });

  it('keeps the background transparent, the subject opaque and its edge smooth', () => {
    for (const prompt of ['a red fox', 'a star', 'a portrait', 'mountains', 'nothing in particular']) {
      const { data, width, height } = compose({ ...base, prompt, transparent: true });
      const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3]!;
      expect([alpha(0, 0), alpha(width - 1, 0), alpha(0, height - 1), alpha(width - 1, height - 1)]).toEqual([
        0, 0, 0, 0,
      ]);
      const all = data.filter((_, index) => index % 4 === 3);
      expect(all.filter((value) => value === 0).length / all.length).toBeGreaterThan(0.2);
      expect(all.filter((value) => value === 255).length / all.length).toBeGreaterThan(0.15);
      expect(all.filter((value) => value > 0 && value < 255).length).toBeGreaterThan(100);
    }
    expect(
      compose({ ...base, prompt: 'a red fox' }).data.every(
        (value, index) => index % 4 !== 3 || value === 255,
      ),
    ).toBe(true);
  });

  it('draws the same scene at another size', () => {
    for (const prompt of ['a fox in the mountains', 'the sea at sunset', 'a robot']) {
      const small = compose({ ...base, prompt, width: 320, height: 320 });
      const large = resample(compose({ ...base, prompt, width: 640, height: 640 }), 320, 320);
      expect(difference(small, large)).toBeLessThan(6);
    }
  });

  it('draws more with higher detail', () => {
    const edges = ({ data }: Raster) => {
      let sum = 0;
      for (let at = 4; at < data.length; at += 4) sum += Math.abs(data[at]! - data[at - 4]!) > 12 ? 1 : 0;
      return sum;
    };
    const [plain, rich] = [0, 1].map((detail) =>
      edges(compose({ ...base, prompt: 'a meadow', width: 512, height: 512, detail })),
    );
    expect(rich).toBeGreaterThan(plain! * 1.3);
  });

  it('accepts any text and any aspect ratio', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            'fox',
            'city',
            'night',
            'rain',
            'red',
            'sea',
            'abstract',
            'space',
            'cup',
            'snow',
            'lake',
            '山',
          ),
          { maxLength: 6 },
        )
        .map((list) => list.join(' ')),
    );
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 64, max: 240 }),
        fc.integer({ min: 64, max: 240 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (prompt, width, height, transparent, detail) => {
          const { data } = compose({ prompt, seed: 1, width, height, transparent, detail });
          expect(data.length).toBe(width * height * 4);
          if (!transparent) expect(data.every((value, index) => index % 4 !== 3 || value === 255)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
