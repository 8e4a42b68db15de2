import Type from 'typebox';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import { type Operation, operation, type Surface } from '../../../kernel/operation.ts';
import { content } from '../../../kernel/reply.ts';
import type { TransientBlobs } from '../../../storage/transient-blobs.ts';
import { openai } from '../surface.ts';
import { type AnswerServices, answerPictures } from './answer.ts';
import { decodeImageRequest } from './decode.ts';
import { FILES, idOfFile, idOfUrl } from './file-url.ts';
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
import { readReferences, readUploads } from './sources.ts';

export interface ImageServices extends AnswerServices {
  readonly models: ModelRegistry;
}

/** OpenAI hands pictures out elsewhere; its dialect is spoken here all the same. */
const files: Surface = { ...openai, name: 'openai-files' };

/** Pictures: from words, from pictures and words, from a picture alone, and handing them out. */
export function imageOperations(services: ImageServices): Operation[] {
  const { models, blobs } = services;
  const shared = { method: 'POST', access: 'project', tag: 'Images', surface: openai } as const;
  return [
    operation({
      ...shared,
      id: 'createImage',
      path: '/images/generations',
      summary: 'Make pictures from words, whole or as they come about',
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
      path: '/images/edits',
      summary: 'Change or extend pictures by words',
      body: ImageEditBody,
      form: ImageEditForm,
      reply: ImagesResponse,
      event: ImageEditEvent,
      handle: (call) => {
        const { body } = call;
        const byReference = 'images' in body;
        const model = findImageModel(body, 'edit', models, { byReference });
        const sources = byReference
          ? readReferences(body.images, body.mask, model.rules, (url) => served(url, call.origin, blobs))
          : readUploads(body.image, body.mask, model.rules);
        return answerPictures(call, decodeImageRequest(body, 'edit', model, sources), 'image_edit', services);
      },
    }),
    operation({
      ...shared,
      id: 'createImageVariation',
      path: '/images/variations',
      summary: 'Make pictures much like a given one',
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
      tag: 'Images',
      surface: files,
      summary: 'Get a picture by the URL that was answered for it',
      params: Type.Object({ file: Type.String() }),
      handle: ({ params: { file } }) => {
        const found = blobs.get(idOfFile(file));
        if (!found) throw new Fault({ kind: 'not_found', noun: 'image', id: file.slice(0, 100) });
        return content(found.contentType, found.bytes, {
          headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
        });
      },
    }),
  ];
}

/** A picture of this server's own, named by the URL that was answered for it. */
function served(url: string, origin: string, blobs: TransientBlobs): Uint8Array | undefined {
  const id = idOfUrl(url, origin);
  return id === undefined ? undefined : blobs.get(id)?.bytes;
}
