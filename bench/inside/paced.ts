/**
 * Loaded into a server with `--import`: a second instance in the same process, whose streams run at 50 tokens/s on
 * the same event loop. It listens on the port BENCH_PACED_PORT.
 */
const bundle = new URL('../../dist/index.js', import.meta.url).href;
const { createFakeAI } = (await import(bundle)) as typeof import('fakeai');
const paced = createFakeAI({
  ttft: '0ms',
  itl: '20ms',
  requireApiKey: false,
  port: Number(process.env.BENCH_PACED_PORT),
});
await paced.listen();
