import { describe, expect, it } from 'vitest';
import { compiledOf } from '../../../../kernel/compiled.ts';
import { ResponseStreamEvent } from '../schema/events.ts';
import { type Json, MOON, marked, openSearches } from './search-rig.cases.ts';

const WEB = { type: 'web_search' };
const SOURCES = 'web_search_call.action.sources';
const MOON_PAGE = 'https://science.example.org/moon-distance';

const typesOf = (items: Json[]): string[] => items.map(({ type }) => type);
const found = ({ output }: Json): string[] => output[0].action.sources.map(({ url }: Json) => url);

describe('a search of the web', () => {
  it('is an item before the answer, which cites what was found', async () => {
    const { respond } = openSearches();
    const { json } = await respond({ input: MOON, tools: [WEB] });
    const [call, message] = json.output;
    expect(typesOf(json.output)).toEqual(['web_search_call', 'message']);
    expect(call).toEqual({
      id: expect.stringMatching(/^ws_[0-9a-f]{48}$/),
      type: 'web_search_call',
      status: 'completed',
      action: { type: 'search', query: 'How far away is the moon', queries: ['How far away is the moon'] },
    });
    const [content] = message.content;
    expect(content.text).toContain('384,400 kilometres');
    expect(content.annotations).toEqual([
      {
        type: 'url_citation',
        url: MOON_PAGE,
        title: 'How far away the moon is',
        start_index: expect.any(Number),
        end_index: expect.any(Number),
      },
    ]);
    expect(marked(content)).toEqual([`([science.example.org](${MOON_PAGE}))`]);
    expect(json.usage.input_tokens).toBeGreaterThan(100);
  });

  it.each(['web_search', 'web_search_2025_08_26', 'web_search_preview', 'web_search_preview_2025_03_11'])(
    'is made with %s, and when it is chosen also for small talk',
    async (type) => {
      const { respond } = openSearches();
      const tools = [{ type }];
      const { json: chosen } = await respond({ input: 'Hello!', tools, tool_choice: { type } });
      expect(typesOf(chosen.output)).toEqual(['web_search_call', 'message']);
      const { json: free } = await respond({ input: 'Hello!', tools });
      expect(typesOf(free.output)).toEqual(['message']);
    },
  );

  it('tells its progress', async () => {
    const { stream, call } = openSearches();
    const events = await stream({ input: MOON, tools: [WEB], include: [SOURCES] });
    const check = compiledOf(ResponseStreamEvent);
    for (const event of events) expect(check(event)).toBe(true);
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    const own = events.filter(({ type, output_index: index }) => index === 0 && type);
    expect(typesOf(own)).toEqual([
      'response.output_item.added',
      'response.web_search_call.in_progress',
      'response.web_search_call.searching',
      'response.web_search_call.completed',
      'response.output_item.done',
    ]);
    expect(own[0].item).toMatchObject({ status: 'in_progress' });
    expect(own[0].item.action).not.toHaveProperty('sources');
    expect(own[1]).toMatchObject({ item_id: own[0].item.id, output_index: 0 });
    const { response } = events.at(-1);
    expect(own[4].item).toEqual(response.output[0]);
    expect(response.output[0].action.sources[0]).toEqual({ type: 'url', url: MOON_PAGE });
    const citations = events.filter(({ type }) => type === 'response.output_text.annotation.added');
    expect(citations.map(({ annotation }) => annotation)).toEqual(response.output[1].content[0].annotations);
    expect((await call('GET', `/responses/${response.id}`)).json).toEqual(response);
  });

  it('is rebuilt by the official client', async () => {
    const { client } = openSearches();
    const stream = client.responses.stream({ model: 'gpt-4o', input: MOON, tools: [{ type: 'web_search' }] });
    const final = await stream.finalResponse();
    const kept = await client.responses.retrieve(final.id);
    expect(final.output).toMatchObject(kept.output);
    expect(final.output_text).toContain('384,400');
  });

  it('reads as much as its context size says', async () => {
    const { respond } = openSearches();
    const sized = async (search_context_size: string) => {
      const tools = [{ ...WEB, search_context_size }];
      const { json } = await respond({
        input: 'Tell me about energy, heat, light, water and food.',
        tools,
        include: [SOURCES],
      });
      return { pages: found(json).length, tokens: json.usage.input_tokens };
    };
    const [low, medium, high] = [await sized('low'), await sized('medium'), await sized('high')];
    expect([low.pages, medium.pages]).toEqual([2, 4]);
    expect(high.pages).toBeGreaterThan(4);
    expect(low.tokens).toBeLessThan(medium.tokens);
    expect(medium.tokens).toBeLessThan(high.tokens);
  });

  it('finds pages of allowed domains, near the user', async () => {
    const { respond } = openSearches();
    const input = 'What are good restaurants near me?';
    const foundBy = async (tool: object) =>
      found((await respond({ input, tools: [{ ...WEB, ...tool }], include: [SOURCES] })).json);
    const user_location = { type: 'approximate', city: 'Tokyo', country: 'JP' };
    expect((await foundBy({ user_location }))[0]).toBe('https://travel.example.net/tokyo');
    const filters = { allowed_domains: ['example.com'] };
    const urls = await foundBy({ filters, user_location });
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) expect(new URL(url).hostname).toMatch(/(?:^|\.)example\.com$/);
  });

  it('makes up a page where none fits, unless it may not', async () => {
    const { respond } = openSearches();
    const input = 'What is the capital of Peru?';
    const { json: live } = await respond({ input, tools: [WEB], include: [SOURCES] });
    expect(found(live)[0]).toMatch(/^https:\/\/www\.example\.com\/\w+\/capital-of-peru\b/);
    expect(live.output[1].content[0].text).toContain('Lima');
    expect(live.output[1].content[0].annotations).toHaveLength(2);
    const tools = [{ ...WEB, external_web_access: false }];
    const { json: cached } = await respond({ input, tools, include: [SOURCES] });
    expect(found(cached)).toEqual([]);
    expect(cached.output[1].content[0]).toMatchObject({
      text: expect.stringContaining('No page was found'),
      annotations: [],
    });
  });

  it('cites nothing in JSON', async () => {
    const { respond } = openSearches();
    const schema = {
      type: 'object',
      properties: { answer: { type: 'string' } },
      required: ['answer'],
      additionalProperties: false,
    };
    const format = { type: 'json_schema', name: 'answer', strict: true, schema };
    const { json } = await respond({ input: MOON, tools: [WEB], text: { format } });
    const [content] = json.output[1].content;
    expect(JSON.parse(content.text)).toHaveProperty('answer');
    expect(content.annotations).toEqual([]);
  });

  it('is failed if the call is cut off', async () => {
    const { stream } = openSearches();
    const tools = [WEB];
    const input = 'Tell me about the long and eventful history of the library of Alexandria in Egypt.';
    const events = await stream({ input, tools, max_output_tokens: 16 });
    const { response } = events.at(-1);
    expect(response).toMatchObject({
      status: 'incomplete',
      output: [{ type: 'web_search_call', status: 'failed' }],
    });
    expect(response.output[0].action).not.toHaveProperty('sources');
    expect(typesOf(events)).not.toContain('response.web_search_call.searching');
  });

  it('is not made beyond the number of calls that are allowed', async () => {
    const { respond } = openSearches();
    const tools = [{ type: 'file_search', vector_store_ids: ['vs_1'] }, WEB];
    const { json } = await respond({ input: MOON, tools, max_tool_calls: 1 });
    expect(typesOf(json.output)).toEqual(['file_search_call', 'message']);
    const { json: both } = await respond({ input: MOON, tools });
    expect(typesOf(both.output)).toEqual(['file_search_call', 'web_search_call', 'message']);
  });

  it('goes on in the background, and is failed if it is cancelled', async () => {
    const { respond, call, clock } = openSearches({ isManual: true });
    const ask = { input: MOON, tools: [WEB], background: true };
    const [{ json: one }, { json: other }] = [await respond(ask), await respond(ask)];
    clock.advance(350);
    const { json: halfway } = await call('GET', `/responses/${one.id}`);
    expect(halfway.output).toMatchObject([{ type: 'web_search_call' }]);
    const { json: cancelled } = await call('POST', `/responses/${other.id}/cancel`);
    expect(cancelled).toMatchObject({ status: 'cancelled', output: [{ status: 'failed' }] });
    clock.advance(60_000);
    const { json: ended } = await call('GET', `/responses/${one.id}`);
    expect(ended.output).toMatchObject([{ status: 'completed' }, { type: 'message' }]);
  });
});

