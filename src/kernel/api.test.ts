import { describe, expect, expectTypeOf, it } from 'vitest';
import { createFakeAI, type FakeAIOptions } from '../fakeai.ts';
import type { Platform } from '../platform.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { openai } from '../surfaces/openai/surface.ts';
import { openRig } from '../surfaces/rig.cases.ts';
import { type Api, defineApi, type NeedsOf } from './api.ts';
import { defineCollection } from './collections.ts';
import { defineNoun, type Noun } from './noun.ts';
import { operation, type Row, type Surface } from './operation.ts';
import { json } from './reply.ts';

const row = (id: string, part: Partial<Pick<Row, 'path' | 'tag' | 'surface' | 'servedBy'>> = {}): Row =>
  operation({
    id,
    method: 'GET',
    path: `/${id}`,
    access: 'public',
    summary: id,
    handle: () => json(id),
    ...part,
  });

const other: Surface = { ...openai, name: 'other' };

describe('defineApi', () => {
  it('gives rows the tag, servedBy and dialect that they lack, in the order of the nouns', () => {
    const one = defineNoun({ tag: 'One', servedBy: { azure: 'resource' }, rows: () => [row('a'), row('b')] });
    const two = defineNoun({
      tag: 'Two',
      rows: () => [row('c', { tag: 'Three', surface: other, servedBy: { azure: 'deployment' } })],
    });
    const { operations } = openRig([defineApi({ dialect: openai, nouns: [one, two] })]);
    expect(operations.map(({ id, tag, surface, servedBy }) => [id, tag, surface.name, servedBy])).toEqual([
      ['a', 'One', 'openai', { azure: 'resource' }],
      ['b', 'One', 'openai', { azure: 'resource' }],
      ['c', 'Three', 'other', { azure: 'deployment' }],
    ]);
  });

  it('opens a noun on each platform alone, with its collections and jobs', async () => {
    interface Thing {
      readonly id: string;
    }
    const things = defineCollection<Thing>({ name: 'things', maximum: 10, overflow: 'refuse' });
    const opened: Platform[] = [];
    const added = Promise.withResolvers<void>();
    const noun = defineNoun({
      tag: 'Things',
      collections: { things },
      jobs: (_: Platform, { things }) => [
        {
          kind: 'things.add',
          run: async ({ id }) => {
            await things.in('p').insert({ id }, { createdAt: 1 });
            added.resolve();
          },
        },
      ],
      rows: (platform: Platform) => {
        opened.push(platform);
        return [];
      },
    });
    const api = defineApi({ dialect: openai, nouns: [noun] });
    expect(opened).toEqual([]);
    const [one, two] = [openRig([api]), openRig([api])];
    expect(opened).toEqual([one.platform, two.platform]);
    await one.platform.store.commit([
      one.platform.jobs.adding({ kind: 'things.add', id: 'x', payload: null }),
    ]);
    one.platform.jobs.start();
    await added.promise;
    expect(await one.platform.collection(things).in('p').count()).toBe(1);
    expect(await two.platform.collection(things).in('p').count()).toBe(0);
    await Promise.all([one, two].map(({ platform }) => platform.close()));
  });

  it('makes the operations of an API once, also for APIs that are made of them', () => {
    let times = 0;
    const noun = defineNoun({
      tag: 'One',
      rows: () => {
        times++;
        return [row('a')];
      },
    });
    const api = defineApi({ dialect: openai, nouns: [noun] });
    const mirrored: Api<Platform> = {
      open: ({ operationsOf }) => operationsOf(api).map((each) => ({ ...each, id: 'm', path: '/m' })),
    };
    const { operations } = openRig([mirrored, api]);
    expect(operations.map(({ id }) => id)).toEqual(['m', 'a']);
    expect(times).toBe(1);
  });
});

describe('createFakeAI({ apis })', () => {
  const apiOf = (rows: Row[]): Api<Platform> =>
    defineApi({ dialect: openai, nouns: [defineNoun({ tag: 'Own', rows: () => rows })] });

  it.each([
    [
      'an operation with an id that is taken',
      apiOf([row('listModels', { path: '/mine' })]),
      /id listModels: GET \/v1\/models and GET \/v1\/mine/,
    ],
    ['an operation with a path that is taken', apiOf([row('a', { path: '/models' })]), /listModels and a/],
    [
      'a collection with a name that is taken',
      defineApi({
        dialect: openai,
        nouns: [
          defineNoun({
            tag: 'Own',
            collections: { files: defineCollection({ name: 'files', maximum: 1, overflow: 'refuse' }) },
            rows: () => [],
          }),
        ],
      }),
      /"files"/,
    ],
  ])('rejects %s', (_, api, message) => {
    expect(() => createFakeAI({ apis: [api], clock: createVirtualClock() })).toThrow(message);
  });
});

describe('the parts that an API needs', () => {
  interface Mail {
    readonly mail: { send(text: string): void };
  }
  const plain = defineNoun({ tag: 'Plain', rows: () => [] });
  const timed = defineNoun({ tag: 'Timed', rows: (_: Pick<Platform, 'clock'>) => [] });
  const seeded = defineNoun({ tag: 'Seeded', rows: (_: Pick<Platform, 'random'>) => [] });
  const dated = defineNoun({ tag: 'Dated', rows: (_: { readonly clock: Date }) => [] });
  const mailing = defineNoun({ tag: 'Mailing', rows: (_: Mail) => [] });

  it('are those of all its nouns', () => {
    expectTypeOf<NeedsOf<[typeof timed, typeof seeded]>>().toEqualTypeOf<
      Pick<Platform, 'clock'> & Pick<Platform, 'random'>
    >();
    expectTypeOf(timed).toEqualTypeOf<Noun<Pick<Platform, 'clock'>>>();
  });

  it('must be parts of the platform', () => {
    const accept = (_: FakeAIOptions): void => {};
    accept({ apis: [defineApi({ dialect: openai, nouns: [plain, timed, seeded] })] });
    accept({
      apis: [defineApi({ dialect: openai, nouns: [defineNoun({ tag: 'Inline', rows: () => [] })] })],
    });
    // @ts-expect-error the platform has no mail
    accept({ apis: [defineApi({ dialect: openai, nouns: [mailing] })] });
    // @ts-expect-error not even among nouns that need less
    accept({ apis: [defineApi({ dialect: openai, nouns: [plain, timed, mailing] })] });
    // @ts-expect-error the clock is another
    accept({ apis: [defineApi({ dialect: openai, nouns: [dated] })] });
  });
});
