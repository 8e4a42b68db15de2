import type { VideoMeasure } from './measure-video.ts';

/** The header of an MP4 file with one track of sound and one of pictures. */
export function mp4Of({ width, height, seconds }: VideoMeasure): Uint8Array {
  const movie = Buffer.alloc(100);
  movie.writeUInt32BE(1000, 12);
  movie.writeUInt32BE(seconds * 1000, 16);
  const track = (across: number, down: number): Buffer => {
    const header = Buffer.alloc(84);
    header.writeUInt32BE(across * 65_536, 76);
    header.writeUInt32BE(down * 65_536, 80);
    return box('trak', box('tkhd', header));
  };
  const header = Buffer.concat([box('mvhd', movie), track(0, 0), track(width, height)]);
  return new Uint8Array(Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', header)]));
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}
