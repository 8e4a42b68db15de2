import type { Instance } from './instance.ts';
import { CommandError } from './io.ts';

/** The fields of a batch that are used here. */
export interface BatchObject {
  readonly id: string;
  readonly status: string;
  readonly input_file_id: string;
  readonly output_file_id?: string | null;
  readonly error_file_id?: string | null;
  readonly request_counts?: { readonly total: number; readonly completed: number; readonly failed: number };
  readonly errors?: {
    readonly data: readonly { readonly message: string; readonly line: number | null }[];
  } | null;
}

/** The API calls needed to run a batch. */
export interface BatchApi {
  /** Uploads requests and starts a batch of them. */
  start(content: Blob, endpoint: string): Promise<BatchObject>;
  retrieve(id: string): Promise<BatchObject>;
  cancel(id: string): Promise<BatchObject>;
  /** The bytes of a file; undefined when there is none. */
  content(fileId: string | null | undefined): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Deletes the files of a batch that has ended. */
  clean(batch: BatchObject): Promise<void>;
}

const ROOT = 'http://fakeai/v1';

/** Calls reject with a CommandError that carries the API's message. */
export function createBatchApi(instance: Pick<Instance, 'fetch'>): BatchApi {
  async function call(method: string, path: string, body?: FormData | object): Promise<unknown> {
    const response = await instance.fetch(`${ROOT}${path}`, {
      method,
      ...(body instanceof FormData
        ? { body }
        : body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as { error?: { message: string } };
    if (answer.error) throw new CommandError(answer.error.message);
    return answer;
  }

  return {
    async start(content, endpoint) {
      const form = new FormData();
      form.append('purpose', 'batch');
      form.append('file', content, 'requests.jsonl');
      const { id } = (await call('POST', '/files', form)) as { id: string };
      const body = { input_file_id: id, endpoint, completion_window: '24h' };
      return (await call('POST', '/batches', body)) as BatchObject;
    },
    retrieve: async (id) => (await call('GET', `/batches/${id}`)) as BatchObject,
    cancel: async (id) => (await call('POST', `/batches/${id}/cancel`)) as BatchObject,
    async content(fileId) {
      if (!fileId) return undefined;
      return (await instance.fetch(`${ROOT}/files/${fileId}/content`)).body ?? undefined;
    },
    async clean({ input_file_id, output_file_id, error_file_id }) {
      for (const id of [input_file_id, output_file_id, error_file_id]) {
        if (id) await call('DELETE', `/files/${id}`);
      }
    },
  };
}
