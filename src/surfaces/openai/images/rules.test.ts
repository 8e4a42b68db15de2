import { describe, expect, it } from 'vitest';
import { modelCatalogue } from '../../../engine/models/catalogue.ts';
import { cardOf } from '../../../engine/models/models.cases.ts';
import { Fault, type FaultDetail } from '../../../kernel/fault.ts';
import { decodeImageRequest, type PictureOrder } from './decode.ts';
import { imageModelId, toImageModel } from './models.ts';
import { type ImageAction, QUALITIES, rulesOf } from './rules.ts';
import type { ImageRequest } from './schema.ts';

const decode = (
  body: Partial<ImageRequest> & Record<string, unknown>,
  action: ImageAction = 'generate',
): PictureOrder => {
  const whole = { prompt: 'a red fox', ...body };
  return decodeImageRequest(
    whole,
    action,
    toImageModel(cardOf(imageModelId(whole, action)), action, modelCatalogue),
  );
};

function faultOf(run: () => unknown): FaultDetail {
  try {
    run();
  } catch (error) {
    if (error instanceof Fault) return error.detail;
    throw error;
  }
  throw new Error('Nothing was refused');
}

const refused = (body: Record<string, unknown>, action?: ImageAction): FaultDetail =>
  faultOf(() => decode(body, action));

describe('the table of rules', () => {
  it('has every image model of the catalogue', () => {
    const unknown = rulesOf('nobody/knows-this');
    const images = modelCatalogue.filter(({ kind }) => kind === 'image');
    expect(images.length).toBeGreaterThan(8);
    for (const { id } of images) expect(rulesOf(id), id).not.toBe(unknown);
  });

  it.each([
    ['gpt-image-1', 'gpt-image-1-2025-04-23'],
    ['gpt-image-1.5', 'openai/gpt-image-1.5'],
    ['gpt-image-1-mini', 'ft:gpt-image-1-mini:acme::x'],
    ['gpt-image-2', 'gpt-image-2-2026-04-21'],
    ['dall-e-3', 'openai/dall-e-3'],
  ])('has the same rules for %s and %s', (id, other) => {
    expect(rulesOf(cardOf(other).root)).toBe(rulesOf(id));
    expect(rulesOf('gpt-image-1-mini')).not.toBe(rulesOf('gpt-image-1'));
    expect(rulesOf('gpt-image-2')).not.toBe(rulesOf('gpt-image-1'));
  });
});

describe('a request without a model', () => {
  it.each([
    ['dall-e-2', 'generate', {}],
    ['dall-e-2', 'generate', { response_format: 'url', stream: false }],
    ['gpt-image-1.5', 'generate', { output_format: 'webp' }],
    ['gpt-image-1.5', 'generate', { background: 'transparent' }],
    ['gpt-image-1.5', 'generate', { stream: true }],
    ['gpt-image-1.5', 'edit', {}],
    ['dall-e-2', 'vary', {}],
  ] as const)('uses %s to %s with %j', (model, action, body) => {
    expect(decode(body, action).model.id).toBe(model);
  });
});

describe('a model', () => {
  it('must be an image model', () => {
    const fault = refused({ model: 'gpt-4o' });
    expect(fault).toMatchObject({ kind: 'invalid_choice', param: 'model', given: 'gpt-4o' });
    const { allowed } = fault as { allowed: readonly string[] };
    expect(allowed).toEqual(expect.arrayContaining(['dall-e-2', 'dall-e-3', 'gpt-image-1', 'gpt-image-1.5']));
    expect(allowed).not.toContain('tts-1');
  });

  it('must support the operation', () => {
    expect(refused({ model: 'dall-e-3' }, 'edit')).toMatchObject({ kind: 'invalid_choice', param: 'model' });
    expect(refused({ model: 'gpt-image-1' }, 'vary')).toMatchObject({ message: "Value must be 'dall-e-2'." });
    const stability = 'stabilityai/stable-diffusion-xl-base-1.0';
    expect(refused({ model: stability }, 'edit')).toMatchObject({ param: 'model' });
    const card = cardOf('dall-e-2');
    expect(faultOf(() => toImageModel(card, 'edit', modelCatalogue, { byReference: true }))).toMatchObject({
      param: 'model',
      allowed: expect.not.arrayContaining(['dall-e-2']),
    });
  });

  it('that is unknown supports everything', () => {
    const order = decode({ model: 'acme/painter', size: '640x360', quality: 'hd', style: 'natural' });
    expect(order).toMatchObject({ size: { width: 640, height: 360 }, quality: 'hd', delivery: 'url' });
    expect(decode({ model: 'acme/painter' }, 'vary').action).toBe('vary');
  });
});

