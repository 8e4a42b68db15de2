import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { measureImage } from '../measure-image.ts';
import { createWorkerPool } from '../worker-pool.ts';
import { createCodecs } from './codecs/codecs.ts';
import { decodeIndependently } from './codecs/independent-png.cases.ts';
import { encodePng } from './codecs/png-encode.ts';
import { createRaster, type Raster } from './raster/raster.ts';
import { coverWindow, resample } from './raster/resample.ts';
import { createImageRenderer, type EditJob, type ImageFormat } from './renderer.ts';
import { compose } from './scene/compose.ts';
import { ImageUnreadable } from './unreadable.ts';

const pool = createWorkerPool({ size: 1 });
const renderer = createImageRenderer({ pool });
const codecs = createCodecs();
afterAll(() => pool.close());

const plain = {
  seed: 5,
  width: 256,
  height: 256,
  transparent: false,
  detail: 0.4,
  output: { format: 'png' as const },
};

function scene(prompt: string, width = 256, height = 256): Raster {
  return compose({ prompt, seed: 2, width, height, transparent: false, detail: 0.6, captioned: false });
}

/** A mask with the given alpha for each pixel. */
function maskFile(width: number, height: number, clear: (x: number, y: number) => number): Uint8Array {
  const mask = createRaster(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) mask.data[(y * width + x) * 4 + 3] = clear(x, y);
  }
  return encodePng(mask);
}

function distance(one: Raster, other: Raster): number {
  const [a, b] = [one, other].map((raster) => resample(raster, 16, 16));
  let sum = 0;
  for (let index = 0; index < a!.data.length; index++) sum += Math.abs(a!.data[index]! - b!.data[index]!);
  return sum / a!.data.length;
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ImageUnreadable);
  return (error as ImageUnreadable).reason;
}

describe('generate', () => {
  it.each([
    ['png', 256, 256],
    ['png', 384, 256],
    ['jpeg', 256, 448],
    ['webp', 300, 257],
  ] as const)('generates a decodable %s of %d × %d', async (format, width, height) => {
    const bytes = await renderer.generate({
      ...plain,
      prompt: 'a red fox',
      width,
      height,
      output: { format },
    });
    expect(measureImage(bytes)).toEqual({ format, width, height });
    const { raster } =
      format === 'png' ? { raster: await decodeIndependently(bytes) } : await codecs.decode(bytes);
    const drawn = compose({ ...plain, prompt: 'a red fox', width, height });
    expect(distance(raster, drawn)).toBeLessThan(2);
  });

  it('gives the same bytes for the same job', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const job = { ...plain, prompt: 'a boat', output: { format, compression: 70 } };
      expect(Buffer.from(await renderer.generate(job)).equals(await renderer.generate(job))).toBe(true);
    }
  });

  it('keeps alpha in PNG and WebP, and uses a white background in JPEG', async () => {
    const corner = async (format: ImageFormat) => {
      const bytes = await renderer.generate({
        ...plain,
        prompt: 'a star',
        transparent: true,
        output: { format },
      });
      const { raster } = await codecs.decode(bytes);
      return [...raster.data.subarray(0, 4)];
    };
    expect((await corner('png'))[3]).toBe(0);
    expect((await corner('webp'))[3]).toBe(0);
    const [red, green, blue, alpha] = await corner('jpeg');
    expect([red! > 250, green! > 250, blue! > 250, alpha]).toEqual([true, true, true, 255]);
  });

  it.each(['jpeg', 'webp'] as const)('makes a smaller %s with more compression', async (format) => {
    const sizes = await Promise.all(
      [10, 60, 100].map(async (compression) => {
        return (await renderer.generate({ ...plain, prompt: 'a forest', output: { format, compression } }))
          .length;
      }),
    );
    expect(sizes[0]).toBeLessThan(sizes[1]! * 0.7);
    expect(sizes[1]).toBeLessThan(sizes[2]! * 0.8);
  });

  it('rejects invalid sizes', async () => {
    for (const [width, height] of [
      [0, 256],
      [256.5, 256],
      [8192, 8192],
      [Number.NaN, 256],
    ] as const) {
      await expect(renderer.generate({ ...plain, prompt: 'x', width, height })).rejects.toBeInstanceOf(
        RangeError,
      );
    }
  });

  it('refines in steps', async () => {
    const steps = await Promise.all(
      [1, 2, 3].map(
        async (step) =>
          (await codecs.decode(await renderer.generate({ ...plain, prompt: 'a castle', step, steps: 3 })))
            .raster,
      ),
    );
    const final = compose({ ...plain, prompt: 'a castle' });
    expect(Buffer.from(steps[2]!.data).equals(Buffer.from(final.data))).toBe(true);
    const pixelDistance = (raster: Raster) =>
      raster.data.reduce((sum, value, index) => sum + Math.abs(value - final.data[index]!), 0);
    expect(pixelDistance(steps[0]!)).toBeGreaterThan(pixelDistance(steps[1]!) * 1.1);
  });
});

