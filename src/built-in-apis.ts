import { type Api, defineApi } from './kernel/api.ts';
import type { Platform } from './platform.ts';
import { azureOf } from './surfaces/azure/api.ts';
import { textGeneration } from './surfaces/azure/text-generation.ts';
import { nimApi } from './surfaces/nim/api.ts';
import { hostedEmbeddingsOf } from './surfaces/nim/hosted-embeddings.ts';
import { openaiApi } from './surfaces/openai/api.ts';
import { rendering } from './surfaces/openai/rendering/noun.ts';
import { openai } from './surfaces/openai/surface.ts';
import { rerankApi } from './surfaces/rerank/api.ts';
import { sglang } from './surfaces/sglang/noun.ts';
import { systemApi } from './surfaces/system/api.ts';
import { vllmApi } from './surfaces/vllm/api.ts';
import { vllm } from './surfaces/vllm/surface.ts';

/** The APIs of every instance, in the order of the documentation. */
export const builtInApis: readonly Api<Platform>[] = [
  openaiApi,
  // The original FakeAI files it under Azure, but answers in OpenAI's dialect.
  defineApi({ dialect: openai, nouns: [textGeneration] }),
  azureOf(openaiApi),
  hostedEmbeddingsOf(openaiApi),
  nimApi,
  rerankApi,
  // Read as OpenAI's requests are, refused as vLLM does.
  defineApi({ dialect: vllm, nouns: [rendering] }),
  defineApi({ dialect: vllm, nouns: [sglang] }),
  vllmApi,
  systemApi,
];
