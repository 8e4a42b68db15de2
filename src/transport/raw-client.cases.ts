import { connect, type Socket } from 'node:net';

/** A TCP client with access to every byte, for tests of framing, timing and malformed input. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string | Uint8Array): void;
  /** Everything received so far, one character per byte. */
  received(): string;
  /** Resolves with everything received once it contains `text`; rejects if the connection closes first. */
  sees(text: string): Promise<string>;
  /** Resolves with everything received once the connection is closed. */
  closed(): Promise<string>;
  leave(): void;
}

export async function openRawClient(port: number): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const chunks: Buffer[] = [];
  const received = (): string => Buffer.concat(chunks).toString('latin1');
  const watchers = new Set<() => void>();
  const tell = (): void => {
    for (const watcher of [...watchers]) watcher();
  };
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    tell();
  });
  // A reset counts as a close.
  socket.on('error', () => {});
  socket.on('close', tell);

  const watch = (isDone: () => boolean, isHopeless: () => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (isDone()) resolve(received());
        else if (isHopeless()) reject(new Error(`The connection closed after: ${received()}`));
        else return;
        watchers.delete(look);
      };
      watchers.add(look);
      look();
    });
  return {
    socket,
    send: (text) => socket.write(text),
    received,
    sees: (text) =>
      watch(
        () => received().includes(text),
        () => socket.closed,
      ),
    closed: () =>
      watch(
        () => socket.closed,
        () => false,
      ),
    leave: () => socket.destroy(),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Parses HTTP/1.1 answers strictly. Throws if one is malformed or incomplete. */
export function parseAnswers(bytes: string): Answer[] {
  const answers: Answer[] = [];
  let rest = bytes;
  while (rest !== '') {
    const head = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/.exec(rest);
    if (!head) throw new Error(`No answer begins at: ${JSON.stringify(rest.slice(0, 80))}`);
    rest = rest.slice(head[0].length);
    const headers = Object.fromEntries(
      (head[2] ?? '')
        .split('\r\n')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    );
    let body = '';
    if (headers['transfer-encoding'] === 'chunked') {
      for (;;) {
        const size = /^([\da-f]+)\r\n/.exec(rest);
        if (!size) throw new Error(`No chunk begins at: ${JSON.stringify(rest.slice(0, 80))}`);
        const length = Number.parseInt(size[1] as string, 16);
        const start = size[0].length;
        if (rest.slice(start + length, start + length + 2) !== '\r\n') throw new Error('A chunk has no end');
        body += rest.slice(start, start + length);
        rest = rest.slice(start + length + 2);
        if (length === 0) break;
      }
    } else if (headers['content-length'] !== undefined) {
      const length = Number(headers['content-length']);
      if (rest.length < length) throw new Error('A body is not complete');
      body = rest.slice(0, length);
      rest = rest.slice(length);
    }
    answers.push({ status: Number(head[1]), headers, body: Buffer.from(body, 'latin1').toString('utf8') });
  }
  return answers;
}