describe('a later turn', () => {
  const question = 'How long does light need for that distance?';

  it.each([
    ['by the id of the response', ({ id }: Json) => ({ previous_response_id: id, input: question })],
    [
      'by its items, with the sources',
      ({ output }: Json) => ({
        input: [{ role: 'user', content: MOON }, ...output, { role: 'user', content: question }],
      }),
    ],
  ])('knows the pages that were found: %s', async (_, continued) => {
    const { respond } = openSearches();
    const { json: first } = await respond({ input: MOON, tools: [WEB], include: [SOURCES] });
    const { json } = await respond(continued(first));
    expect(json.output[0].content[0].text).toContain('1.3 seconds');
    const { json: alone } = await respond({ input: question });
    expect(json.usage.input_tokens).toBeGreaterThan(alone.usage.input_tokens + 100);
  });

  it('accepts a search without its sources', async () => {
    const { respond } = openSearches();
    const { json: first } = await respond({ input: MOON, tools: [WEB] });
    const { status } = await respond({ input: [...first.output, { role: 'user', content: question }] });
    expect(status).toBe(200);
  });
});

describe('the tool is refused', () => {
  it.each([
    [{ filters: { allowed_domains: ['https://example.com'] } }, 'tools[0].filters.allowed_domains[0]'],
    [{ filters: { allowed_domains: ['a.b', 'a b'] } }, 'tools[0].filters.allowed_domains[1]'],
    [{ filters: { allowed_domains: Array(101).fill('a.b') } }, 'tools[0].filters.allowed_domains'],
    [{ user_location: { country: 'Norway' } }, 'tools[0].user_location.country'],
    [{ search_context_size: 'huge' }, 'tools[0].search_context_size'],
    [{ type: 'web_search_preview', search_content_types: ['image'] }, 'tools[0].search_content_types'],
    [{ max_num_results: 3 }, 'tools[0].max_num_results'],
  ])('%j', async (tool, param) => {
    const { respond } = openSearches();
    const { status, json } = await respond({ input: MOON, tools: [{ ...WEB, ...tool }] });
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ param });
  });

  it('if it is given twice', async () => {
    const { respond } = openSearches();
    const { json } = await respond({ input: MOON, tools: [WEB, { type: 'web_search_preview' }] });
    expect(json.error.param).toBe('tools[1].type');
  });
});
