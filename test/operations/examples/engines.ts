import type { Example } from '../example.ts';

/** Examples of the endpoints of inference engines that answer with text. */

const TEXT = [{ answer: 'text/plain; charset=utf-8' }];

export const engineExamples: Readonly<Record<string, readonly Example[]>> = {
  loadAdapter: TEXT,
  unloadAdapter: [
    {
      answer: 'text/plain; charset=utf-8',
      prepare: async (send) => {
        const body = { lora_name: 'sql-adapter', lora_path: '/adapters/sql', load_inplace: true };
        await send('POST', '/v1/load_lora_adapter', { body });
        return {};
      },
    },
  ],
  resetPrefixCache: TEXT,
  flushCache: TEXT,
  flushCacheWithGet: TEXT,
  startProfile: TEXT,
  startProfileWithGet: TEXT,
  stopProfile: TEXT,
  stopProfileWithGet: TEXT,
  sleepEngine: TEXT,
  wakeEngine: TEXT,
  checkGeneration: TEXT,
  tokenize: [
    {},
    { name: 'messages', body: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello' }] } },
  ],
  createScore: [{}, { name: 'pairs', body: { queries: ['a', 'b'], documents: ['c', 'd'] } }],
  generate: [
    {},
    {
      name: 'several texts',
      body: { text: ['One', 'Two'], sampling_params: { max_new_tokens: 4, n: 2 }, return_logprob: true },
    },
  ],
};
