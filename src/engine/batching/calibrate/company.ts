import { type LoadRun, type LoadSample, latencyOf } from './load-run.ts';

/** What shares the passes of a request while it decodes, on average over its steps. */
export interface Company {
  /** Sequences that decode, with its own, and the tokens of their contexts. */
  readonly sequences: number;
  readonly contextTokens: number;
  /** Prompt tokens of others in one step, and the sum of their squares, which attention takes. */
  readonly promptTokens: number;
  readonly promptSquares: number;
}

/**
 * The company that a request of a steady run has: each of the others decodes for the share of its time that decoding
 * takes, and begins anew once in the time of a request.
 *
 * @example
 * steadyCompany({ …, concurrency: 1 }).sequences; // 1
 */
export function steadyCompany(run: LoadRun, own: Omit<LoadSample, 'startMs'> = run): Company {
  const { concurrency, ttftMs, promptTokens, outputTokens } = run;
  const latency = latencyOf(run);
  const others = Math.max(0, concurrency - 1);
  const decoding = (others * (latency - ttftMs)) / latency;
  const begins = (others / latency) * own.itlMs;
  const { tokens, squares } = prefillOf(run);
  return {
    sequences: 1 + decoding,
    contextTokens: contextOf(own) + decoding * contextOf({ promptTokens, outputTokens }),
    promptTokens: begins * tokens,
    promptSquares: begins * squares,
  };
}

/**
 * The company of each request, from the times of all of them; of a run without times, that of a steady run.
 *
 * @example
 * companies(run)[0]?.sequences; // 15.7, of a run with 16 requests at a time
 */
export function companies(run: LoadRun): Company[] {
  const { samples } = run;
  if (samples.some(({ startMs }) => startMs === undefined)) {
    return samples.map((sample) => steadyCompany(run, sample));
  }
  const origin = samples.reduce((least, { startMs = 0 }) => Math.min(least, startMs), Number.MAX_VALUE);
  const spans = samples.map((sample) => {
    const from = (sample.startMs as number) - origin + sample.ttftMs;
    return { sample, from, to: from + latencyOf(sample) - sample.ttftMs };
  });
  const decoding = sumOver(spans);
  const prefill = prefixSums(spans);
  return spans.map(({ sample, from, to }) => {
    const length = to - from;
    if (length <= 0) return steadyCompany(run, sample);
    const [atStart, atEnd] = [decoding(from), decoding(to)];
    const [before, after] = [prefill(from), prefill(to)];
    const steps = sample.outputTokens - 1;
    return {
      sequences: (atEnd.sequences - atStart.sequences) / length,
      contextTokens: (atEnd.contextTokens - atStart.contextTokens) / length,
      promptTokens: (after.tokens - before.tokens) / steps,
      promptSquares: (after.squares - before.squares) / steps,
    };
  });
}

/** What the prompt of a request takes to compute. */
export function prefillOf({ promptTokens, cachedTokens }: Omit<LoadSample, 'startMs'>): {
  tokens: number;
  squares: number;
} {
  return { tokens: promptTokens - cachedTokens, squares: promptTokens ** 2 - cachedTokens ** 2 };
}

/** Tokens that a step attends to, on average. */
function contextOf({
  promptTokens,
  outputTokens,
}: Pick<LoadSample, 'promptTokens' | 'outputTokens'>): number {
  return promptTokens + outputTokens / 2;
}

interface Span {
  readonly sample: LoadSample;
  readonly from: number;
  readonly to: number;
}

/** The integral over time of how many decode, and of their contexts, each of which grows by a token a step. */
function sumOver(spans: readonly Span[]): (at: number) => Pick<Company, 'sequences' | 'contextTokens'> {
  // A context at time t is base + slope · t.
  const changes = spans.flatMap(({ sample, from, to }) => {
    if (to <= from) return [];
    const slope = (sample.outputTokens - 1) / (to - from);
    const base = sample.promptTokens + 1 - slope * from;
    return [
      { at: from, count: 1, base, slope },
      { at: to, count: -1, base: -base, slope: -slope },
    ];
  });
  changes.sort((one, other) => one.at - other.at);
  const pieces: {
    at: number;
    count: number;
    base: number;
    slope: number;
    sequences: number;
    context: number;
  }[] = [];
  let piece = { at: 0, count: 0, base: 0, slope: 0, sequences: 0, context: 0 };
  const until = (at: number) => ({
    sequences: piece.sequences + piece.count * (at - piece.at),
    context: piece.context + piece.base * (at - piece.at) + (piece.slope * (at ** 2 - piece.at ** 2)) / 2,
  });
  for (const { at, count, base, slope } of changes) {
    piece = {
      at,
      count: piece.count + count,
      base: piece.base + base,
      slope: piece.slope + slope,
      ...until(at),
    };
    pieces.push(piece);
  }
  const times = pieces.map(({ at }) => at);
  return (at) => {
    piece = pieces[Math.max(0, upTo(times, at) - 1)] as typeof piece;
    const { sequences, context } = until(at);
    return { sequences, contextTokens: context };
  };
}

/** The sums over all prompts that are computed until a time. */
function prefixSums(spans: readonly Span[]): (at: number) => { tokens: number; squares: number } {
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  const times = sorted.map(({ from }) => from);
  const sums = [{ tokens: 0, squares: 0 }];
  for (const { sample } of sorted) {
    const last = sums.at(-1) as { tokens: number; squares: number };
    const { tokens, squares } = prefillOf(sample);
    sums.push({ tokens: last.tokens + tokens, squares: last.squares + squares });
  }
  return (at) => sums[upTo(times, at)] as { tokens: number; squares: number };
}

/** How many of the sorted times are not after `at`. */
function upTo(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
