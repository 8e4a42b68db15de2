import { describe, expect, it } from 'vitest';
import { compiledOf } from '../../../../kernel/compiled.ts';
import { ResponseStreamEvent } from '../schema/events.ts';
import { HANDBOOK, type Json, openSearches } from './search-rig.cases.ts';

const FILES = { type: 'file_search', vector_store_ids: ['vs_1'] };
const RESULTS = 'file_search_call.results';
const QUESTION = 'How many days of vacation do employees have?';
const include = [RESULTS];

const typesOf = (items: Json[]): string[] => items.map(({ type }) => type);

describe('a search of files', () => {
  it('finds passages, which the answer cites', async () => {
    const { respond, upload } = openSearches();
    const id = await upload('handbook.md', HANDBOOK);
    await upload('menu.md', 'Lentil soup costs 6 euros.');
    const { json } = await respond({ input: QUESTION, tools: [FILES], include });
    const [call, message] = json.output;
    expect(call).toMatchObject({
      id: expect.stringMatching(/^fs_[0-9a-f]{48}$/),
      type: 'file_search_call',
      status: 'completed',
      queries: ['How many days of vacation do employees have'],
    });
    expect(call.results).toHaveLength(2);
    expect(call.results[0]).toMatchObject({ file_id: id, filename: 'handbook.md', text: HANDBOOK });
    expect(call.results[0].score).toBeGreaterThan(0.9);
    expect(call.results[1].score).toBeLessThan(0.1);
    const [{ text, annotations }] = message.content;
    expect(text).toBe('Employees have 25 days of vacation a year.');
    expect(annotations).toEqual([
      { type: 'file_citation', file_id: id, filename: 'handbook.md', index: text.length },
    ]);
  });

  it('tells its progress, and shows results only if they are included', async () => {
    const { stream, upload, call } = openSearches();
    await upload('handbook.md', HANDBOOK);
    const events = await stream({ input: QUESTION, tools: [FILES] });
    const check = compiledOf(ResponseStreamEvent);
    for (const event of events) expect(check(event)).toBe(true);
    const own = events.filter(({ output_index: index }) => index === 0);
    expect(typesOf(own)).toEqual([
      'response.output_item.added',
      'response.file_search_call.in_progress',
      'response.file_search_call.searching',
      'response.file_search_call.completed',
      'response.output_item.done',
    ]);
    const { response } = events.at(-1);
    expect(own[4].item).toEqual(response.output[0]);
    expect(response.output[0].results).toBeNull();
    expect((await call('GET', `/responses/${response.id}`)).json).toEqual(response);
  });

  it('is rebuilt by the official client', async () => {
    const { client, upload } = openSearches();
    await upload('handbook.md', HANDBOOK);
    const final = await client.responses
      .stream({
        model: 'gpt-4o',
        input: QUESTION,
        tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }],
        include: ['file_search_call.results'],
      })
      .finalResponse();
    const kept = await client.responses.retrieve(final.id);
    expect(final.output).toMatchObject(kept.output);
    expect(final.output[0]).toMatchObject({ results: [{ filename: 'handbook.md' }] });
  });

  it('keeps to the number, the score and the filters', async () => {
    const { respond, upload } = openSearches();
    for (const name of ['a', 'b', 'c']) await upload(`${name}.txt`, `Vacation rules of team ${name}.`);
    await upload('menu.txt', 'Lentil soup costs 6 euros.', { purpose: 'user_data' });
    const filesFound = async (tool: object): Promise<string[]> => {
      const tools = [{ ...FILES, ...tool }];
      const { json } = await respond({ input: 'What are the vacation rules?', tools, include });
      return json.output[0].results.map(({ filename }: Json) => filename).sort();
    };
    expect(await filesFound({})).toEqual(['a.txt', 'b.txt', 'c.txt', 'menu.txt']);
    expect(await filesFound({ max_num_results: 2 })).toHaveLength(2);
    expect(await filesFound({ ranking_options: { score_threshold: 0.3 } })).toEqual([
      'a.txt',
      'b.txt',
      'c.txt',
    ]);
    expect(await filesFound({ filters: { type: 'eq', key: 'filename', value: 'b.txt' } })).toEqual(['b.txt']);
    expect(await filesFound({ filters: { type: 'eq', key: 'purpose', value: 'user_data' } })).toEqual([
      'menu.txt',
    ]);
    expect(await filesFound({ filters: { type: 'ne', key: 'author', value: 'Ada' } })).toEqual([]);
    const hybrid_search = { embedding_weight: 1, text_weight: 0 };
    expect(await filesFound({ ranking_options: { hybrid_search } })).toHaveLength(4);
  });

  it('reads text files that are documents, also large ones in several passages', async () => {
    const { respond, upload } = openSearches();
    await upload('picture.bin', '\0\u0001', { type: 'application/octet-stream' });
    await upload('doc.pdf', '%PDF vacation', { type: 'application/pdf' });
    await upload('batch.jsonl', '{"custom_id":"vacation"}', { purpose: 'batch' });
    const filler = 'This line is about nothing at all.\n'.repeat(200);
    await upload('notes', `${filler}\nThe vacation days are 25.\n\n${filler}`, { type: '' });
    const { json } = await respond({ input: QUESTION, tools: [FILES], include });
    const { results } = json.output[0];
    expect(new Set(results.map(({ filename }: Json) => filename))).toEqual(new Set(['notes']));
    expect(results.length).toBeGreaterThan(5);
    expect(results[0].text).toContain('The vacation days are 25.');
    expect(json.output[1].content[0].text).toContain('25');
  });

  it('reads no more than the first MiB of a file, and whole characters of it', async () => {
    const { respond, upload } = openSearches();
    const filler = `${'ä'.repeat(99)}\n`;
    const text = `a${'ä'.repeat(2 ** 19)}\nThe vacation days are 25.`;
    await upload('long.txt', text);
    await upload('short.txt', `${filler}The vacation days are 26.`);
    const { json } = await respond({ input: QUESTION, tools: [{ ...FILES, max_num_results: 50 }], include });
    const texts: string[] = json.output[0].results.map(({ text: found }: Json) => found);
    expect(texts[0]).toContain('The vacation days are 26.');
    expect(texts.join('\n')).not.toContain('are 25');
    for (const found of texts) expect(found).not.toContain('\ufffd');
  });

  it('finds nothing in the files of others, or where there are none', async () => {
    const { respond } = openSearches();
    const { json } = await respond({ input: QUESTION, tools: [FILES], include });
    expect(json.output[0].results).toEqual([]);
    expect(json.output[1].content[0]).toMatchObject({
      text: expect.stringContaining('No passage was found'),
      annotations: [],
    });
  });

  it('quotes what fits best if nothing answers', async () => {
    const { respond, upload } = openSearches();
    const id = await upload('handbook.md', HANDBOOK);
    const { json } = await respond({ input: 'What is the password of the network?', tools: [FILES] });
    const [{ text, annotations }] = json.output[1].content;
    expect(text).toContain('The passage that fits best is in handbook.md: Employees have 25 days');
    expect(annotations[0]).toMatchObject({ file_id: id });
  });
});

