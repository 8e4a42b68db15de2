import { describe, expect, it, onTestFinished } from 'vitest';
import { createOpenCollection } from '../../../kernel/collections.ts';
import { createSpeechIndex } from '../../../media/audio/speech-index.ts';
import type { SpeechSynthesizer } from '../../../media/speech/speech.ts';
import { WorkerPoolBusy } from '../../../media/worker-pool.ts';
import { Abort } from '../../../runtime/abort.ts';
import { createSeededIds } from '../../../runtime/ids.ts';
import { createTurns } from '../../../runtime/turns.ts';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { openSqliteStore } from '../../../storage/sqlite/store.ts';
import { createVoice, spokenAnswers } from './audio.ts';
import type { ChatCompletionRequest } from './schema.ts';

const request = { audio: { voice: 'alloy', format: 'wav' } } as ChatCompletionRequest;

const lasting = async (): Promise<number> => 1.5;

async function open(speak: SpeechSynthesizer['speak']) {
  const clock = createVirtualClock();
  const synthesizer: SpeechSynthesizer = { speak, duration: lasting, close: async () => {} };
  const store = await openSqliteStore();
  onTestFinished(() => store.close());
  const voice = createVoice(
    {
      clock,
      turns: createTurns(clock),
      ids: createSeededIds(1),
      synthesizer,
      speechIndex: createSpeechIndex(),
    },
    createOpenCollection(store, { maxObjects: 10, maxStored: 10, maxModels: 10 })(spokenAnswers),
    { answerLimit: 2 ** 26 },
  );
  return { clock, voice };
}

async function* pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield new Uint8Array([1, 2]);
  yield new Uint8Array([3]);
}

describe('a spoken answer', () => {
  it('contains every piece and the tokens of its duration', async () => {
    const { voice } = await open(pieces);
    const answer = await voice.speak('Hello.', request, 'project', new Abort());
    expect([...answer.sound]).toEqual([1, 2, 3]);
    expect(answer.tokens).toBe(30);
  });

  it('can be recalled for one hour, by its own project only', async () => {
    const { clock, voice } = await open(pieces);
    const { id } = await voice.speak('Hello.', request, 'project', new Abort());
    expect(await voice.findTranscripts([id], 'project', new Abort())).toEqual(new Map([[id, 'Hello.']]));
    expect(await voice.findTranscripts([id], 'another', new Abort())).toEqual(new Map());
    await new Promise<void>((resolve) => clock.at(3_600_000, resolve));
    expect(await voice.findTranscripts([id], 'project', new Abort())).toEqual(new Map());
  });

  it('fails with an overload when the synthesizer is busy', async () => {
    // biome-ignore lint/correctness/useYield: it fails before there is anything to hand over
    const { voice } = await open(async function* () {
      throw new WorkerPoolBusy('busy');
    });
    await expect(voice.speak('Hello.', request, 'project', new Abort())).rejects.toMatchObject({
      detail: { kind: 'overloaded' },
    });
  });
});
