import type { ModelCard } from '../../engine/models/card.ts';
import type { ModelRegistry } from '../../engine/models/registry.ts';
import { usualModel } from '../../engine/models/usual-model.ts';
import { Fault } from '../../kernel/fault.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import { content, type Reply } from '../../kernel/reply.ts';
import { LoadAdapterRequest, UnloadAdapterRequest } from './schema.ts';

/** LoRA adapters. One that is loaded is a model of the caller's project until it is unloaded or the process ends. */
export const adapters = defineNoun({ tag: 'Engine', rows: adapterRows });

const shared = { absolute: true, method: 'POST', access: 'project', media: ['text/plain'] } as const;

function adapterRows({ models }: { readonly models: ModelRegistry }): Row[] {
  return [
    operation({
      ...shared,
      id: 'loadAdapter',
      path: '/v1/load_lora_adapter',
      summary: 'Load a LoRA adapter: a model of this name answers as its base does',
      body: LoadAdapterRequest,
      example: { lora_name: 'sql-adapter', lora_path: '/adapters/sql', load_inplace: true },
      faults: ['unknown_model'],
      handle: async ({ body, principal: { project } }) => {
        const { lora_name: name, lora_path: path, base_model_name: base, load_inplace: again } = body;
        const own = models.in(project);
        if (!again && own.adapters.find(name)) {
          const message = `The LoRA adapter '${name}' is loaded already. To replace it, set 'load_inplace' to true.`;
          throw new Fault({ kind: 'invalid_value', param: 'lora_name', message });
        }
        const card = base === undefined ? usualModel(models.catalogue, 'chat') : await own.find(base);
        const loaded = own.adapters.load({ name, path, base: known(card, base) });
        if (loaded === 'loaded') return said(`Success: LoRA adapter '${name}' added successfully.`);
        const message =
          loaded === 'full'
            ? 'Too many LoRA adapters are loaded. Unload one first.'
            : `'${name}' is the name of a model of the server, or no name of a model.`;
        throw new Fault({ kind: 'invalid_value', param: 'lora_name', message });
      },
    }),
    operation({
      ...shared,
      id: 'unloadAdapter',
      path: '/v1/unload_lora_adapter',
      summary: 'Unload a LoRA adapter',
      body: UnloadAdapterRequest,
      example: { lora_name: 'sql-adapter' },
      faults: ['not_found'],
      handle: ({ body: { lora_name: name }, principal: { project } }) => {
        if (models.in(project).adapters.unload(name)) {
          return said(`Success: LoRA adapter '${name}' removed successfully.`);
        }
        throw new Fault({ kind: 'not_found', noun: 'LoRA adapter', id: name, param: 'lora_name' });
      },
    }),
  ];
}

const said = (text: string): Reply => content('text/plain; charset=utf-8', text);

function known(card: ModelCard | undefined, base: string | undefined): ModelCard {
  if (card) return card;
  if (base !== undefined) throw new Fault({ kind: 'unknown_model', model: base });
  throw new Fault({ kind: 'missing_parameter', param: 'base_model_name' });
}
