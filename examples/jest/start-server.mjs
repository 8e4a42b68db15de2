import { createFakeAI } from 'fakeai';

/** Runs once before all tests, outside their sandbox; they inherit the environment variable. */
export default async function startServer() {
  const fake = createFakeAI({ fast: true });
  const { url } = await fake.listen({ port: 0 });
  process.env.OPENAI_BASE_URL = `${url}/v1`;
  globalThis.fakeai = fake;
}
