import type { Example } from '../example.ts';
import { mask, pixel, square } from './files.ts';

/** Simple images, which are the fastest to generate. */
const drawn = { model: 'gpt-image-1-mini', prompt: 'A red square', quality: 'low' };
const small = { model: 'dall-e-2', prompt: 'A blue boat', size: '256x256' };

export const imageExamples: Readonly<Record<string, readonly Example[]>> = {
  createImage: [
    // The fastest example comes first, because some checks send it often.
    { name: 'by URL', body: { ...small, response_format: 'url' }, stream: null },
    { name: 'several', body: { ...small, n: 2, response_format: 'b64_json' }, stream: null },
    {
      name: 'revised',
      body: { model: 'dall-e-3', prompt: 'A cat', style: 'natural', quality: 'standard', user: 'ada' },
      stream: null,
    },
    {
      name: 'a transparent background',
      body: { ...drawn, output_format: 'webp', background: 'transparent' },
    },
    {
      name: 'wide, compressed',
      body: { ...drawn, size: '1536x1024', output_format: 'jpeg', output_compression: 30, moderation: 'low' },
    },
    {
      name: 'with partial images',
      body: { ...drawn, size: '1024x1024' },
      stream: { stream: true, partial_images: 1 },
    },
    {
      name: 'an open model',
      body: { ...small, model: 'stabilityai/stable-diffusion-2-1', style: 'vivid', quality: 'hd' },
      stream: null,
    },
  ],
  createImageEdit: [
    {
      name: 'a form',
      form: { model: 'dall-e-2', prompt: 'A hat', size: '256x256', image: square(10), mask, n: '2' },
      stream: null,
    },
    {
      name: 'several images',
      form: { ...drawn, image: [square(10), square(200)], output_format: 'jpeg', background: 'opaque' },
      stream: { stream: true, partial_images: 1 },
    },
    {
      name: 'high input fidelity',
      form: { ...drawn, model: 'gpt-image-1', image: square(1), input_fidelity: 'high' },
    },
    { name: 'JSON', body: { ...drawn, images: [{ image_url: pixel }], output_format: 'webp' } },
  ],
  createImageVariation: [
    { name: 'two', form: { image: square(40), size: '256x256', n: '2' } },
    {
      name: 'base64',
      form: {
        image: square(90),
        model: 'dall-e-2',
        size: '256x256',
        response_format: 'b64_json',
        user: 'ada',
      },
    },
  ],
  getImageFile: [
    {
      prepare: async (send) => {
        const made = await send('POST', '/v1/images/generations', { body: small });
        const { data } = (await made.json()) as { data: { url: string }[] };
        return { file: data[0]?.url.split('/').at(-1) as string };
      },
      answer: 'image/png',
    },
  ],
};
