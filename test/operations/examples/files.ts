import { wavBase64 } from '../../sdk/media.ts';
import { encodePng } from '../../sdk/pictures.ts';

/** Generated files that the examples send. */

/** One pixel, as a `data:` URL. */
export const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** An image of 64 × 64 pixels, mostly of one colour. */
export function square(red: number): File {
  return toPng(
    encodePng(64, 64, (x) => [red, x, 90, 255]),
    'square.png',
  );
}

/** A mask of the same size with a transparent area. */
export const mask = toPng(
  encodePng(64, 64, (x, y) => [0, 0, 0, x > 20 && y > 20 && x < 44 && y < 44 ? 0 : 255]),
  'mask.png',
);

/** Three seconds of silence. */
export const sound = new File([Buffer.from(wavBase64(3), 'base64')], 'sound.wav', { type: 'audio/wav' });

/** The same audio as a `data:` URL. */
export const voice = `data:audio/wav;base64,${wavBase64(3)}`;

/** A short text. */
export const notes = new File(['Some notes.\n'], 'notes.txt', { type: 'text/plain' });

/** A file that the operation at a path accepts. */
export function fileFor(path: string): File {
  if (path.includes('/images/')) return square(20);
  return path.includes('/audio/') ? sound : notes;
}

function toPng(bytes: Uint8Array, name: string): File {
  return new File([new Uint8Array(bytes)], name, { type: 'image/png' });
}
