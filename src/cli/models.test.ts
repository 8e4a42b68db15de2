import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../config/resolve.ts';
import type { ModelCard } from '../engine/models/card.ts';
import { createFakeIo } from './fake-io.ts';
import type { Instance } from './instance.ts';
import { printModels } from './models.ts';
import { printOpenapi } from './openapi.ts';

const card: ModelCard = {
  id: 'acme/large',
  ownedBy: 'acme',
  created: 1,
  contextWindow: 128_000,
  maxOutputTokens: 4096,
  input: { image: true, audio: false, file: true },
  output: { audio: false },
  tools: true,
  kind: 'chat',
  price: { input: 1.5, output: 6 },
  tokenizer: 'o200k_base',
  approximateTokens: false,
  latency: 'large',
  vision: { kind: 'tiles', base: 85, tile: 170 },
  refuses: [],
  fineTuned: false,
  root: 'acme/large',
};

function createInstance() {
  const closed: number[] = [];
  const instance: Instance = {
    listen: () => Promise.reject(new Error('not to be called')),
    close: async ({ graceMs }) => void closed.push(graceMs),
    fetch: () => Promise.reject(new Error('not to be called')),
    openapi: () => ({ openapi: '3.1.0', paths: {} }),
    operations: [],
    engine: undefined,
    models: { catalogue: [card, { ...card, id: 'b', price: undefined }] },
  };
  return { instance, closed };
}

describe('read-only commands', () => {
  it('print the catalogue as a table', async () => {
    const io = createFakeIo();
    const { instance, closed } = createInstance();
    expect(await printModels(resolveOptions(), false, io, async () => instance)).toBe(0);
    expect(io.stdout()).toBe(
      [
        'model       kind  context  output  takes            owner  $ per million tokens',
        'acme/large  chat  128000   4096    text,image,file  acme   1.5 in, 6 out',
        'b           chat  128000   4096    text,image,file  acme   -',
        '',
      ].join('\n'),
    );
    expect(closed).toEqual([0]);
  });

  it('print the catalogue as JSON', async () => {
    const io = createFakeIo();
    await printModels(resolveOptions(), true, io, async () => createInstance().instance);
    expect(JSON.parse(io.stdout())).toEqual(
      [card, { ...card, id: 'b', price: undefined }].map((entry) => JSON.parse(JSON.stringify(entry))),
    );
  });

  it('print the OpenAPI document', async () => {
    const io = createFakeIo();
    const { instance, closed } = createInstance();
    expect(await printOpenapi(resolveOptions(), io, async () => instance)).toBe(0);
    expect(JSON.parse(io.stdout())).toEqual({ openapi: '3.1.0', paths: {} });
    expect(closed).toEqual([0]);
  });
});
