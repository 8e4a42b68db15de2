import { describe, expect, it } from 'vitest';
import { cardOf } from '../../engine/models/models.cases.ts';
import { PairTooLong, type RankingRequest } from '../../engine/ports/ranker.ts';
import { createTokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { Abort, Aborted } from '../../runtime/abort.ts';
import { createTurns } from '../../runtime/turns.ts';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createEmbedder } from '../embedding/embedder.ts';
import { FRAME_TOKENS } from './pair.ts';
import { createRanker } from './ranker.ts';

function open() {
  const clock = createVirtualClock();
  const turns = createTurns(clock);
  const model = cardOf('BAAI/bge-reranker-large');
  const ranker = createRanker({
    turns,
    tokenizers: createTokenizers(),
    embedder: createEmbedder(),
  });
  const request: RankingRequest = {
    model,
    query: 'tea',
    passages: ['The bus is late.', 'Tea is hot.', 'The bus is late.', 'Tea is hot.'],
    truncate: 'NONE',
  };
  return { clock, ranker, request };
}

describe('the ranker', () => {
  it('lists every passage once, equal ones in request order', async () => {
    const { ranker, request } = open();
    const { ranked } = await ranker.rank(request, new Abort());
    expect(ranked.map(({ index }) => index)).toEqual([1, 3, 0, 2]);
    expect(ranked[0]?.logit).toBe(ranked[1]?.logit);
    expect(ranked[1]?.logit).toBeGreaterThan(ranked[2]?.logit ?? 0);
  });

  it('counts the query once for each passage', async () => {
    const { ranker, request } = open();
    const { usage, queryTokens, passageTokens } = await ranker.rank(request, new Abort());
    const tokenizer = await createTokenizers().load(request.model.tokenizer);
    const own = request.passages.map((passage) => tokenizer.count(passage));
    expect(passageTokens).toEqual(own);
    expect(queryTokens).toBe(tokenizer.count('tea'));
    expect(usage.promptTokens).toBe(
      own.reduce((sum, tokens) => sum + tokens + queryTokens + FRAME_TOKENS, 0),
    );
    expect(usage.completionTokens).toBe(0);
  });

  it('scores only the remaining part of a truncated passage', async () => {
    const { ranker, request } = open();
    const filler = 'the bus is late again '.repeat(200);
    const passages = [`${filler} tea`, `tea ${filler}`];
    const end = await ranker.rank({ ...request, passages, truncate: 'END' }, new Abort());
    const start = await ranker.rank({ ...request, passages, truncate: 'START' }, new Abort());
    expect(end.ranked[0]?.index).toBe(1);
    expect(start.ranked[0]?.index).toBe(0);
    expect(end.usage.promptTokens).toBe(2 * request.model.contextWindow);
    await expect(ranker.rank({ ...request, passages }, new Abort())).rejects.toThrow(PairTooLong);
  });

  it('yields to other work during long requests, and stops when aborted', async () => {
    const { clock, ranker, request } = open();
    // Loading a vocabulary also yields to other work.
    await ranker.rank(request, new Abort());
    const passages = Array.from({ length: 40 }, (_, index) => `tea ${index} `.repeat(100));
    let turns = 0;
    const count = () => {
      // Virtual time does not advance while something is due, so this has to end.
      if (++turns < 1000) clock.at(clock.now(), count);
    };
    clock.at(clock.now(), count);
    await ranker.rank({ ...request, passages, truncate: 'END' }, new Abort());
    expect(turns).toBeGreaterThan(2);

    const abort = new Abort();
    clock.at(clock.now(), () => abort.abort());
    await expect(ranker.rank({ ...request, passages, truncate: 'END' }, abort)).rejects.toThrow(Aborted);
  });

  it('answers a request without passages', async () => {
    const { ranker, request } = open();
    const { ranked, usage } = await ranker.rank({ ...request, passages: [] }, new Abort());
    expect(ranked).toEqual([]);
    expect(usage.promptTokens).toBe(0);
  });
});
