import { afterAll, describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { createSystemClock } from '../../runtime/system-clock.ts';
import { createTurns } from '../../runtime/turns.ts';
import { measureAudio as measureAudioInSteps } from '../audio/measure-audio.ts';
import { spoken } from './listening.cases.ts';
import { createSpeechSynthesizer } from './speech.ts';
import type { SpeechFormat, SpeechJob } from './speech-job.ts';

const measureAudio = (...given: Parameters<typeof measureAudioInSteps>) =>
  finish(measureAudioInSteps(...given));

const FORMATS: readonly SpeechFormat[] = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'];
const TEXT =
  'Good morning, everyone. The first train leaves at seven. Is anybody late? Then we shall wait a moment.';
const job: SpeechJob = { text: TEXT, voice: 'coral', speed: 1, format: 'pcm' };

const clock = createSystemClock();
const turns = createTurns(clock);
const synthesizer = createSpeechSynthesizer({ clock, threads: 1, limit: 3 });
afterAll(() => synthesizer.close());

async function all(order: SpeechJob): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of synthesizer.speak(order)) pieces.push(piece);
  return pieces;
}

describe('createSpeechSynthesizer', () => {
  it.each(FORMATS)('%s lasts exactly as long as `duration` states', async (format) => {
    const file = Buffer.concat(await all({ ...job, format }));
    const seconds = await synthesizer.duration(job, turns);
    const measure = measureAudio(file, format === 'pcm' ? 'pcm16' : undefined);
    expect(seconds).toBeGreaterThan(4);
    expect(Math.abs((measure?.seconds ?? 0) / seconds - 1)).toBeLessThan(0.02);
    if (format !== 'mp3' && format !== 'aac') expect(measure?.seconds).toBeCloseTo(seconds, 9);
  });

  it('emits one piece per phrase, the first before the rest is synthesised', async () => {
    const pieces = await all(job);
    expect(pieces.length).toBeGreaterThanOrEqual(5);
    expect(pieces[0]?.length).toBeLessThan(Buffer.concat(pieces).length / 3);
  });

  it('produces the same samples in a worker as in this thread', async () => {
    const bytes = Buffer.concat(await all(job));
    expect(new Int16Array(Uint8Array.from(bytes).buffer)).toEqual(spoken(job));
  });

  it.each([0.25, 1.7, 4])('divides the duration by a speed of %d', async (speed) => {
    const text = 'Slowly, or quickly?';
    const natural = (await synthesizer.duration({ text, voice: 'echo', speed: 1 }, turns)) * 24_000;
    expect((await synthesizer.duration({ text, voice: 'echo', speed }, turns)) * 24_000).toBeCloseTo(
      Math.round(natural / speed),
      6,
    );
    const file = Buffer.concat(await all({ text, voice: 'echo', speed, format: 'wav' }));
    expect(measureAudio(file)?.seconds).toBeCloseTo(natural / speed / 24_000, 4);
  });

  it('keeps concurrent speeches apart', async () => {
    const orders = (['mp3', 'opus', 'flac'] as const).map((format) => ({ ...job, format }));
    const together = await Promise.all(orders.map(all));
    for (const [index, order] of orders.entries()) {
      expect(Buffer.concat(together[index] ?? [])).toEqual(Buffer.concat(await all(order)));
    }
  });

  it('releases a speech whose reader stops, and rejects speeches above the limit', async () => {
    const long = { ...job, text: TEXT.repeat(20), format: 'opus' as const };
    const open = Array.from({ length: 3 }, () => synthesizer.speak(long)[Symbol.asyncIterator]());
    for (const iterator of open) expect((await iterator.next()).done).toBe(false);
    await expect(all(job)).rejects.toThrow('open speeches');
    for (const iterator of open) await iterator.return?.();
    expect((await all(job)).length).toBeGreaterThan(0);
  });

  it('returns a short silence for empty text', async () => {
    for (const text of ['', '   ', '...']) {
      const samples = Buffer.concat(await all({ ...job, text }));
      expect(samples.length / 48_000).toBeCloseTo(await synthesizer.duration({ ...job, text }, turns), 6);
      expect(samples.every((byte) => byte === 0)).toBe(true);
    }
  });

  it.each([0, 0.2, 4.1, Number.NaN])('rejects a speed of %d', async (speed) => {
    await expect(all({ ...job, speed })).rejects.toThrow(RangeError);
  });

  it('rejects speeches in progress when it closes', async () => {
    const short = createSpeechSynthesizer({ clock, threads: 1 });
    const iterator = short.speak({ ...job, text: TEXT.repeat(40) })[Symbol.asyncIterator]();
    await iterator.next();
    await short.close();
    // One more piece may have been produced ahead.
    const rest = async () => {
      while (!(await iterator.next()).done);
    };
    await expect(rest()).rejects.toThrow('closed');
  });
});
