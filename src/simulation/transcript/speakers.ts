import type { SpokenSegment, Transcript } from '../../engine/ports/transcriber.ts';
import type { Random } from '../../runtime/random.ts';

/** Audio shorter than this has one speaker. */
const ALONE_SECONDS = 8;

/** Number of speakers in a conversation unless more are named. */
const USUAL_SPEAKERS = 2;

/** Maximum sentences of one speaker in a row. */
const LONGEST_TURN = 3;

/**
 * Assigns speakers to segments. A made-up conversation has two speakers, or all the named ones, who take
 * turns of one to three sentences; a known text has one speaker. Speakers without a known name are `A`, `B`
 * and so on.
 */
export function assignSpeakers(
  { segments, seconds, isInvented }: Transcript,
  names: readonly string[],
  random: Random,
): SpokenSegment[] {
  const count = isInvented && seconds >= ALONE_SECONDS ? Math.max(USUAL_SPEAKERS, names.length) : 1;
  let speaker = 0;
  let left = 1 + random.int(LONGEST_TURN);
  return segments.map((segment) => {
    if (left-- === 0) {
      // Round robin, so that every speaker gets a turn.
      speaker = (speaker + 1) % count;
      left = random.int(LONGEST_TURN);
    }
    return { ...segment, speaker: names[speaker] ?? letterOf(speaker - names.length) };
  });
}

const letterOf = (index: number): string => String.fromCharCode(65 + index);
