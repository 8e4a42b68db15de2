/**
 * The floor: the best this runtime can do with `node:http` for the same work. It reads and parses the same
 * JSON bodies and writes the bytes of a sample, each with its own id and time, and does nothing else: no
 * validation, routing, counting or content generation.
 *
 *     node bench/floor.ts --sample FILE --port N [--ttft MS --gap MS]
 *
 * With pacing: one 1 ms timer for all streams, absolute deadlines, the head written through `ServerResponse`,
 * then chunks framed by hand and written directly to the socket, one write for everything due in a stream,
 * and finally `end()`.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import type { Sample } from './sample.ts';

const { values } = parseArgs({
  options: {
    sample: { type: 'string' },
    port: { type: 'string' },
    ttft: { type: 'string', default: '0' },
    gap: { type: 'string', default: '0' },
  },
});
const sample = JSON.parse(readFileSync(values.sample!, 'utf8')) as Sample;
const ttft = Number(values.ttft);
const gap = Number(values.gap);

const plainHeaders = sample.plain.headers.flat();
const streamHeaders = sample.stream.headers.flat();
const plain = templateOf(sample.plain.body);
const chunks = sample.stream.events.map(templateOf);
const ascii = !/[^\0-\x7f]/.test(sample.stream.events.join(''));
const encoding = ascii ? 'latin1' : 'utf8';
// Ids and times have fixed lengths, so the length of each framed chunk is known in advance.
const frames = sample.stream.events.map((event) => `${(Buffer.byteLength(event) + 2).toString(16)}\r\n`);

const idPrefix = 'chatcmpl-';
const idLength = plain.idLength - idPrefix.length;
let served = 0;
let createdSecond = 0;
let createdText = '';

// Streams wait in a ring of 1 ms slots that spans more than the furthest deadline.
const wheel: Stream[][] = Array.from({ length: 4096 }, () => []);
let wheelAt = 0;
let waiting = 0;
let timer: NodeJS.Timeout | undefined;

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => answer(request, response, parts));
});
server.listen(Number(values.port), '127.0.0.1');

function answer(request: IncomingMessage, response: ServerResponse, parts: Buffer[]) {
  const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  const body = JSON.parse(bytes.toString()) as { messages?: unknown; stream?: boolean };
  if (request.url !== '/v1/chat/completions' || !Array.isArray(body.messages)) {
    response.writeHead(400).end();
  } else if (!body.stream) {
    const text = fill(plain, nextId(), createdNow());
    response.writeHead(200, [...plainHeaders, 'content-length', String(Buffer.byteLength(text))]).end(text);
  } else if (gap === 0) {
    const id = nextId();
    const created = createdNow();
    let text = '';
    for (const chunk of chunks) text += `${fill(chunk, id, created)}\n\n`;
    response.writeHead(200, streamHeaders);
    response.end(text, encoding);
  } else startStream(response);
}

/** A response body split at the sample's id and time, which are replaced for every response. */
interface Template {
  readonly before: string;
  readonly between: string;
  readonly after: string;
  readonly idLength: number;
}

function templateOf(text: string): Template {
  const id = /"id":"(chatcmpl-[^"]*)"/.exec(text);
  const created = /"created":(\d{10})/.exec(text);
  if (!id || !created || created.index < id.index)
    return { before: text, between: '', after: '', idLength: 38 };
  const idStart = id.index + '"id":"'.length;
  const createdStart = created.index + '"created":'.length;
  return {
    before: text.slice(0, idStart),
    between: text.slice(idStart + id[1]!.length, createdStart),
    after: text.slice(createdStart + 10),
    idLength: id[1]!.length,
  };
}

function fill(template: Template, id: string, created: string): string {
  if (template.between === '') return template.before;
  return template.before + id + template.between + created + template.after;
}

function nextId(): string {
  served++;
  return idPrefix + served.toString(36).padStart(idLength, '0');
}

function createdNow(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== createdSecond) {
    createdSecond = second;
    createdText = String(second);
  }
  return createdText;
}

interface Stream {
  readonly response: ServerResponse;
  readonly id: string;
  readonly created: string;
  readonly start: number;
  /**
   * Index of the next event. Events 0 and 1 are due at the first deadline; the events after the last token
   * are due with it.
   */
  next: number;
}

function startStream(response: ServerResponse) {
  response.writeHead(200, streamHeaders);
  response.flushHeaders();
  const stream: Stream = { response, id: nextId(), created: createdNow(), start: performance.now(), next: 0 };
  schedule(stream);
}

function deadline(stream: Stream): number {
  const token = Math.min(Math.max(stream.next, 1), chunks.length - 3) - 1;
  return stream.start + ttft + token * gap;
}

function schedule(stream: Stream) {
  if (!timer) {
    wheelAt = Math.floor(performance.now());
    timer = setInterval(turn, 1);
  }
  const tick = Math.max(Math.ceil(deadline(stream)), wheelAt + 1);
  wheel[tick % wheel.length]!.push(stream);
  waiting++;
}

function turn() {
  const now = Math.floor(performance.now());
  for (; wheelAt < now; wheelAt++) {
    const slot = (wheelAt + 1) % wheel.length;
    const due = wheel[slot]!;
    if (due.length === 0) continue;
    wheel[slot] = [];
    waiting -= due.length;
    for (const stream of due) advance(stream);
  }
  if (waiting > 0 || !timer) return;
  clearInterval(timer);
  timer = undefined;
}

function advance(stream: Stream) {
  const { response } = stream;
  const { socket } = response;
  if (!socket || socket.destroyed) return;
  const now = performance.now();
  let text = '';
  while (stream.next < chunks.length && deadline(stream) <= now) {
    text += `${frames[stream.next]}${fill(chunks[stream.next]!, stream.id, stream.created)}\n\n\r\n`;
    stream.next++;
  }
  if (stream.next === chunks.length) {
    socket.cork();
    socket.write(text, encoding);
    response.end();
    socket.uncork();
  } else if (text === '' || socket.write(text, encoding)) schedule(stream);
  else socket.once('drain', () => schedule(stream));
}