describe('a later turn', () => {
  const question = 'And on how many days a week is working from home possible?';

  it.each([
    ['by the id of the response', [], ({ id }: Json) => ({ previous_response_id: id, input: question })],
    [
      'by its items, with the results',
      include,
      ({ output }: Json) => ({ input: [...output, { role: 'user', content: question }] }),
    ],
  ])('knows the passages that were found: %s', async (_, included, continued) => {
    const { respond, upload } = openSearches();
    await upload('handbook.md', HANDBOOK);
    const { json: first } = await respond({ input: QUESTION, tools: [FILES], include: included });
    const { json } = await respond(continued(first));
    expect(json.output[0].content[0].text).toContain('three days a week');
  });

  it('in a conversation knows them too, and the conversation shows them if asked', async () => {
    const { respond, upload, call } = openSearches();
    await upload('handbook.md', HANDBOOK);
    const { json: conversation } = await call('POST', '/conversations', {});
    const talk = { conversation: conversation.id };
    await respond({ ...talk, input: QUESTION, tools: [FILES] });
    const { json } = await respond({ ...talk, input: question });
    expect(json.output[0].content[0].text).toContain('three days a week');
    const items = async (query: string): Promise<Json> =>
      (await call('GET', `/conversations/${conversation.id}/items?order=asc${query}`)).json.data[1];
    expect(await items('')).toMatchObject({ type: 'file_search_call', results: null });
    expect((await items(`&include[]=${RESULTS}`)).results).toHaveLength(1);
  });
});

describe('the tool is refused', () => {
  it.each([
    [{ vector_store_ids: [] }, 'tools[0].vector_store_ids'],
    [{ vector_store_ids: ['vs_1', 'file-1'] }, 'tools[0].vector_store_ids[1]'],
    [{ vector_store_ids: ['vs_ä'] }, 'tools[0].vector_store_ids[0]'],
    [{ max_num_results: 51 }, 'tools[0].max_num_results'],
    [{ ranking_options: { score_threshold: 2 } }, 'tools[0].ranking_options.score_threshold'],
    [
      { ranking_options: { hybrid_search: { embedding_weight: 0, text_weight: 0 } } },
      'tools[0].ranking_options.hybrid_search',
    ],
    [{ filters: { type: 'like', key: 'a', value: 'b' } }, 'tools[0].filters.type'],
  ])('%j', async (tool, param) => {
    const { respond } = openSearches();
    const { status, json } = await respond({ input: QUESTION, tools: [{ ...FILES, ...tool }] });
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ param });
  });
});
