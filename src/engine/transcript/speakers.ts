import type { Random } from '../../runtime/random.ts';
import type { TimedSegment } from './timing.ts';
import type { Transcript } from './transcript.ts';

export interface SpokenSegment extends TimedSegment {
  readonly speaker: string;
}

/** Sounds shorter than this have one speaker. */
const ALONE_SECONDS = 8;

/** Of a conversation, when nobody says whose it is. */
const USUAL_SPEAKERS = 2;

/** Sentences that a speaker may say in a row. */
const LONGEST_TURN = 3;

/**
 * Who says what: a made-up conversation has two speakers, or all that are known, who take turns of one to three sentences; what is
 * known to have been said was said by one. Speakers without a known name are `A`, `B` and so on.
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
      // Whoever has not spoken the longest goes on, so that everybody is heard.
      speaker = (speaker + 1) % count;
      left = random.int(LONGEST_TURN);
    }
    return { ...segment, speaker: names[speaker] ?? letterOf(speaker - names.length) };
  });
}

const letterOf = (index: number): string => String.fromCharCode(65 + index);
