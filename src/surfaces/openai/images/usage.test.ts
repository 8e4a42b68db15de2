import { describe, expect, it } from 'vitest';
import { modelCatalogue } from '../../../engine/models/catalogue.ts';
import { cardOf } from '../../../engine/models/models.cases.ts';
import { decodeImageRequest, type PictureOrder } from './decode.ts';
import { imageModelId, toImageModel } from './models.ts';
import { pictureTokens, sourceTokens, toImagesUsage, toUsage } from './usage.ts';

const order = (body: object = {}): PictureOrder => {
  const whole = { model: 'gpt-image-1', prompt: 'a red fox', ...body };
  return decodeImageRequest(
    whole,
    'edit',
    toImageModel(cardOf(imageModelId(whole, 'edit')), 'edit', modelCatalogue),
  );
};

describe('tokens of an image', () => {
  it.each([
    ['low', 1024, 1024, 272],
    ['medium', 1024, 1024, 1056],
    ['high', 1024, 1024, 4160],
    ['low', 1024, 1536, 408],
    ['medium', 1024, 1536, 1584],
    ['high', 1024, 1536, 6240],
    ['low', 1536, 1024, 400],
    ['medium', 1536, 1024, 1568],
    ['high', 1536, 1024, 6208],
  ] as const)('of %s quality and %i × %i are the published ones', (quality, width, height, tokens) => {
    expect(pictureTokens({ width, height }, quality)).toBe(tokens);
  });
});

describe('tokens of an input image', () => {
  it.each([
    [1024, 1024, 65 + 129],
    [256, 256, 65 + 129],
    [1024, 1536, 65 + 2 * 129],
    [512, 2048, 65 + 4 * 129],
    [4000, 3000, 65 + 2 * 129],
  ])('count its tiles at 512 pixels: %i × %i', (width, height, tokens) => {
    const source = { width, height, bytes: new Uint8Array(0) };
    expect(sourceTokens(source, order())).toBe(tokens);
    const extra = width === height ? 4160 : 6240;
    expect(sourceTokens(source, order({ input_fidelity: 'high' }))).toBe(tokens + extra);
    expect(sourceTokens(source, order({ input_fidelity: 'low' }))).toBe(tokens);
  });
});

describe('usage', () => {
  it('adds up', () => {
    const usage = toImagesUsage(
      order({ quality: 'low', size: '1024x1024' }),
      { text: 12, image: 194 },
      { finished: 2, partial: 3 },
    );
    expect(usage).toEqual({
      total_tokens: 12 + 194 + 2 * 272 + 300,
      input_tokens: 206,
      output_tokens: 2 * 272 + 300,
      input_tokens_details: { text_tokens: 12, image_tokens: 194 },
    });
    expect(toUsage(usage)).toMatchObject({ promptTokens: 206, completionTokens: 844, cachedTokens: 0 });
  });
});
