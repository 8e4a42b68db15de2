import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createFakeAI } from '../../src/fakeai.ts';
import { createVirtualClock } from '../../src/runtime/virtual-clock.ts';
import { TranscriptIds } from './ids.ts';

/** Replays messages over sockets and compares the messages that answer them. Format: README.md here. */

const FOLDER = join(import.meta.dirname, 'sockets');
const UPDATES = process.env.UPDATE_TRANSCRIPTS === '1';
const KEY = 'sk-fakeai-1234567890abcdef';

const MESSAGE = '--- message\n';
const ANSWER = '--- answer\n';

/** Types of events that end what a message has begun. */
const LAST = /^(?:error|response\.(?:completed|incomplete|failed|steer\.failed))$/;

describe.each(readdirSync(FOLDER))('%s', (name) => {
  it('gets the recorded messages', async () => {
    const file = join(FOLDER, name);
    const text = readFileSync(file, 'utf8');
    const [preface = '', ...parts] = text.split(MESSAGE);
    const [, options = '{}'] = /^options (.+)$/m.exec(preface) ?? [];
    const [, path = ''] = /^--- socket (.+)$/m.exec(preface) ?? [];
    const fake = createFakeAI({ ...JSON.parse(options), clock: createVirtualClock() });
    try {
      const { url } = await fake.listen({ port: 0 });
      const socket = await connect(url.replace('http', 'ws') + path);
      const ids = new TranscriptIds();
      let played = preface;
      for (const part of parts) {
        const [message = ''] = part.split(ANSWER);
        const answers = await socket.ask(ids.reveal(message.replace(/\n$/, '')));
        played += `${MESSAGE}${message}${ANSWER}${answers.map((one) => `${ids.hide(one)}\n`).join('')}`;
      }
      if (UPDATES) writeFileSync(file, played);
      else expect(played).toBe(text);
    } finally {
      await fake.close({ graceMs: 0 });
    }
  });
});

/** `ask` sends a message and resolves with those that answer it. */
async function connect(url: string): Promise<{ ask(message: string): Promise<string[]> }> {
  const ws = new WebSocket(url, { headers: { authorization: `Bearer ${KEY}` } });
  await new Promise<void>((resolve, reject) => {
    ws.on('open', resolve);
    ws.on('error', reject);
  });
  return {
    ask: (message) =>
      new Promise((resolve, reject) => {
        const answers: string[] = [];
        ws.on('close', (code) => reject(new Error(`It was closed with ${code}`)));
        ws.on('message', (data) => {
          const answer = data.toString();
          answers.push(answer);
          if (LAST.test((JSON.parse(answer) as { type: string }).type)) resolve(answers);
        });
        ws.send(message);
      }),
  };
}
