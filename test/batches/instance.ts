import { createFakeAI } from '../../src/fakeai.ts';

/** A process of its own for tests that end it: serves the data folder of its argument, and says where. */
const fake = createFakeAI({
  data: process.argv[2] as string,
  ttft: '15ms:50%',
  itl: '1ms',
  batchConcurrency: 8,
  batchStage: '50ms',
});
const { url } = await fake.listen({ port: 0 });
process.stdout.write(`${url}\n`);
