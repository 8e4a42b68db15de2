import Type from 'typebox';
import type { ModelRegistry } from '../../../engine/models/registry.ts';
import { Fault } from '../../../kernel/fault.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { operation, type Row } from '../../../kernel/operation.ts';
import { lazyJson } from '../../../kernel/parts-reply.ts';
import { json } from '../../../kernel/reply.ts';
import { LazyArray } from '../../../kernel/wire/lazy-json.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { encodeModel } from './encode.ts';
import { Model, ModelDeleted, ModelList } from './schema.ts';

const params = Type.Object({ model: Type.String({ description: 'A fine-tuned model.' }) });

/**
 * Every instance has this example. There is none for deletion, because not every instance has a model that
 * can be deleted.
 */
const retrieveParams = Type.Object({ model: Type.String({ examples: ['gpt-4o'] }) });

export interface ModelServices {
  readonly models: ModelRegistry;
  readonly turns: Turns;
}

/** Models. Ids contain slashes, so the rest of the path is the id. */
export const models = defineNoun({ tag: 'Models', servedBy: { azure: 'resource' }, rows: modelRows });

function modelRows({ models, turns }: ModelServices): Row[] {
  const unknown = (model: string): Fault => new Fault({ kind: 'unknown_model', model });
  const shared = { access: 'project' } as const;
  return [
    operation({
      ...shared,
      id: 'listModels',
      method: 'GET',
      path: '/models',
      summary: 'List models',
      reply: ModelList,
      handle: async ({ principal: { project }, abort }) => {
        const cards = await models.in(project).list();
        const toValue = (): object => ({
          object: 'list',
          data: new LazyArray(cards.values().map(encodeModel)),
        });
        return lazyJson(toValue, { turns, abort });
      },
    }),
    operation({
      ...shared,
      id: 'retrieveModel',
      method: 'GET',
      path: '/models/{model*}',
      summary: 'Retrieve a model',
      params: retrieveParams,
      reply: Model,
      faults: ['unknown_model'],
      handle: async ({ params: { model }, principal: { project } }) => {
        const card = await models.in(project).get(model);
        if (!card) throw unknown(model);
        return json(encodeModel(card));
      },
    }),
    operation({
      ...shared,
      id: 'deleteModel',
      method: 'DELETE',
      path: '/models/{model*}',
      summary: 'Delete a fine-tuned model',
      params,
      reply: ModelDeleted,
      faults: ['unknown_model', 'forbidden'],
      handle: async ({ params: { model }, principal: { project } }) => {
        switch (await models.in(project).remove(model)) {
          case 'missing':
            throw unknown(model);
          case 'not-removable':
            throw new Fault({
              kind: 'forbidden',
              message: `The model '${model}' cannot be deleted: only fine-tuned models can.`,
            });
          case 'removed':
            return json({ id: model, object: 'model', deleted: true });
        }
      },
    }),
  ];
}
