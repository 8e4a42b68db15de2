import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Abort } from '../runtime/abort.ts';
import { createSend } from './send.ts';

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const message = (url: string) => ({
  url,
  headers: { 'webhook-id': 'wh_1' },
  body: '{"ü":1}',
  abort: new Abort(),
});

describe('sending over the network', () => {
  it('posts the exact bytes and headers', async () => {
    const received: unknown[] = [];
    const url = await listen(async (request, response) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of request) pieces.push(piece);
      received.push([
        request.method,
        request.url,
        request.headers['webhook-id'],
        Buffer.concat(pieces).toString(),
      ]);
      response.writeHead(204).end();
    });
    await expect(createSend()(message(`${url}/events`))).resolves.toEqual({ status: 204 });
    expect(received).toEqual([['POST', '/events', 'wh_1', '{"ü":1}']]);
  });

  it('does not follow redirects', async () => {
    const paths: unknown[] = [];
    const url = await listen((request, response) => {
      paths.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await expect(createSend()(message(`${url}/events`))).resolves.toEqual({ status: 302 });
    expect(paths).toEqual(['/events']);
  });

  it('reads only a limited part of an endless response', async () => {
    let poured = 0;
    const url = await listen((_, response) => {
      response.writeHead(200);
      const pour = (): void => {
        do poured++;
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', pour);
      pour();
    });
    await expect(createSend({ timeoutMs: 1000 })(message(url))).resolves.toEqual({ status: 200 });
    // The buffers in between are filled nevertheless.
    expect(poured).toBeLessThan(500);
  });

  it('times out without a response, but accepts one that stalls after its status', async () => {
    const silent = await listen(() => {});
    await expect(createSend({ timeoutMs: 20 })(message(silent))).rejects.toThrow('No answer within 20 ms');
    const stalling = await listen((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('x');
    });
    await expect(createSend({ timeoutMs: 300 })(message(stalling))).resolves.toEqual({ status: 200 });
  });

  it('ends when it is aborted', async () => {
    const url = await listen(() => {});
    const sent = message(url);
    const sending = createSend()(sent);
    sent.abort.abort(new Error('closing'));
    await expect(sending).rejects.toThrow('closing');
  });
});
