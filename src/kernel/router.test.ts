import createFindMyWay from 'find-my-way';
import Type from 'typebox';
import { describe, expect, it, vi } from 'vitest';
import { openai } from '../surfaces/openai/surface.ts';
import { row } from './dispatch.cases.ts';
import { METHODS, type Operation, type Surface } from './operation.ts';
import { json } from './reply.ts';
import { createRouter, type Router } from './router.ts';

vi.mock('find-my-way', async (importOriginal) => {
  const original = await importOriginal<{ default: typeof createFindMyWay }>();
  return { default: vi.fn(original.default) };
});

const define = (id: string, method: Operation['method'], path: string, part: Partial<Operation> = {}) =>
  row({ id, method, path, handle: () => json(null), ...part });

const acme: Surface = { name: 'acme', root: '/acme/', encodeFault: () => json(null), headers: () => ({}) };

const router = createRouter([
  define('root', 'GET', '/'),
  define('list', 'GET', '/things'),
  define('create', 'POST', '/things'),
  define('get', 'GET', '/things/{thing_id}'),
  define('update', 'POST', '/things/{thing_id}'),
  define('delete', 'DELETE', '/things/{thing_id}'),
  define('parts', 'GET', '/things/{thing_id}/parts'),
  define('models', 'GET', '/models'),
  define('model', 'GET', '/models/{model*}'),
  define('start', 'POST', '/jobs'),
  define('elsewhere', 'POST', '/v2/things', { absolute: true }),
  define('other', 'POST', '/things/new', { absolute: true }),
  define('rooted', 'GET', '/acme/v1/things', { absolute: true, surface: acme }),
]);

const findIn = (router: Router, method: string, path: string, query?: string) => {
  const match = router.find(method, path, query);
  return match && [match.operation.id, { ...match.params }];
};
const find = (method: string, path: string) => findIn(router, method, path);

