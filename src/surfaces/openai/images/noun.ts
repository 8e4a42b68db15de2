import Type from 'typebox';
import { lazyHandlers } from '../../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row, type Surface } from '../../../kernel/operation.ts';
import { fileCollection } from '../files/record.ts';
import { openai } from '../surface.ts';
import { FILES } from './file-url.ts';
import type { ImageCollections, ImageServices } from './handlers.ts';
import {
  ImageEditBody,
  ImageEditEvent,
  ImageEditForm,
  ImageGenerationEvent,
  ImageRequest,
  ImagesResponse,
  ImageVariationForm,
} from './schema.ts';
import { servedCollection } from './served-pictures.ts';

/** OpenAI serves images from another host. Here they are served in OpenAI's dialect too, outside of its API. */
const files: Surface = { ...openai, name: 'openai-files', prefix: '' };

/** A PNG of 1 × 1 pixels. */
const ONE_PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Images: create, edit, vary, download. */
export const images = defineNoun({
  tag: 'Images',
  collections: { served: servedCollection, files: fileCollection },
  rows: imageRows,
});

function imageRows(services: ImageServices, collections: ImageCollections): Row[] {
  const handler = lazyHandlers(services.clock, async () =>
    (await import('./handlers.ts')).createImageHandlers(services, collections),
  );
  const shared = {
    method: 'POST',
    access: 'project',
    faults: ['unknown_model'],
  } as const;
  return [
    operation({
      ...shared,
      id: 'createImage',
      servedBy: { azure: 'deployment' },
      path: '/images/generations',
      summary: 'Create images',
      body: ImageRequest,
      example: { model: 'gpt-image-1', prompt: 'A red fox in the snow', size: '1024x1024', quality: 'low' },
      reply: ImagesResponse,
      event: ImageGenerationEvent,
      handle: handler('create'),
    }),
    operation({
      ...shared,
      id: 'createImageEdit',
      servedBy: { azure: 'deployment' },
      path: '/images/edits',
      summary: 'Edit images',
      body: ImageEditBody,
      form: ImageEditForm,
      example: {
        model: 'gpt-image-1',
        prompt: 'Let it snow',
        images: [{ image_url: ONE_PIXEL }],
        quality: 'low',
      },
      reply: ImagesResponse,
      event: ImageEditEvent,
      handle: handler('edit'),
    }),
    operation({
      ...shared,
      id: 'createImageVariation',
      path: '/images/variations',
      summary: 'Create variations of an image',
      form: ImageVariationForm,
      reply: ImagesResponse,
      handle: handler('vary'),
    }),
    operation({
      id: 'getImageFile',
      secretPath: true,
      method: 'GET',
      path: `${FILES}/{file}`,
      access: 'public',
      surface: files,
      summary: 'Download a generated image',
      params: Type.Object({ file: Type.String() }),
      media: ['image/*'],
      faults: ['not_found'],
      handle: handler('download'),
    }),
  ];
}