describe('what a model accepts', () => {
  it.each([
    ['gpt-image-1', 'response_format', 'b64_json'],
    ['gpt-image-1', 'style', 'vivid'],
    ['gpt-image-1-mini', 'input_fidelity', 'high'],
    ['dall-e-3', 'background', 'auto'],
    ['dall-e-3', 'stream', true],
    ['dall-e-2', 'quality', 'standard'],
    ['dall-e-2', 'quality', 'auto'],
    ['dall-e-2', 'quality', 'hd'],
    ['dall-e-2', 'style', 'natural'],
    ['dall-e-2', 'background', 'auto'],
    ['dall-e-2', 'output_format', 'png'],
    ['dall-e-2', 'partial_images', 2],
    ['stabilityai/stable-diffusion-2-1', 'moderation', 'low'],
  ])('does not include, for %s, %s', (model, param, value) => {
    expect(refused({ model, [param]: value })).toEqual({ kind: 'unknown_parameter', param });
  });

  it('includes parameters that ask for nothing', () => {
    expect(decode({ model: 'dall-e-2', stream: false, partial_images: 0 }).isStreamed).toBe(false);
  });

  it.each([
    ['dall-e-2', 1000],
    ['dall-e-3', 4000],
    ['gpt-image-1', 32_000],
    ['stabilityai/stable-diffusion-2-1', 1000],
  ])('includes, for %s, a prompt of %i characters', (model, bound) => {
    expect(decode({ model, prompt: 'x'.repeat(bound) }).prompt).toHaveLength(bound);
    // A character outside the BMP counts once, although it has two code units.
    expect(decode({ model, prompt: '🦊'.repeat(bound) }).prompt).toHaveLength(2 * bound);
    expect(refused({ model, prompt: 'x'.repeat(bound + 1) })).toMatchObject({
      kind: 'wrong_length',
      param: 'prompt',
      bound,
      given: bound + 1,
    });
  });

  it('includes, for dall-e-3, only one image', () => {
    expect(refused({ model: 'dall-e-3', n: 2 })).toMatchObject({
      param: 'n',
      message: 'You must provide n=1 for this model.',
    });
    expect(decode({ model: 'dall-e-2', n: 10 }).count).toBe(10);
  });

  it.each([
    ['dall-e-2', ['256x256', '512x512', '1024x1024'], ['1024x1792', '1536x1024', 'auto', '1000x1000']],
    ['dall-e-3', ['1024x1024', '1024x1792', '1792x1024'], ['256x256', '1536x1024', 'auto']],
    ['gpt-image-1', ['1024x1024', '1024x1536', '1536x1024', 'auto'], ['512x512', '1792x1024', 'big', '']],
    ['chatgpt-image-latest', ['1536x1024'], ['2048x2048']],
    [
      'stabilityai/stable-diffusion-xl-base-1.0',
      ['256x256', '512x512', '1024x1024', '1024x1792', '1792x1024'],
      ['auto', '768x768'],
    ],
  ])('includes, for %s, only its sizes', (model, sizes, others) => {
    for (const size of sizes) expect(() => decode({ model, size })).not.toThrow();
    for (const size of others) {
      const fault = refused({ model, size });
      expect(fault).toMatchObject({ kind: 'invalid_choice', param: 'size', given: size });
      expect((fault as { allowed: readonly unknown[] }).allowed).toEqual(expect.arrayContaining(sizes));
    }
  });

  it.each([
    ['dall-e-3', ['standard', 'hd', 'auto'], ['high']],
    ['gpt-image-1', ['low', 'medium', 'high', 'auto'], ['hd', 'standard']],
  ])('includes, for %s, only its qualities', (model, qualities, others) => {
    for (const quality of qualities) expect(() => decode({ model, quality } as never)).not.toThrow();
    for (const quality of others) {
      expect(refused({ model, quality })).toMatchObject({
        kind: 'invalid_choice',
        param: 'quality',
        allowed: expect.arrayContaining(qualities),
      });
    }
  });
});

describe('a decoded request', () => {
  const model = 'gpt-image-1';

  it('has the level of detail', () => {
    const detailOf = (body: Record<string, unknown>) => decode(body).detail;
    expect(detailOf({ model, quality: 'low' })).toBeLessThan(detailOf({ model, quality: 'medium' }));
    expect(detailOf({ model, quality: 'high' })).toBe(QUALITIES.high.detail);
    expect(detailOf({ model: 'dall-e-3', style: 'natural' })).toBeLessThan(detailOf({ model: 'dall-e-3' }));
  });

  it('has the background', () => {
    expect(decode({ model, background: 'transparent' }).isTransparent).toBe(true);
    expect(
      decode({ model, background: 'opaque', prompt: 'a fox, transparent background' }).isTransparent,
    ).toBe(false);
    expect(decode({ model, prompt: 'a fox on a transparent background' }).isTransparent).toBe(true);
    expect(decode({ model, prompt: 'a transparent background', output_format: 'jpeg' }).isTransparent).toBe(
      false,
    );
    expect(decode({ model }).isTransparent).toBe(false);
    expect(refused({ model, background: 'transparent', output_format: 'jpeg' })).toMatchObject({
      param: 'background',
      code: 'invalid_transparent_background_output_format',
    });
  });

  it('has the output format', () => {
    expect(decode({ model }).output).toEqual({ format: 'png' });
    expect(decode({ model, output_compression: 100 }).output).toEqual({ format: 'png' });
    expect(decode({ model, output_format: 'webp', output_compression: 0 }).output).toEqual({
      format: 'webp',
      compression: 0,
    });
    expect(refused({ model, output_compression: 80 })).toMatchObject({
      param: 'output_compression',
      code: 'invalid_png_output_compression',
    });
  });

  it('has the way of delivery', () => {
    expect(decode({ model }).delivery).toBe('b64_json');
    expect(decode({ model: 'dall-e-3' }).delivery).toBe('url');
    expect(decode({ model: 'dall-e-3', response_format: 'b64_json' }).delivery).toBe('b64_json');
    expect(decode({ model, stream: true, partial_images: 3 })).toMatchObject({
      isStreamed: true,
      partials: 3,
    });
    expect(refused({ model, partial_images: 3 })).toMatchObject({ param: 'partial_images' });
  });
});