describe('edit', () => {
  const source = scene('mountains with a lake', 256, 192);
  const job: EditJob = {
    ...plain,
    prompt: 'a yellow balloon',
    images: [encodePng(source)],
    width: 256,
    height: 192,
  };

  it('changes only pixels that are transparent in the mask', async () => {
    const clear = (x: number, y: number) => ((x - 120) ** 2 + (y - 90) ** 2 < 50 ** 2 ? 0 : x < 40 ? 1 : 255);
    const bytes = await renderer.edit({ ...job, mask: maskFile(256, 192, clear) });
    const { data } = await decodeIndependently(bytes);
    let changed = 0;
    let masked = 0;
    for (let y = 0; y < 192; y++) {
      for (let x = 0; x < 256; x++) {
        const at = (y * 256 + x) * 4;
        const same = [0, 1, 2, 3].every((part) => data[at + part] === source.data[at + part]);
        if (clear(x, y) === 0) {
          masked++;
          if (!same) changed++;
        } else if (!same) {
          expect.fail(`the pixel at ${x}, ${y} changed outside the mask`);
        }
      }
    }
    expect(changed / masked).toBeGreaterThan(0.9);
  });

  it('blends new content into old at the seam', async () => {
    const clear = (x: number, y: number) => (x >= 60 && x < 200 && y >= 40 && y < 150 ? 0 : 255);
    const { data } = await decodeIndependently(
      await renderer.edit({ ...job, mask: maskFile(256, 192, clear) }),
    );
    const away = (x: number) => {
      let sum = 0;
      for (let y = 60; y < 130; y++) {
        for (let part = 0; part < 3; part++)
          sum += Math.abs(data[(y * 256 + x) * 4 + part]! - source.data[(y * 256 + x) * 4 + part]!);
      }
      return sum / 210;
    };
    expect(away(59)).toBe(0);
    expect(away(60)).toBeGreaterThan(0);
    expect(away(60)).toBeLessThan(away(75) * 0.6);
  });

  it('changes nothing under an opaque mask, and works for single pixels', async () => {
    const nothing = await decodeIndependently(
      await renderer.edit({ ...job, mask: maskFile(256, 192, () => 9) }),
    );
    expect(Buffer.from(nothing.data).equals(Buffer.from(source.data))).toBe(true);
    const single = await decodeIndependently(
      await renderer.edit({ ...job, mask: maskFile(256, 192, (x, y) => (x === 9 && y === 9 ? 0 : 255)) }),
    );
    const changed = single.data.reduce(
      (count, value, index) => count + (value === source.data[index] ? 0 : 1),
      0,
    );
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThanOrEqual(4);
  });

  it('scales to the requested size', async () => {
    const mask = maskFile(256, 192, (x) => (x > 128 ? 0 : 255));
    for (const [width, height] of [
      [512, 384],
      [128, 128],
    ] as const) {
      const bytes = await renderer.edit({ ...job, mask, width, height });
      const { raster } = await codecs.decode(bytes);
      expect([raster.width, raster.height]).toEqual([width, height]);
      const scaled = resample(source, width, height, coverWindow(source, width, height));
      const left = (picture: Raster) => resample(picture, 8, 16, { x: 0, y: 0, width: width * 0.3, height });
      expect(distance(left(raster), left(scaled))).toBeLessThan(1);
    }
  });

  it('without a mask, changes the image but keeps it similar to the source', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const images = [await codecs.encode(source, { format })];
      const { raster } = await codecs.decode(await renderer.edit({ ...job, prompt: 'at sunset', images }));
      const own = distance(raster, source);
      expect(own).toBeGreaterThan(2);
      expect(own).toBeLessThan(distance(raster, scene('city at night', 256, 192)) * 0.6);
    }
  });

  it('combines several images into one', async () => {
    const red = createRaster(90, 60);
    const blue = createRaster(60, 90);
    for (let at = 0; at < red.data.length; at += 4) red.data.set([230, 20, 20, 255], at);
    for (let at = 0; at < blue.data.length; at += 4) blue.data.set([20, 20, 230, 255], at);
    const images = [encodePng(red), await codecs.encode(blue, { format: 'webp' })];
    const { raster } = await codecs.decode(await renderer.edit({ ...job, prompt: 'together', images }));
    let [reds, blues] = [0, 0];
    for (let at = 0; at < raster.data.length; at += 4) {
      const [r, b] = [raster.data[at]!, raster.data[at + 2]!];
      if (r > 200 && b < 50) reds++;
      if (b > 200 && r < 50) blues++;
    }
    expect(reds / (256 * 192)).toBeGreaterThan(0.2);
    expect(blues / (256 * 192)).toBeGreaterThan(0.2);
  });

  it('makes the background transparent on request', async () => {
    const images = [encodePng(scene('a red circle on a white background'))];
    const { raster } = await codecs.decode(
      await renderer.edit({ ...plain, prompt: 'cut it out', images, transparent: true }),
    );
    expect(raster.data[3]).toBe(0);
    expect(raster.data[(110 * 256 + 128) * 4 + 3]).toBe(255);
  });
});

