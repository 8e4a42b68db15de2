import { describe, expect, it } from 'vitest';
import { CARD } from '../../../engine/models/card.cases.ts';
import { principalOf } from '../../../kernel/dispatch.cases.ts';
import { createSpeechIndex } from '../../../media/audio/speech-index.ts';
import { Abort } from '../../../runtime/abort.ts';
import { digestInSteps } from '../../../runtime/digest.ts';
import { finish } from '../../../runtime/steps.ts';
import { createTurns, type Turns } from '../../../runtime/turns.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { mediaParts } from '../chat/media-parts.ts';
import type { ChatCompletionRequest } from '../chat/schema.ts';
import { type FileRecord, fileCollection } from '../files/record.ts';
import { type MediaPart, type Reading, readMedia } from './readings.ts';
import { fileIds, readFiles } from './stored-files.ts';

const MODEL = { ...CARD, input: { image: true, audio: true, file: true } };
const GIF = Buffer.from('GIF89a\x14\0\x0a\0\0\0', 'latin1').toString('base64');
const image = (data = GIF): MediaPart => ({
  type: 'image_url',
  image_url: { url: `data:image/gif;base64,${data}` },
});
const audio = (data: string): MediaPart => ({ type: 'input_audio', input_audio: { data, format: 'wav' } });
const file = (given: object) => ({ type: 'file', file: given }) as MediaPart;
const read = (parts: MediaPart[], model = MODEL, stored = new Map<string, Reading>()) =>
  finish(readMedia(parts, model, stored, createSpeechIndex()));

describe('the media of a request', () => {
  it('are found in all messages', () => {
    const parts = [image(), file({ file_id: 'a' })];
    const messages = [
      { role: 'system', content: 'hi' },
      { role: 'user', content: [{ type: 'text', text: 'hi' }, parts[0]] },
      { role: 'assistant' },
      { role: 'user', content: [parts[1]] },
    ];
    expect(mediaParts({ messages } as unknown as ChatCompletionRequest)).toEqual(parts);
  });

  it('are read if they are valid, and if the model reads their kind', () => {
    const stored: Reading = { kind: 'file', name: 's', digest: 'i', content: { bytes: 1 } };
    const good = [image(), file({ filename: 'f', file_data: 'aGk=' }), file({ file_id: 's' })] as const;
    const bad = [image('!'), audio('!'), file({ file_data: '!' }), file({}), file({ file_id: 'u' })];
    const readings = read([...good, ...bad], MODEL, new Map([['s', stored]]));
    expect([...readings.keys()]).toEqual(good);
    expect(readings.get(good[0])).toMatchObject({ kind: 'image', size: { width: 20, height: 10 } });
    expect(readings.get(good[1])).toEqual({
      kind: 'file',
      name: 'f',
      digest: finish(digestInSteps('sha256', Buffer.from('hi'), 'base64')),
      content: { text: 'hi' },
    });
    const blind = { ...CARD, input: { image: false, audio: false, file: false } };
    expect(read([good[0], good[1]], blind).size).toBe(0);
  });

  it.each([
    ['many images', Array.from({ length: 300 }, () => image()), 300],
    ['a large image', [image(GIF + 'QUJD'.repeat(250_000))], 7],
    ['a large text', [file({ file_data: 'QUJD'.repeat(250_000) })], 7],
    [
      'large audio',
      [audio(Buffer.concat([Buffer.from('RIFF----WAVE'), Buffer.alloc(750_000)]).toString('base64'))],
      15,
    ],
  ])('are read in steps: %s', (_, parts, least) => {
    let steps = 0;
    for (const reading = readMedia(parts, MODEL, new Map(), createSpeechIndex()); !reading.next().done; )
      steps++;
    expect(steps).toBeGreaterThanOrEqual(least);
  });
});

describe('stored files', () => {
  async function open() {
    const clock = createVirtualClock();
    const store = openSqliteStore();
    const files = store.collection({ ...fileCollection, maximum: 1000 });
    const looks: string[] = [];
    const counted = {
      ...files,
      in: (project: string) => ({
        ...files.in(project),
        get: (id: string) => {
          looks.push(id);
          return files.in(project).get(id);
        },
      }),
    } as typeof files;
    let pauses = 0;
    const turns: Turns = {
      ...createTurns(clock),
      pause: () => {
        pauses++;
        return undefined;
      },
    };
    const keep = async (id: string, text: string) => {
      const blob = await store.blobs.write([Buffer.from(text)]);
      const record: FileRecord = {
        id,
        filename: `${id}.txt`,
        purpose: 'user_data',
        contentType: 'text/plain',
        bytes: blob.bytes,
        createdAt: 0,
        expiresAt: null,
        pieces: [blob],
      };
      await files.in('p').insert(record, { createdAt: 0 });
    };
    const call = { principal: principalOf('p'), abort: new Abort() };
    const get = (...ids: string[]) =>
      readFiles(fileIds(ids.map((id) => file({ file_id: id }))), 'messages', call, {
        turns,
        store,
        files: counted,
        limit: 1000,
      });
    return { keep, get, looks, pauses: () => pauses, close: () => store.close() };
  }

  it('are read once each, giving way between them, up to the first that is missing', async () => {
    const { keep, get, looks, pauses, close } = await open();
    await keep('a', 'one');
    await keep('b', 'one');
    const readings = await get('a', 'b', 'a', 'missing', 'c', 'd');
    expect(looks).toEqual(['a', 'b', 'missing']);
    expect(pauses()).toBeGreaterThanOrEqual(2);
    expect(readings.get('a')).toMatchObject({ name: 'a.txt', content: { text: 'one' } });
    // Files with the same content are the same file for an answer.
    const identities = [...readings.values()].map((one) => one.kind === 'file' && one.digest);
    expect(identities[0]).toBe(identities[1]);
    await close();
  });

  it('are refused if they are too large together', async () => {
    const { keep, get, close } = await open();
    await keep('a', 'x'.repeat(600));
    await keep('b', 'x'.repeat(600));
    await expect(get('a', 'b')).rejects.toMatchObject({
      detail: { kind: 'invalid_value', param: 'messages' },
    });
    await close();
  });
});
