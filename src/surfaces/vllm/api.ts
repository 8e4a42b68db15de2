import { defineApi } from '../../kernel/api.ts';
import { adapters } from './adapters.ts';
import { control } from './control.ts';
import { pooling } from './pooling.ts';
import { vllm } from './surface.ts';

/**
 * vLLM's own endpoints: models that generate no text, LoRA adapters, and control of the engine. Those that read prompts
 * as chat completions and completions do are the noun `rendering` of OpenAI's surface in this dialect.
 */
export const vllmApi = defineApi({ dialect: vllm, nouns: [pooling, adapters, control] });
