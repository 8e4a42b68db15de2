import { incoming, KEYS } from '../../../kernel/dispatch.cases.ts';
import { Abort } from '../../../runtime/abort.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { UnknownBlob } from '../../../storage/errors.ts';
import type { Store } from '../../../storage/store.ts';
import { openRig } from '../../rig.cases.ts';
import { only } from '../api.ts';
import { uploads } from '../uploads/noun.ts';
import { files } from './noun.ts';
import type { OpenAIFile } from './schema.ts';

export interface Sent {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect
  readonly json: any;
}

/** Files and uploads on an in-memory store, with a clock that stands still. */
export async function openFiles({ fileLimit = 2 ** 30, maxObjects = 1000 } = {}) {
  const clock = createVirtualClock({ start: 1_700_000_000_000, automatic: false });
  const rig = openRig([only(files, uploads)], {
    clock,
    fileLimit,
    maxObjects,
    bodyLimit: 2 ** 20,
    maxDepth: 20,
    apiKeys: [...KEYS],
  });
  const { store, jobs } = rig.platform;
  jobs.start();

  const send = async (
    target: string,
    {
      method,
      body,
      headers = {},
      key = KEYS[0],
      abort = new Abort(),
    }: {
      method?: string;
      body?: object | FormData;
      headers?: Record<string, string>;
      key?: string;
      abort?: Abort;
    } = {},
  ): Promise<Sent> => {
    const [path = '', query = ''] = target.split('?');
    const authorization = `Bearer ${key}`;
    const form = body instanceof FormData ? new Request('http://x', { method: 'POST', body }) : undefined;
    const outgoing = await rig.dispatch(
      incoming({
        path,
        query,
        abort,
        receivedAt: clock.now(),
        ...(method && { method }),
        ...(form
          ? {
              method: 'POST',
              body: undefined,
              stream: inPieces(new Uint8Array(await form.arrayBuffer())),
              headers: { authorization, 'content-type': form.headers.get('content-type') as string },
            }
          : body
            ? {
                method: 'POST',
                body: Buffer.from(JSON.stringify(body)),
                headers: { authorization, 'content-type': 'application/json' },
              }
            : { headers: { authorization, ...headers } }),
      }),
    );
    const bytes = await bytesOf(outgoing);
    const isJson = outgoing.headers['content-type']?.startsWith('application/json') && bytes.length > 0;
    return {
      status: outgoing.status,
      headers: outgoing.headers,
      bytes,
      json: isJson ? JSON.parse(bytes.toString()) : undefined,
    };
  };

  const upload = async (
    bytes: Uint8Array | string,
    {
      name = 'notes.txt',
      type = '',
      ...fields
    }: { name?: string; type?: string; purpose?: string; [field: string]: string | undefined } = {},
  ): Promise<Sent> => {
    const form = new FormData();
    form.set('file', new File([bytes as Uint8Array<ArrayBuffer> | string], name, { type }));
    for (const [field, value] of Object.entries({ purpose: 'user_data', ...fields })) {
      if (value !== undefined) form.set(field, value);
    }
    return send('/v1/files', { body: form });
  };

  return {
    platform: rig.platform,
    clock,
    store,
    jobs,
    send,
    upload,
    /** Uploads a file that must be accepted. */
    file: async (...given: Parameters<typeof upload>): Promise<OpenAIFile> => {
      const { status, json } = await upload(...given);
      if (status !== 200) throw new Error(JSON.stringify(json));
      return json as OpenAIFile;
    },
    close: () => rig.platform.close(),
  };
}

/** Collects the ids of blobs written from now on. */
export function watchBlobs({ blobs }: Store): string[] {
  const written: string[] = [];
  const write = blobs.write.bind(blobs);
  blobs.write = async (...given) => {
    const blob = await write(...given);
    written.push(blob.id);
    return blob;
  };
  return written;
}

/** Whether a blob exists. */
export async function isKept(store: Store, blob: string): Promise<boolean> {
  try {
    for await (const _ of store.blobs.read(blob));
    return true;
  } catch (error) {
    if (error instanceof UnknownBlob) return false;
    throw error;
  }
}

/** In pieces, as from a socket, but smaller. */
async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 10_000) yield bytes.subarray(start, start + 10_000);
}

type Outgoing = Awaited<ReturnType<ReturnType<typeof openRig>['dispatch']>>;

async function bytesOf(outgoing: Outgoing): Promise<Buffer> {
  const { frames } = outgoing;
  if (!frames) return Buffer.from(outgoing.body);
  const pieces: Buffer[] = [];
  while (frames.nextAt !== undefined) {
    if (frames.nextAt === Number.POSITIVE_INFINITY) {
      await new Promise<void>((resolve) => frames.onReady?.(resolve));
      continue;
    }
    const piece = frames.take(0);
    if (piece !== undefined) pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}
