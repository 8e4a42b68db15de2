import { usualModel } from '../../engine/models/usual-model.ts';
import { Fault } from '../../kernel/fault.ts';
import { lazyHandlers } from '../../kernel/lazy-handlers.ts';
import { defineNoun } from '../../kernel/noun.ts';
import { operation, type Row } from '../../kernel/operation.ts';
import { json, type Reply } from '../../kernel/reply.ts';
import { SENTINEL } from '../../kernel/wire/sse.ts';
import type { GenerateServices } from './handlers.ts';
import { Generated, GenerateReply, GenerateRequest, ModelInfo, WEIGHT_VERSION } from './schema.ts';

/** SGLang's native endpoints. They are served in vLLM's dialect, whose errors have the same form. */
export const sglang = defineNoun({ tag: 'SGLang', rows: sglangRows });

function sglangRows(services: GenerateServices): Row[] {
  const { clock, models } = services;
  const handler = lazyHandlers(clock, async () =>
    (await import('./handlers.ts')).createGenerateHandlers(services),
  );
  const info = (): Reply => {
    const card = usualModel(models.catalogue, 'completion');
    if (!card) throw new Fault({ kind: 'unknown_model', model: '' });
    return json({
      model_path: card.id,
      tokenizer_path: card.tokenizer,
      is_generation: true,
      preferred_sampling_params: null,
      weight_version: WEIGHT_VERSION,
      has_image_understanding: card.input.image,
      has_audio_understanding: card.input.audio,
    });
  };
  const reading = {
    absolute: true,
    method: 'GET',
    access: 'public',
    reply: ModelInfo,
    faults: ['unknown_model'],
    handle: info,
  } as const;
  return [
    operation({
      absolute: true,
      id: 'generate',
      method: 'POST',
      path: '/generate',
      access: 'project',
      summary: 'Continue texts',
      body: GenerateRequest,
      example: {
        text: 'Once upon a time',
        sampling_params: { max_new_tokens: 16, temperature: 0 },
      },
      reply: GenerateReply,
      event: Generated,
      sentinel: SENTINEL,
      faults: ['unknown_model', 'context_exceeded', 'unsuited_model'],
      handle: handler('generate'),
    }),
    operation({
      ...reading,
      id: 'getModelInfo',
      path: '/model_info',
      summary: 'Get the model that is used if a request names none',
    }),
    operation({
      ...reading,
      id: 'getModelInfoOlder',
      path: '/get_model_info',
      summary: 'Get the model that is used if a request names none (older path)',
    }),
  ];
}
