import Type from 'typebox';
import type { OptionsInput } from '../../../config/options.ts';
import { incoming } from '../../../kernel/dispatch.cases.ts';
import { defineNoun } from '../../../kernel/noun.ts';
import { type Call, operation } from '../../../kernel/operation.ts';
import { json, type Reply } from '../../../kernel/reply.ts';
import { until } from '../../../runtime/clock.ts';
import { createIds } from '../../../runtime/ids.ts';
import { createVirtualClock, type VirtualClock } from '../../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import type { Collection, CollectionDefinition, Document, Store } from '../../../storage/store.ts';
import type { Webhooks } from '../../../webhooks/webhooks.ts';
import { KEY, openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { files } from '../files/noun.ts';
import { fileCollection, newFileId, readFile } from '../files/record.ts';
import type { FilePurpose } from '../files/schema.ts';
import { batches } from './noun.ts';
import type { Batch } from './schema.ts';

const PROJECT = 'default';
const MAX_OBJECTS = 1000;

export type Answer = (body: Record<string, unknown>, call: Call) => Reply | Promise<Reply>;

export interface World {
  readonly clock: VirtualClock;
  readonly store: Store;
}

/**
 * An empty store with a clock that advances by itself, shared by several processes or used by one after
 * another.
 */
export function openWorld(): World {
  const clock = createVirtualClock({ start: 1_700_000_000_000 });
  const store = openSqliteStore({ now: () => clock.epoch() });
  const collections = new Map<string, Collection<never>>();
  return {
    clock,
    store: {
      blobs: store.blobs,
      logs: store.logs,
      counters: store.counters,
      leases: store.leases,
      commit: (writes) => store.commit(writes),
      commitTogether: (writes) => store.commitTogether(writes),
      // Each process has its own, identical definition.
      collection<T extends Document>(definition: CollectionDefinition<T>): Collection<T> {
        const known = collections.get(definition.name) ?? store.collection(definition);
        collections.set(definition.name, known as Collection<never>);
        return known as Collection<T>;
      },
      check: () => store.check(),
      close: () => store.close(),
    },
  };
}

/**
 * A process in a world, with files, batches, and chat completions answered by `answer`. Several processes in
 * one world know nothing of each other.
 */
export function openProcess(
  { clock, store }: World,
  {
    answer = () => json({ id: 'chatcmpl-1', object: 'chat.completion' }),
    ...options
  }: OptionsInput & { answer?: Answer } = {},
) {
  const events = store
    .collection<{ id: string; type: string; data: object }>({
      name: 'events',
      maximum: MAX_OBJECTS,
      overflow: 'refuse',
    })
    .in(PROJECT);
  const ids = createIds();
  const webhooks: Webhooks = {
    announcing: ({ type, data }) => [
      events.inserting({ id: ids.next('evt_'), type, data }, { createdAt: clock.epoch() }),
    ],
  };
  const chat = defineNoun({
    tag: 'Chat',
    rows: () => [
      operation({
        id: 'createChatCompletion',
        method: 'POST',
        path: '/chat/completions',
        access: 'project',
        summary: 'Answer',
        body: Type.Unsafe<Record<string, unknown>>({ type: 'object', required: ['model', 'messages'] }),
        handle: (call) => answer(call.body, call),
      }),
    ],
  });
  const rig = openRig([only(chat, files, batches)], {
    clock,
    ids,
    organization: 'org-test',
    batchConcurrency: 8,
    batchStage: 1000,
    maxObjects: MAX_OBJECTS,
    bodyLimit: 2 ** 20,
    ...options,
    parts: { store, webhooks },
  });
  const { jobs, collection } = rig.platform;
  jobs.start();

  const send = async (path: string, { method, body }: { method?: string; body?: object } = {}) => {
    const outgoing = await rig.dispatch(
      incoming({
        path: path.split('?')[0] as string,
        query: path.split('?')[1] ?? '',
        receivedAt: clock.now(),
        headers: { authorization: `Bearer ${KEY}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { json: body }),
        ...(method && { method }),
      }),
    );
    return { status: outgoing.status, json: JSON.parse(String(outgoing.body)) };
  };
  const stored = collection(fileCollection).in(PROJECT);

  return {
    rig,
    jobs,
    send,
    /** Shuts down as on a signal; unfinished work is left for the next process. */
    close: () => jobs.stop(),
    /** Webhook events in order. */
    async events(): Promise<{ type: string; data: object }[]> {
      const { items } = await events.page({ order: 'asc', limit: MAX_OBJECTS });
      return items.map(({ type, data }) => ({ type, data }));
    },
    /** Stores a file without validating it. */
    async addFile(
      text: string,
      purpose: FilePurpose = 'batch',
      expiresAt: number | null = null,
    ): Promise<string> {
      const pieces = [await store.blobs.write([Buffer.from(text)])];
      const id = newFileId(ids);
      const bytes = pieces[0]?.bytes ?? 0;
      const record = {
        id,
        filename: 'in.jsonl',
        purpose,
        contentType: 'application/jsonl',
        bytes,
        createdAt: 0,
        expiresAt,
        pieces,
      };
      await stored.insert(record, { createdAt: clock.epoch() });
      return id;
    },
    async create(fileId: string, extra: object = {}): Promise<Batch> {
      const body = {
        input_file_id: fileId,
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        ...extra,
      };
      const { status, json: batch } = await send('/v1/batches', { body });
      if (status !== 200) throw new Error(JSON.stringify(batch));
      return batch;
    },
    async read(id: string): Promise<Batch> {
      return (await send(`/v1/batches/${id}`)).json;
    },
    async cancel(id: string): Promise<Batch> {
      return (await send(`/v1/batches/${id}/cancel`, { method: 'POST' })).json;
    },
    /** Resolves with the batch when `is` holds, polling every few milliseconds of simulated time. */
    async when(id: string, is: (batch: Batch) => boolean, every = 10): Promise<Batch> {
      for (;;) {
        const { json: batch } = await send(`/v1/batches/${id}`);
        if (is(batch)) return batch;
        await until(clock, clock.now() + every);
      }
    },
    ended(id: string): Promise<Batch> {
      return this.when(id, ({ status }) => ['completed', 'failed', 'expired', 'cancelled'].includes(status));
    },
    /** The lines of a file; empty without a file. */
    async lines(id: string | null): Promise<OutputLine[]> {
      if (id === null) return [];
      const record = await stored.get(id);
      if (!record) throw new Error(`No file ${id}`);
      const pieces: Uint8Array[] = [];
      for await (const piece of readFile(store, record)) pieces.push(Buffer.from(piece));
      const text = Buffer.concat(pieces).toString();
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    },
  };
}

export interface OutputLine {
  readonly id: string;
  readonly custom_id: string;
  readonly response: { status_code: number; request_id: string; body: Record<string, unknown> } | null;
  readonly error: { code: string; message: string } | null;
}

/** A line of an input file. */
export function line(customId: string, body: object = {}, rest: object = {}): string {
  return JSON.stringify({
    custom_id: customId,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'gpt-4o', messages: [{ role: 'user', content: customId }], ...body },
    ...rest,
  });
}

/** An input file of this many valid lines. */
export function linesOf(count: number): string {
  return Array.from({ length: count }, (_, index) => `${line(`r-${index}`)}\n`).join('');
}
