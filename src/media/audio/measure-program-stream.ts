import type { Steps } from '../../runtime/steps.ts';
import type { AudioMeasure } from './audio-measure.ts';
import { measureMp3 } from './measure-mp3.ts';

const PACK = 0xba;
const END = 0xb9;
const FIRST_SOUND = 0xc0;
const LAST_SOUND = 0xdf;

/** Maximum number of packets read from one stream; at 2 KB each, this is hours. */
const MOST_PACKETS = 100_000;

/** Packets read in one step. */
const STEP = 4096;

/**
 * Duration of the first audio stream of an MPEG program stream (ISO/IEC 13818-1): its packets are joined and
 * their frames added up as in {@link measureMp3}. Undefined if there is no audio stream.
 */
export function* measureProgramStream(bytes: Uint8Array): Steps<AudioMeasure | undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 14 || view.getUint32(0) !== 0x100 + PACK) return;
  const packets: Uint8Array[] = [];
  let stream: number | undefined;
  for (
    let at = 0, seen = 0;
    seen < MOST_PACKETS && at + 14 <= bytes.length && view.getUint32(at) >>> 8 === 1;
    seen++
  ) {
    if (seen % STEP === STEP - 1) yield;
    const id = bytes[at + 3]!;
    if (id === END) break;
    if (id === PACK) {
      // An MPEG-2 pack header if the bits after the start code say so, otherwise MPEG-1.
      at += bytes[at + 4]! >> 6 === 1 ? 14 + (bytes[at + 13]! & 7) : 12;
      continue;
    }
    const end = at + 6 + view.getUint16(at + 4);
    if (id >= FIRST_SOUND && id <= LAST_SOUND && id === (stream ?? id)) {
      stream = id;
      packets.push(bytes.subarray(payloadOf(bytes, at + 6), end));
    }
    at = end;
  }
  const found = stream === undefined ? undefined : yield* measureMp3(Buffer.concat(packets));
  return found && { format: 'mpeg', seconds: found.seconds };
}

/** Where the payload of a packet begins, after its header. */
function payloadOf(bytes: Uint8Array, start: number): number {
  if (bytes[start]! >> 6 === 2) return start + 3 + bytes[start + 2]!;
  let at = start;
  for (let index = 0; index < 16 && bytes[at] === 0xff; index++) at++;
  if (bytes[at]! >> 6 === 1) at += 2;
  const stamps = bytes[at]! >> 4;
  return at + (stamps === 2 ? 5 : stamps === 3 ? 10 : 1);
}
