import { createFakeAI } from '../../src/fakeai.ts';

/** A server process for tests that kill it: serves the data folder and has the ITL given as arguments, and prints its URL. */
const fake = createFakeAI({
  data: process.argv[2] as string,
  ttft: '15ms:50%',
  itl: process.argv[3] as string,
  batchConcurrency: 8,
  batchStage: '50ms',
});
const { url } = await fake.listen({ port: 0 });
process.stdout.write(`${url}\n`);
