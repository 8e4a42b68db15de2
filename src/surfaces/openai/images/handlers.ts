import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { Call } from '../../../kernel/operation.ts';
import { bytesReply, type Reply } from '../../../kernel/reply.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { requestedModel } from '../../../serving/requested-model.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import type { FileRecord } from '../files/record.ts';
import { type AnswerServices, answerPictures } from './answer.ts';
import { decodeImageRequest, type Sources } from './decode.ts';
import { idOfFile } from './file-url.ts';
import { createImageAccess } from './image-access.ts';
import {
  type ActionOptions,
  type ImageModel,
  type ImageNaming,
  imageModelId,
  toImageModel,
} from './models.ts';
import type { ImageAction } from './rules.ts';
import type { ImageEditBody, ImageEditForm, ImageRequest, ImageVariationForm } from './schema.ts';
import { createServedPictures, type ServedPicture } from './served-pictures.ts';
import { readReferences, readUploads } from './sources.ts';

export interface ImageServices extends Omit<AnswerServices, 'served'> {
  readonly models: ModelRegistry;
  readonly ids: Ids;
  readonly store: Store;
}

export interface ImageCollections {
  readonly served: Collection<ServedPicture>;
  readonly files: Collection<FileRecord>;
}

export function createImageHandlers(given: ImageServices, collections: ImageCollections) {
  const { models, clock, turns, ids, store } = given;
  const served = createServedPictures({ store, clock, ids, pictures: collections.served });
  const services = { ...given, served };
  const accessOf = createImageAccess({ store, turns, served, files: collections.files });
  const findModel = async (
    call: Call<unknown, unknown, ImageNaming>,
    action: ImageAction,
    options?: ActionOptions,
  ): Promise<ImageModel> => {
    const card = await requestedModel(call, imageModelId(call.body, action), models);
    return toImageModel(card, action, models.catalogue, options);
  };
  return {
    async create(call: Call<unknown, unknown, ImageRequest>): Promise<Reply> {
      const { body } = call;
      const model = await findModel(call, 'generate');
      return answerPictures(call, decodeImageRequest(body, 'generate', model), 'image_generation', services);
    },
    async edit(call: Call<unknown, unknown, ImageEditBody | ImageEditForm>): Promise<Reply> {
      const { body } = call;
      const byReference = 'images' in body;
      const model = await findModel(call, 'edit', { byReference });
      const answer = (sources: Sources): Promise<Reply> =>
        answerPictures(call, decodeImageRequest(body, 'edit', model, sources), 'image_edit', services);
      if (!byReference) return answer(readUploads(body.image, body.mask, model.rules));
      const sources = await readReferences(body.images, body.mask, model.rules, accessOf(call));
      try {
        return await answer(sources);
      } finally {
        sources.release();
      }
    },
    async vary(call: Call<unknown, unknown, ImageVariationForm>): Promise<Reply> {
      const { body } = call;
      const model = await findModel(call, 'vary');
      const sources = readUploads([body.image], undefined, model.rules);
      return answerPictures(call, decodeImageRequest(body, 'vary', model, sources), 'image_edit', services);
    },
    async download({ params: { file } }: Call<{ readonly file: string }>): Promise<Reply> {
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
  };
}
