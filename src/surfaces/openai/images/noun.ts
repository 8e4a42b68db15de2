import Type from 'typebox';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row, type Surface } from '../../../kernel/operation.ts';
import { bytesReply, type Reply } from '../../../kernel/reply.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { createMemoryLimit } from '../../../runtime/memory-limit.ts';
import { createSystemClock } from '../../../runtime/system-clock.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { openai } from '../surface.ts';
import { type AnswerServices, answerPictures } from './answer.ts';
import { decodeImageRequest, type Sources } from './decode.ts';
import { FILES, idOfFile } from './file-url.ts';
import { findImageModel } from './models.ts';
import {
  ImageEditBody,
  ImageEditEvent,
  ImageEditForm,
  ImageGenerationEvent,
  ImageRequest,
  ImagesResponse,
  ImageVariationForm,
} from './schema.ts';
import { createServedPictures, type ServedPicture, servedCollection } from './served-pictures.ts';
import { readReferences, readUploads } from './sources.ts';
import { createStoredImages } from './stored-images.ts';

export interface ImageServices extends Omit<AnswerServices, 'served'> {
  readonly models: ModelRegistry;
  readonly ids: Ids;
  readonly store: Store;
}

/** OpenAI serves images from another host. Here they are served in OpenAI's dialect too, outside of its API. */
const files: Surface = { ...openai, name: 'openai-files', prefix: '' };

/** Maximum bytes of stored images that all edits at work have read. */
const STORED_AT_ONCE = 256 * 2 ** 20;

/** A PNG of 1 × 1 pixels. */
const ONE_PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface ImageCollections {
  readonly served: Collection<ServedPicture>;
  readonly files: Collection<FileRecord>;
}

/** Images: create, edit, vary, download. */
export const images = defineNoun({
  tag: 'Images',
  collections: { served: servedCollection, files: fileCollection },
  rows: imageRows,
});

function imageRows(given: ImageServices, collections: ImageCollections): Row[] {
  const { models, clock, turns, ids, store } = given;
  const served = createServedPictures({ store, clock, ids, pictures: collections.served });
  const services = { ...given, served };
  const storedImages = createStoredImages({ store, served, files: collections.files });
  // Images are made in real time, also under a virtual clock.
  const memory = createMemoryLimit(STORED_AT_ONCE, createSystemClock());
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
      handle: (call) => {
        const { body } = call;
        const model = findImageModel(body, 'generate', models);
        return answerPictures(
          call,
          decodeImageRequest(body, 'generate', model),
          'image_generation',
          services,
        );
      },
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
      handle: async (call) => {
        const { body } = call;
        const byReference = 'images' in body;
        const model = findImageModel(body, 'edit', models, { byReference });
        const answer = (sources: Sources): Promise<Reply> =>
          answerPictures(call, decodeImageRequest(body, 'edit', model, sources), 'image_edit', services);
        if (!byReference) return answer(readUploads(body.image, body.mask, model.rules));
        const access = { storedImages: storedImages(call), memory, turns, abort: call.abort };
        const sources = await readReferences(body.images, body.mask, model.rules, access);
        try {
          return await answer(sources);
        } finally {
          sources.release();
        }
      },
    }),
    operation({
      ...shared,
      id: 'createImageVariation',
      path: '/images/variations',
      summary: 'Create variations of an image',
      form: ImageVariationForm,
      reply: ImagesResponse,
      handle: (call) => {
        const { body } = call;
        const model = findImageModel(body, 'vary', models);
        const sources = readUploads([body.image], undefined, model.rules);
        return answerPictures(call, decodeImageRequest(body, 'vary', model, sources), 'image_edit', services);
      },
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
      handle: async ({ params: { file } }) => {
        const missing = (): Fault => new Fault({ kind: 'not_found', noun: 'image', id: file.slice(0, 100) });
        const found = await served.find(idOfFile(file));
        if (!found) throw missing();
        const reply = bytesReply({
          contentType: found.contentType,
          length: found.blob.bytes,
          source: served.read(found),
          headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
        });
        return reply.catch((error) => {
          throw error instanceof UnknownBlob ? missing() : error;
        });
      },
    }),
  ];
}
