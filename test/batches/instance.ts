import { createFakeAI } from '../../src/fakeai.ts';

/** A server process for tests that kill it: serves the data folder given as its argument and prints its URL. */
const fake = createFakeAI({
  data: process.argv[2] as string,
  ttft: '15ms:50%',
  itl: '1ms',
  batchConcurrency: 8,
  batchStage: '50ms',
});
const { url } = await fake.listen({ port: 0 });
process.stdout.write(`${url}\n`);
