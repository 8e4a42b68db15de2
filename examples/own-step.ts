/**
 * A step of your own around the calls: every third chat completion is refused with a 429 and `retry-after`, and every
 * answer says in a header how many calls there have been.
 */
import { createFakeAI, Fault, type Step } from 'fakeai';
import OpenAI from 'openai';

/** Each instance needs its own, because it counts. */
function refuseEveryThird(): Step {
  let calls = 0;
  return {
    name: 'refuse every third',
    on: (operation) =>
      operation?.id === 'createChatCompletion'
        ? {
            admit({ notes }) {
              calls += 1;
              notes['x-calls'] = String(calls);
              if (calls % 3 === 0)
                throw new Fault({ kind: 'rate_limited', message: 'Rate limit reached.', retryAfter: 1 });
              return undefined;
            },
          }
        : undefined,
  };
}

const fake = createFakeAI({ fast: true, steps: [refuseEveryThird()] });
// Without retries, to see the refusal.
const client = new OpenAI({ apiKey: 'sk-fakeai-1234567890abcdef', fetch: fake.fetch, maxRetries: 0 });

for (const content of ['One.', 'Two.', 'Three.', 'Four.']) {
  try {
    const { response } = await client.chat.completions
      .create({ model: 'gpt-4o', messages: [{ role: 'user', content }] })
      .withResponse();
    console.log(`call ${response.headers.get('x-calls')} is answered`);
  } catch (error) {
    if (!(error instanceof OpenAI.RateLimitError)) throw error;
    const { status, headers } = error;
    console.log(`call ${headers.get('x-calls')}: ${status}, retry after ${headers.get('retry-after')} s`);
  }
}

await fake.close();