describe('vary', () => {
  it('resembles its source, and every variation differs', async () => {
    const source = scene('a cat on a hill');
    const image = encodePng(source);
    const variations = await Promise.all(
      [1, 2, 3].map(
        async (seed) => (await codecs.decode(await renderer.vary({ ...plain, image, seed }))).raster,
      ),
    );
    for (const [index, raster] of variations.entries()) {
      const own = distance(raster, source);
      expect(own).toBeLessThan(distance(raster, scene('a boat at sea')) * 0.5);
      expect(own).toBeGreaterThan(0.5);
      expect(distance(raster, variations[(index + 1) % 3]!)).toBeGreaterThan(0.5);
    }
  });
});

describe('unusable images', () => {
  const good = encodePng(scene('a house', 64, 64));
  const vary = (image: Uint8Array) => reasonOf(renderer.vary({ ...plain, image }));
  const header = (width: number, height: number) => {
    const bytes = Buffer.from(good);
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  };

  it('are rejected by their header', async () => {
    expect(await vary(new Uint8Array(0))).toBe('format');
    expect(await vary(Buffer.from('GIF89a\x10\0\x10\0'))).toBe('format');
    expect(await vary(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('format');
    expect(await vary(header(60_000, 60_000))).toBe('too_large');
    expect(await vary(header(1, 20_000))).toBe('too_large');
    expect(await vary(header(4096, 4097))).toBe('too_large');
    const lean = createImageRenderer({ pool, maxBytes: 100, maxPixels: 100 });
    expect(await reasonOf(lean.vary({ ...plain, image: good }))).toBe('too_large');
  });

  it('are rejected if a JPEG or WebP claims a huge size', async () => {
    const jpeg = Buffer.from(await codecs.encode(scene('x', 64, 64), { format: 'jpeg' }));
    const frame =
      jpeg.indexOf(Buffer.from([0xff, 0xc1])) >= 0
        ? jpeg.indexOf(Buffer.from([0xff, 0xc1]))
        : jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(65_000, frame + 5);
    jpeg.writeUInt16BE(65_000, frame + 7);
    expect(await vary(jpeg)).toBe('too_large');
    const webp = Buffer.from(await codecs.encode(scene('x', 64, 64), { format: 'webp' }));
    webp.writeUInt16LE(16_383, 26);
    webp.writeUInt16LE(16_383, 28);
    expect(await vary(webp)).toBe('too_large');
    webp.writeUInt16LE(4000, 26);
    webp.writeUInt16LE(4000, 28);
    expect(await vary(webp)).toBe('corrupt');
  });

  it.each(['png', 'jpeg', 'webp'] as const)(
    'are refused when a %s ends early, and the thread lives on',
    async (format) => {
      const bytes = await codecs.encode(scene('a house', 64, 64), { format });
      expect(await vary(bytes.subarray(0, bytes.length * 0.6))).toBe('corrupt');
      expect((await renderer.vary({ ...plain, image: bytes })).length).toBeGreaterThan(100);
    },
  );

  it.each(['png', 'jpeg', 'webp'] as const)(
    'never break the thread, whatever bytes of a %s are wrong',
    async (format) => {
      const bytes = await codecs.encode(scene('a house', 48, 48), { format });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
          async (changes) => {
            const damaged = bytes.slice();
            for (const [at, value] of changes) damaged[at] = value;
            const result = await renderer
              .vary({ ...plain, width: 32, height: 32, image: damaged })
              .catch((error: unknown) => error);
            if (!(result instanceof Uint8Array)) expect(result).toBeInstanceOf(ImageUnreadable);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('are rejected as masks of another size or without alpha', async () => {
    const job = { ...plain, prompt: 'x', images: [good] };
    expect(await reasonOf(renderer.edit({ ...job, mask: maskFile(64, 63, () => 0) }))).toBe('mask_size');
    expect(await reasonOf(renderer.edit({ ...job, mask: good }))).toBe('mask_alpha');
    const jpeg = await codecs.encode(scene('x', 64, 64), { format: 'jpeg' });
    expect(await reasonOf(renderer.edit({ ...job, mask: jpeg }))).toBe('mask_alpha');
    const webp = await codecs.encode(createRaster(64, 64), { format: 'webp' });
    expect(measureImage(await renderer.edit({ ...job, mask: webp }))).toMatchObject({ width: 256 });
  });

  it('are rejected if a JPEG has too many scans', async () => {
    const jpeg = Buffer.from(await codecs.encode(scene('x', 64, 64), { format: 'jpeg' }));
    const scan = jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])), -2);
    const bomb = Buffer.concat([
      jpeg.subarray(0, -2),
      ...Array<Buffer>(200).fill(scan),
      Buffer.from([0xff, 0xd9]),
    ]);
    expect(await vary(bomb)).toBe('corrupt');
  });
});
