/** Frame duration in milliseconds, by the configuration number in the first byte. */
const SILK = [10, 20, 40, 60];
const HYBRID = [10, 20];
const CELT = [2.5, 5, 10, 20];

/** Longest duration of one packet. */
const MOST_SECONDS = 0.12;

/**
 * The duration in seconds of an Opus packet, from its first two bytes (RFC 6716, section 3.1); 0 if it is not
 * a valid packet.
 */
export function opusSeconds(packet: Uint8Array): number {
  const [head, second = 0] = packet;
  if (head === undefined) return 0;
  const configuration = head >> 3;
  const frame =
    configuration < 12
      ? SILK[configuration & 3]!
      : configuration < 16
        ? HYBRID[configuration & 1]!
        : CELT[configuration & 3]!;
  const code = head & 3;
  const frames = code === 0 ? 1 : code === 3 ? second & 63 : 2;
  const seconds = (frame * frames) / 1000;
  return seconds > MOST_SECONDS ? 0 : seconds;
}
