import { Fault } from '../../../kernel/fault.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import { type FileRecord, isExpired, readFile } from '../files/record.ts';
import type { ChatCompletionRequest, Message } from './schema.ts';

export interface FileShelf {
  readonly clock: Clock;
  readonly store: Pick<Store, 'blobs'>;
  readonly files: Collection<FileRecord>;
  /** Maximum total bytes of the files that one request references, because they are read into memory. */
  readonly limit: number;
}

/** Whether a request references files by id. */
export function refersToFiles({ messages }: ChatCompletionRequest): boolean {
  return messages.some((message) => fileParts(message).length > 0);
}

/**
 * Replaces file ids in a request with the contents of the files. Ids of missing files are left in place: the
 * check rejects them with their path in the request.
 *
 * @throws Fault `invalid_value` if the files are too large in total
 */
export async function withFiles(
  body: ChatCompletionRequest,
  project: string,
  { clock, store, files, limit }: FileShelf,
): Promise<ChatCompletionRequest> {
  const ids = new Set(body.messages.flatMap((message) => fileParts(message).map(({ file }) => file.file_id)));
  const contents = new Map<string, { filename: string; file_data: string }>();
  let bytes = 0;
  for (const id of ids) {
    const record = id === undefined ? undefined : await files.in(project).get(id);
    if (!record || isExpired(record, clock)) continue;
    bytes += record.bytes;
    if (bytes > limit) throw tooLarge(limit);
    const pieces: Uint8Array[] = [];
    for await (const piece of readFile(store, record)) pieces.push(piece);
    const data = Buffer.concat(pieces).toString('base64');
    contents.set(record.id, {
      filename: record.filename,
      file_data: `data:${record.contentType};base64,${data}`,
    });
  }
  return {
    ...body,
    messages: body.messages.map((message) =>
      fileParts(message).length === 0
        ? message
        : ({ ...message, content: (message.content as Part[]).map(toResolved) } as Message),
    ),
  };

  function toResolved(part: Part): Part {
    const found = part.type === 'file' ? contents.get(part.file.file_id ?? '') : undefined;
    return found ? { type: 'file', file: found } : part;
  }
}

type Part = Exclude<Extract<Message, { role: 'user' }>['content'], string>[number];
type FilePart = Extract<Part, { type: 'file' }>;

/** The parts of a message that reference a file by id. */
function fileParts(message: Message): FilePart[] {
  if (message.role !== 'user' || typeof message.content === 'string') return [];
  return message.content.filter(
    (part): part is FilePart => part.type === 'file' && part.file.file_id !== undefined,
  );
}

function tooLarge(limit: number): Fault {
  return new Fault({
    kind: 'invalid_value',
    param: 'messages',
    message: `The files in this request are too large. Expected at most ${limit} bytes in total.`,
  });
}
