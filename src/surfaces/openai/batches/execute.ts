import type { Outgoing } from '../../../kernel/incoming.ts';
import type { Inside } from '../../../kernel/inside.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { Abort } from '../../../runtime/abort.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { toPieces } from '../../../runtime/pieces.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Store } from '../../../storage/store.ts';
import { readLines } from '../files/lines.ts';
import { readFile } from '../files/record.ts';
import type { BatchRun } from './batch-run.ts';
import { LONGEST_LINE } from './check.ts';
import {
  EXPIRED,
  fileOf,
  type LineResult,
  NOT_JSON,
  type StoredLineResult,
  toErrorResult,
  toLineResult,
  toLineResultBytes,
} from './line-result.ts';
import { Progress } from './progress.ts';
import type { BatchInput } from './record.ts';
import type { Slots } from './slots.ts';

export interface ExecuteServices {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly ids: Ids;
  readonly store: Store;
  readonly inside: Inside;
  readonly slots: Slots;
  readonly options: {
    /** Nesting that a request may have. */
    readonly maxDepth: number;
    /** Bytes that a request may have. */
    readonly bodyLimit: number;
  };
}

/** Whether all lines were answered or the completion window ended first. */
export type Execution = 'finished' | 'late';

/**
 * Runs the unfinished lines of a batch, as many at once as there are slots. When `halt` fires or the
 * completion window ends, lines in flight are aborted and the results so far are saved.
 *
 * @throws the halt reason, and errors of the run and the store
 */
export async function executeLines(
  run: BatchRun,
  principal: Principal,
  halt: Abort,
  services: ExecuteServices,
): Promise<Execution> {
  const { clock, turns, store, inside, slots, options } = services;
  const { endpoint, origin, deadline } = run.batch;
  const stop = new Abort();
  const forget = halt.onAbort((reason) => stop.abort(reason));
  const progress = new Progress(run, { store, clock, onFailure: (error) => stop.abort(error) });
  let running = 0;
  let onIdle: (() => void) | undefined;

  const answer = async (index: number, text: string): Promise<void> => {
    const abort = new Abort();
    const release = stop.onAbort(() => abort.abort());
    try {
      const { customId, json } = text.length > LONG_LINE ? await readLongLine(text, turns) : readLine(text);
      const isTooLarge = text.length > options.bodyLimit || Buffer.byteLength(text) > options.bodyLimit;
      const { outgoing, observation } = await inside.call(
        { method: 'POST', path: endpoint, origin, abort, ...(!isTooLarge && { json }) },
        principal,
      );
      // An aborted line may have failed because it was aborted, so only a success counts.
      if (abort.aborted && outgoing.status !== 200) return;
      const result = await toResult(outgoing, customId, abort, services);
      progress.add(index, result, observation.usage);
    } catch (error) {
      stop.abort(error);
    } finally {
      release();
      slots.release();
      running--;
      if (running === 0) onIdle?.();
    }
  };

  /**
   * The deadline timer runs only while something else is awaited. Otherwise a simulated clock would jump to
   * it.
   */
  const orLate = async (promise: Promise<void>): Promise<void> => {
    const timer = clock.atEpoch(deadline, () => stop.abort(new Late()));
    try {
      await promise;
    } finally {
      timer.cancel();
    }
  };

  const feed = async (): Promise<void> => {
    let index = -1;
    for await (const { text } of linesOf(run.batch.input as BatchInput, services)) {
      index++;
      if (progress.isFinished(index)) continue;
      if (clock.epoch() >= deadline) stop.abort(new Late());
      if (stop.aborted) throw stop.reason;
      const slot = slots.take(stop);
      if (slot) await orLate(slot);
      running++;
      void answer(index, text);
      if (progress.isFull) await progress.flush();
      const pause = turns.pause();
      if (pause) await pause;
    }
  };

  try {
    await feed().catch((error) => stop.abort(error));
    if (running > 0) {
      await orLate(
        new Promise((resolve) => {
          onIdle = resolve;
        }),
      );
    }
    await progress.flush();
    if (!stop.aborted) return 'finished';
    if (stop.reason instanceof Late) return 'late';
    throw stop.reason;
  } finally {
    forget();
    progress.close();
  }
}

/** Writes an expiry error for each unfinished line. */
export async function expireLines(run: BatchRun, halt: Abort, services: ExecuteServices): Promise<void> {
  const { clock, turns, ids, store } = services;
  const progress = new Progress(run, { store, clock, onFailure: (error) => halt.abort(error) });
  try {
    let index = -1;
    for await (const { text } of linesOf(run.batch.input as BatchInput, services)) {
      index++;
      if (progress.isFinished(index)) continue;
      if (halt.aborted) throw halt.reason;
      const { custom_id: customId } = JSON.parse(text) as { custom_id: string };
      progress.add(index, toErrorResult(ids, customId, EXPIRED));
      if (progress.isFull) await progress.flush();
      const pause = turns.pause();
      if (pause) await pause;
    }
    await progress.flush();
  } finally {
    progress.close();
  }
}

class Late extends Error {
  override readonly name = 'Late';
}

async function* linesOf(input: BatchInput, { store, turns }: ExecuteServices) {
  for await (const lines of readLines(readFile(store, input), { maxBytes: LONGEST_LINE, turns }))
    yield* lines;
}

interface ReadLine {
  readonly customId: string;
  readonly json: object;
}

/** The file was checked: every line is a request. */
function readLine(text: string): ReadLine {
  const { custom_id: customId, body: json } = JSON.parse(text) as { custom_id: string; body: object };
  return { customId, json };
}

/** In characters. */
const LONG_LINE = 2 ** 16;

/** The same, in a turn of the event loop of its own. */
async function readLongLine(text: string, turns: Turns): Promise<ReadLine> {
  const nextTurn = (): Promise<void> => new Promise((resolve) => turns.next(resolve));
  await nextTurn();
  const read = readLine(text);
  await nextTurn();
  return read;
}

/** A long answer, which the endpoint makes as it is read, is stored as it arrives. */
async function toResult(
  { status, headers, body, frames }: Outgoing,
  customId: string,
  abort: Abort,
  { clock, turns, ids, store }: ExecuteServices,
): Promise<LineResult | StoredLineResult> {
  if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
    frames?.cancel();
    return toErrorResult(ids, customId, NOT_JSON);
  }
  const head = { status, requestId: headers['x-request-id'] ?? '' };
  if (frames) {
    const bytes = toLineResultBytes(ids, customId, head, toPieces({ clock, turns }, frames, abort));
    return { file: fileOf(head), segment: await store.blobs.write(bytes) };
  }
  return toLineResult(ids, customId, head, typeof body === 'string' ? body : Buffer.from(body).toString());
}
