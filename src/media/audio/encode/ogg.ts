/** Writes the packets of one logical stream as Ogg pages. */
export interface OggWriter {
  /**
   * Writes one page that contains these packets in full.
   *
   * @param packets At most 255 lacing values in total; 50 packets of an ordinary codec fit.
   * @param position Granule position at the end of the last packet.
   * @param last Whether this page ends the stream.
   */
  page(packets: readonly Uint8Array[], position: number, last?: boolean): Uint8Array<ArrayBuffer>;
}

/** @param serial Stream serial number, 32 bits; identifies the stream among others in the same file. */
export function createOggWriter(serial: number): OggWriter {
  let sequence = 0;
  return {
    page(packets, position, last = false) {
      const lacing = packets.flatMap(({ length }) => [
        ...Array.from({ length: Math.floor(length / 255) }, () => 255),
        length % 255,
      ]);
      if (lacing.length > 255) throw new RangeError('The packets do not fit in one page');
      const head = 27 + lacing.length;
      const bytes = new Uint8Array(head + packets.reduce((sum, { length }) => sum + length, 0));
      const view = new DataView(bytes.buffer);
      view.setUint32(0, 0x4f676753); // OggS
      view.setUint8(5, (sequence === 0 ? 2 : 0) | (last ? 4 : 0));
      view.setBigUint64(6, BigInt(position), true);
      view.setUint32(14, serial, true);
      view.setUint32(18, sequence++, true);
      view.setUint8(26, lacing.length);
      bytes.set(lacing, 27);
      let at = head;
      for (const packet of packets) {
        bytes.set(packet, at);
        at += packet.length;
      }
      view.setUint32(22, crc32(bytes), true);
      return bytes;
    },
  };
}

let table: Uint32Array | undefined;

/** Ogg's CRC-32: the Ethernet polynomial, not reflected, initial value zero, not inverted. */
function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
    return crc >>> 0;
  });
  let crc = 0;
  for (const byte of bytes) crc = (crc << 8) ^ (table[((crc >>> 24) ^ byte) & 255] as number);
  return crc >>> 0;
}
