import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { WebQuery } from '../../engine/ports/web.ts';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createEmbedder } from '../embedding/embedder.ts';
import { sentencesOf } from '../prose/grammar.ts';
import { createPassageScorer } from '../relevance/passage-scorer.ts';
import { PAGES } from './pages.ts';
import { createWeb } from './web.ts';

const web = createWeb(
  createPassageScorer({ turns: createTurns(createVirtualClock()), embedder: createEmbedder() }),
);

const search = (query: string, more: Partial<WebQuery> = {}) =>
  web.search({ queries: [query], domains: [], pages: 4, sentences: 2, isLive: true, ...more });
const urlsOf = async (query: string, more?: Partial<WebQuery>) =>
  (await search(query, more)).map(({ source }) => source.url);

describe('a search', () => {
  it.each([
    ['how do heat pumps work', 'https://home.example.com/heat-pumps'],
    ['distance of the moon', 'https://science.example.org/moon-distance'],
    ['kubernetes readiness probe', 'https://tech.example.net/kubernetes-probes'],
    ['who invented the printing press', 'https://history.example.com/printing'],
    ['storing passwords safely', 'https://tech.example.org/password-hashing'],
  ])('for "%s" finds the page about it first', async (query, url) => {
    expect((await urlsOf(query))[0]).toBe(url);
  });

  it('returns as many pages and sentences as are wanted, and these as they stand', async () => {
    const few = await search('moon', { pages: 2, sentences: 1 });
    const many = await search('moon', { pages: 8, sentences: 8 });
    expect(few).toHaveLength(2);
    expect(many.length).toBeGreaterThan(2);
    for (const { source, passage } of [...few, ...many]) expect(web.read(source.url)).toContain(passage);
    for (const { passage } of few) expect(sentencesOf(passage, 9)).toHaveLength(1);
    expect(many.map(({ source, passage }) => [source.url, passage])).toEqual(
      many.map(({ source }) => [source.url, web.read(source.url)]),
    );
  });

  it('finds only pages of allowed domains and of those below them', async () => {
    expect(await urlsOf('moon', { domains: ['history.example.com'] })).toEqual([
      'https://history.example.com/apollo-11',
    ]);
    expect(await urlsOf('moon', { domains: ['Example.org'] })).toContain(
      'https://science.example.org/moon-distance',
    );
    expect(await urlsOf('moon', { domains: ['ample.org', 'moon.test'] })).toEqual([]);
  });

  it('knows what is near the user', async () => {
    const oslo = 'https://travel.example.net/oslo';
    const query = 'good restaurants near me';
    expect((await urlsOf(query, { place: { city: 'Oslo' } }))[0]).toBe(oslo);
    expect((await urlsOf(query, { place: { timezone: 'Europe/Oslo' } }))[0]).toBe(oslo);
    expect((await urlsOf(query, { place: { city: 'Tokyo' } }))[0]).toBe('https://travel.example.net/tokyo');
    expect((await urlsOf('restaurants', { place: { country: 'no' } }))[0]).toBe(oslo);
    expect((await urlsOf('restaurants', { place: { country: 'FR' } }))[0]).toBe(
      'https://travel.example.net/paris',
    );
  });

  it('makes up pages on reserved domains where none fits, the same every time', async () => {
    const found = await search('capital of Peru');
    expect(found.length).toBeGreaterThan(1);
    for (const { source } of found) {
      expect(new URL(source.url).hostname).toMatch(/^www\.example\.(?:com|org|net)$/);
      expect(source.title).toMatch(/^Capital of Peru: /);
    }
    expect(await search('capital of Peru')).toEqual(found);
    expect(await search('capital of Peru', { pages: 1 })).toEqual(found.slice(0, 1));
    expect(await urlsOf('capital of Peru', { domains: ['example.org'] })).toEqual([
      expect.stringContaining('https://www.example.org/'),
    ]);
  });

  it('does not take a page that does not speak of the name in the query', async () => {
    expect((await urlsOf('stock price of Acme'))[0]).toContain('stock-price-of-acme');
    expect((await urlsOf('book by Lovelace'))[0]).toBe('https://history.example.org/ada-lovelace');
  });

  it('finds nothing instead if it may not make up pages', async () => {
    expect(await search('capital of Peru', { isLive: false })).toEqual([]);
    expect(await search('capital of Peru', { domains: ['example.test'] })).toEqual([]);
  });

  it('finds what any of its queries asks for', async () => {
    const urls = await urlsOf('', { queries: ['sourdough starter', 'guitar tuning'] });
    expect(urls).toContain('https://food.example.com/sourdough');
    expect(urls).toContain('https://culture.example.com/guitar-tuning');
  });
});

describe('the pages', () => {
  it('are on reserved domains, each with an address of its own and several sentences', () => {
    expect(new Set(PAGES.map(({ address }) => address)).size).toBe(PAGES.length);
    for (const { address, text } of PAGES) {
      expect(address).toMatch(/^[a-z]+\.example\.(?:com|org|net)\/[a-z0-9-]+$/);
      expect(sentencesOf(text, 9).length).toBeGreaterThanOrEqual(3);
    }
  });

  it('take less than 60 kB of the package', () => {
    expect(readFileSync(new URL('pages.ts', import.meta.url)).length).toBeLessThan(60_000);
  });
});
