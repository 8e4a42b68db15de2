import type { Example } from '../example.ts';

/** Four token ids that exist in the older vocabularies. */
const tokens = [464, 1893, 286, 262];
const model = 'gpt-3.5-turbo-instruct';

export const completionExamples: Readonly<Record<string, readonly Example[]>> = {
  createCompletion: [
    { name: 'one text' },
    {
      name: 'several, echoed',
      body: { model, prompt: ['One', 'Two'], n: 2, echo: true, logprobs: 2, max_tokens: 3 },
    },
    { name: 'tokens', body: { model: 'davinci-002', prompt: tokens, stop: ['.'], seed: 7, user: 'ada' } },
    { name: 'lists of tokens', body: { model: 'babbage-002', prompt: [tokens, [13]], max_tokens: 2 } },
    { name: 'a suffix', body: { model, prompt: 'It begins', suffix: 'and ends.' } },
    { name: 'only the prompt', body: { model, prompt: 'Here.', echo: true, max_tokens: 0 } },
    {
      name: 'every other setting',
      body: {
        model,
        prompt: 'Once',
        frequency_penalty: 0.5,
        presence_penalty: -0.5,
        logit_bias: { 100: -5 },
        temperature: 0.2,
        top_p: 0.9,
        logprobs: 0,
        max_tokens: 4,
      },
    },
    // The best choice is known only at the end, so it cannot be streamed.
    { name: 'the best of three', body: { model, prompt: 'Once', best_of: 3, max_tokens: 4 }, stream: null },
  ],
};