describe('the router', () => {
  it.each([
    ['GET', '/things', ['list', {}]],
    ['GET', '/v1/things', ['list', {}]],
    ['GET', '/v1/things/', ['list', {}]],
    ['POST', '/things', ['create', {}]],
    ['HEAD', '/v1/things/a-1', ['get', { thing_id: 'a-1' }]],
    ['DELETE', '/things/a-1/', ['delete', { thing_id: 'a-1' }]],
    ['GET', '/things/a/parts', ['parts', { thing_id: 'a' }]],
    ['GET', '/', ['root', {}]],
    ['GET', '/v1/', ['root', {}]],
  ])('finds %s %s', (method, path, found) => {
    expect(find(method, path)).toEqual(found);
  });

  it.each([
    ['GET', '/nothing'],
    ['GET', '/v1'],
    ['GET', '/v1things'],
    ['GET', '/v2/things'],
    ['GET', '/v1/v1/things'],
    ['GET', '/Things'],
    ['GET', '/things/a/b'],
    ['PUT', '/things'],
    ['PATCH', '/things'],
    ['GET', '/things:count'],
    ['OPTIONS', '/things'],
    ['BREW', '/things'],
    ['get', '/things'],
    ['GET', ''],
    ['GET', `/things/${'a'.repeat(600)}`],
  ])('finds nothing for %s %s', (method, path) => {
    expect(find(method, path)).toBeUndefined();
  });

  it('decodes parameters, and keeps an encoded slash within its parameter', () => {
    expect(find('GET', '/things/a%20b%C3%A9')).toEqual(['get', { thing_id: 'a bé' }]);
    expect(find('GET', '/things/a%2Fb')).toEqual(['get', { thing_id: 'a/b' }]);
    expect(find('GET', '/things/..%2F..%2Fetc')).toEqual(['get', { thing_id: '../../etc' }]);
  });

  it('accepts ids with slashes, encoded or not, where the row allows it', () => {
    const found = ['model', { model: 'meta-llama/Llama-3.1-8B' }];
    expect(find('GET', '/v1/models/meta-llama/Llama-3.1-8B')).toEqual(found);
    expect(find('GET', '/v1/models/meta-llama%2FLlama-3.1-8B')).toEqual(found);
    expect(find('GET', '/models/a/b/c')).toEqual(['model', { model: 'a/b/c' }]);
    expect(find('GET', '/models/')).toEqual(['models', {}]);
  });

  it('copes with invalid escapes', () => {
    for (const path of ['/things/%', '/things/%zz', '/things/%E0%A4%A', '/models/%ff', '/%']) {
      expect(() => router.find('GET', path)).not.toThrow();
      expect(() => router.allowed(path)).not.toThrow();
    }
    expect(find('GET', '/things/%E0%A4%A')).toBeUndefined();
  });

  it('treats hostile names as plain text', () => {
    expect(find('GET', '/things/__proto__')).toEqual(['get', { thing_id: '__proto__' }]);
    expect(find('GET', '/__proto__')).toBeUndefined();
  });

  it('lists the methods of a path', () => {
    expect(router.allowed('/v1/things')).toEqual(['GET', 'POST', 'HEAD']);
    expect(router.allowed('/things/x')).toEqual(['GET', 'POST', 'DELETE', 'HEAD']);
    expect(router.allowed('/jobs')).toEqual(['POST']);
    expect(router.allowed('/nothing')).toEqual([]);
  });

  it('matches absolute paths only exactly, and before the short form of another path', () => {
    expect(find('POST', '/v2/things')).toEqual(['elsewhere', {}]);
    expect(find('POST', '/v1/v2/things')).toBeUndefined();
    expect(find('POST', '/things/new')).toEqual(['other', {}]);
    expect(find('POST', '/v1/things/new')).toEqual(['update', { thing_id: 'new' }]);
    expect(find('GET', '/acme/v1/things')).toEqual(['rooted', {}]);
    expect(find('GET', '/v1/acme/v1/things')).toBeUndefined();
    expect(router.allowed('/things/new')).toEqual(['GET', 'POST', 'DELETE', 'HEAD']);
  });

  it('knows which surface owns the paths under a root', () => {
    expect(router.surfaceOf('/acme/nothing')).toBe(acme);
    for (const path of ['/acme', '/things', '/v1/acme/x', '/'])
      expect(router.surfaceOf(path)).toBeUndefined();
  });

  it('rejects two rows with the same method and path', () => {
    expect(() => createRouter([define('one', 'GET', '/a'), define('two', 'GET', '/a')])).toThrow();
    expect(() => createRouter([define('one', 'GET', '/a/{b}'), define('two', 'GET', '/a/{c}')])).toThrow(
      'one and two',
    );
  });

  it('accepts the same path with another method, or as an absolute path', () => {
    const rows = [
      define('get', 'GET', '/a'),
      define('post', 'POST', '/a'),
      define('own', 'GET', '/a', { absolute: true }),
    ];
    expect(createRouter(rows).find('GET', '/a')?.operation.id).toBe('own');
  });

  it('builds a tree when a request first needs it, and keeps it', () => {
    const built = vi.mocked(createFindMyWay);
    built.mockClear();
    const lazy = createRouter([
      define('one', 'GET', '/a/{id}'),
      define('two', 'GET', '/b'),
      define('three', 'GET', '/acme/b', { absolute: true }),
    ]);
    expect(built).not.toHaveBeenCalled();
    for (const [path, id, trees] of [
      ['/v1/a/x', 'one', 1],
      ['/a/y', 'one', 1],
      ['/nothing', undefined, 1],
      ['/acme/b', 'three', 2],
      ['/b', 'two', 3],
      ['/v1/b', 'two', 3],
    ] as const) {
      expect(lazy.find('GET', path)?.operation.id, path).toBe(id);
      expect(built, path).toHaveBeenCalledTimes(trees);
    }
  });

  it('finds rows by an escaped first segment, and rows that start with a parameter', () => {
    expect(find('GET', '/v1/%74hings')).toEqual(['list', {}]);
    expect(find('GET', '/%74hings/a')).toEqual(['get', { thing_id: 'a' }]);
    const open = createRouter([define('any', 'GET', '/{name}/x'), define('fixed', 'GET', '/a/{id}')]);
    for (const [path, id] of [
      ['/b/x', 'any'],
      ['/a/x', 'fixed'],
      ['/a/y', 'fixed'],
      ['/%61/y', 'fixed'],
      ['/b/y', undefined],
    ] as const)
      expect(open.find('GET', path)?.operation.id, path).toBe(id);
  });

  it('finds each method, and lists all of a path', () => {
    const router = createRouter(METHODS.map((method) => define(method, method, '/things/{thing_id}')));
    for (const method of METHODS)
      expect(findIn(router, method, '/v1/things/a')).toEqual([method, { thing_id: 'a' }]);
    expect(router.allowed('/things/a')).toEqual(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
  });
});

describe('rows told apart by their query', () => {
  const beta = Type.Object({ beta: Type.Literal(true), limit: Type.Optional(Type.Integer()) });
  const both = Type.Object({ beta: Type.Literal(true), mode: Type.Literal('fast') });
  const router = createRouter([
    define('plain', 'POST', '/messages/{id}'),
    define('both', 'POST', '/messages/{id}', { query: both }),
    define('beta', 'POST', '/messages/{id}', { query: beta }),
    define('one', 'GET', '/only', { query: Type.Object({ v: Type.Literal(1) }) }),
    define('two', 'GET', '/only', { query: Type.Object({ v: Type.Literal(2) }) }),
  ]);

  it.each([
    ['', 'plain'],
    ['limit=2', 'plain'],
    ['beta=false', 'plain'],
    ['beta', 'plain'],
    ['xbeta=true', 'plain'],
    ['mode=fast', 'plain'],
    ['beta=true', 'beta'],
    ['limit=2&beta=true', 'beta'],
    ['%62eta=true', 'beta'],
    ['mode=slow&beta=true', 'beta'],
    ['mode=fast&beta=true', 'both'],
  ])('picks the most specific one for ?%s', (query, id) => {
    expect(findIn(router, 'POST', '/v1/messages/m', query)).toEqual([id, { id: 'm' }]);
  });

  it('leaves a query that fits none to the validation of a row', () => {
    expect(findIn(router, 'GET', '/only', 'v=1')).toEqual(['one', {}]);
    expect(findIn(router, 'GET', '/only', 'v=2')).toEqual(['two', {}]);
    for (const query of ['', 'v=3']) expect(findIn(router, 'GET', '/only', query)).toEqual(['two', {}]);
  });

  it('rejects rows that require the same', () => {
    const rows = [define('a', 'GET', '/a', { query: beta }), define('b', 'GET', '/a', { query: beta })];
    expect(() => createRouter(rows)).toThrow('a and b');
  });

  it('asks nothing of a row that is alone', () => {
    const router = createRouter([define('alone', 'GET', '/a', { query: beta })]);
    expect(findIn(router, 'GET', '/a', '')).toEqual(['alone', {}]);
  });
});

describe('paths that end in a verb', () => {
  const router = createRouter([
    define('generate', 'POST', '/models/{model}:generateContent'),
    define('count', 'POST', '/models/{name}:countTokens'),
    define('model', 'GET', '/models/{model}'),
    define('update', 'POST', '/models/{model}'),
    define('run', 'POST', '/tuned/{model*}:run'),
    define('stop', 'POST', '/tuned/{name*}:stop'),
    define('search', 'GET', '/things:search'),
    define('beta', 'POST', '/models/{model}:generateContent', {
      query: Type.Object({ beta: Type.Literal(true) }),
    }),
    define('absolute', 'POST', '/v1beta/models/{id}:countTokens', { absolute: true }),
  ]);

  it.each([
    ['POST', '/models/m-1:generateContent', ['generate', { model: 'm-1' }]],
    ['POST', '/v1/models/m-1:countTokens/', ['count', { name: 'm-1' }]],
    ['POST', '/v1beta/models/m-1:countTokens', ['absolute', { id: 'm-1' }]],
    ['POST', '/models/ft:a:org::1:countTokens', ['count', { name: 'ft:a:org::1' }]],
    ['POST', '/models/a:generateContent:countTokens', ['count', { name: 'a:generateContent' }]],
    ['POST', '/models/org%2Fm%3A8b:countTokens', ['count', { name: 'org/m:8b' }]],
    ['POST', '/tuned/org/m:8b/x:run', ['run', { model: 'org/m:8b/x' }]],
    ['POST', '/tuned/org%2Fm:stop', ['stop', { name: 'org/m' }]],
    ['GET', '/v1/things:search', ['search', {}]],
    // Not the verb of a row, so part of the id.
    ['POST', '/models/ft:a', ['update', { model: 'ft:a' }]],
    ['POST', '/models/m:CountTokens', ['update', { model: 'm:CountTokens' }]],
    ['POST', '/models/m%3AcountTokens', ['update', { model: 'm:countTokens' }]],
    ['POST', '/models/:countTokens', ['update', { model: ':countTokens' }]],
    ['GET', '/models/m:countTokens', ['model', { model: 'm:countTokens' }]],
  ])('finds %s %s', (method, path, found) => {
    expect(findIn(router, method, path)).toEqual(found);
  });

  it.each([
    ['POST', '/models/org/m:countTokens'],
    ['POST', '/tuned/org/m'],
    ['POST', '/tuned/:run'],
    ['POST', '/things:search'],
    ['GET', '/things:'],
    ['POST', `/models/${'a'.repeat(600)}:countTokens`],
    ['POST', '/models/%E0%A4%A:countTokens'],
    ['POST', '/models/a:__proto__/x'],
  ])('finds nothing for %s %s', (method, path) => {
    expect(findIn(router, method, path)).toBeUndefined();
  });

  it('can be told apart by their query too', () => {
    expect(findIn(router, 'POST', '/models/m:generateContent', 'beta=true')).toEqual([
      'beta',
      { model: 'm' },
    ]);
  });

  it('lists the methods of a path', () => {
    expect(router.allowed('/tuned/a:run')).toEqual(['POST']);
    expect(router.allowed('/things:search')).toEqual(['GET', 'HEAD']);
    expect(router.allowed('/models/m:countTokens')).toEqual(['GET', 'POST', 'HEAD']);
  });
});

describe('surfaces with prefixes of their own', () => {
  const under = (prefix: string): Surface => ({ ...openai, name: prefix, prefix });
  const at = (id: string, path: string, prefix: string, part: Partial<Operation> = {}) =>
    row({ id, path, surface: under(prefix), handle: () => json(null), ...part });
  const router = createRouter([
    at('models', '/models', '/v1'),
    at('chat', '/chat', '/v1'),
    at('acmeModels', '/models', '/acme'),
    at('acmeThings', '/things', '/acme'),
    at('newThings', '/things', '/acme/v2'),
    at('health', '/health', ''),
    at('exact', '/acme/exact', '/acme', { absolute: true }),
  ]);

  it.each([
    ['/v1/models', 'models'],
    ['/acme/models', 'acmeModels'],
    ['/models', 'models'],
    ['/acme/things', 'acmeThings'],
    ['/acme/v2/things', 'newThings'],
    ['/things', 'acmeThings'],
    ['/acme/health', 'health'],
    ['/v1/health', 'health'],
    ['/acme/exact', 'exact'],
    ['/acme/chat', undefined],
    ['/v1/things', undefined],
    ['/acme/v2/models', undefined],
    ['/acme', undefined],
    ['/acmex/things', undefined],
  ])('are found below them: %s', (path, id) => {
    expect(router.find('GET', path)?.operation.id).toBe(id);
  });
});

it('takes the path of a row for no id of an object', () => {
  const rows = createRouter([
    define('get', 'GET', '/notes/{note_id}'),
    define('delete', 'DELETE', '/notes/{note_id}'),
    define('count', 'POST', '/notes/count'),
  ]);
  expect(findIn(rows, 'POST', '/v1/notes/count')).toEqual(['count', {}]);
  expect(findIn(rows, 'GET', '/v1/notes/count')).toBeUndefined();
  expect(findIn(rows, 'GET', '/v1/notes/count/')).toBeUndefined();
  expect(rows.allowed('/v1/notes/count')).toEqual(['POST']);
  expect(findIn(rows, 'GET', '/v1/notes/counts')).toEqual(['get', { note_id: 'counts' }]);
});
