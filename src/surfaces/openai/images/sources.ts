import { Fault } from '../../../kernel/fault.ts';
import type { Upload } from '../../../kernel/upload.ts';
import { fromDataUri } from '../../../media/data-uri.ts';
import type { ImageFormat } from '../../../media/image/renderer.ts';
import type { ImageUnreadable } from '../../../media/image/unreadable.ts';
import { measureImage } from '../../../media/measure-image.ts';
import type { Abort } from '../../../runtime/abort.ts';
import type { MemoryLimit } from '../../../runtime/memory-limit.ts';
import { runSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import { toMediaFault } from '../media-fault.ts';
import type { SourceImage, Sources } from './decode.ts';
import type { ImageRules, InputRules } from './rules.ts';
import type { ImageReference } from './schema.ts';
import type { StoredImages } from './stored-images.ts';

/** An unchecked file, and its name in errors. */
interface Incoming {
  readonly param: string;
  readonly bytes: Uint8Array;
  /** The media type given by the client; undefined if none was given. */
  readonly mediaType: string | undefined;
}

/** Content types that say nothing about a mask. Its format is then detected from its bytes. */
const UNLABELLED = new Set(['', 'application/octet-stream']);

/**
 * Reads the images of a form and checks their headers. The API checks the content type of an image's part,
 * not its name: an image sent as `application/octet-stream` is rejected, unless it is a mask.
 *
 * @throws Fault for a file that the model does not accept as an image
 */
export function readUploads(images: readonly Upload[], mask: Upload | undefined, rules: ImageRules): Sources {
  const typeOf = ({ contentType }: Upload) => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return check(
    images.map((image, index) => ({
      param: images.length === 1 ? 'image' : `image[${index}]`,
      bytes: image.bytes,
      mediaType: typeOf(image),
    })),
    mask && {
      param: 'mask',
      bytes: mask.bytes,
      mediaType: UNLABELLED.has(typeOf(mask)) ? undefined : typeOf(mask),
    },
    rules,
  );
}

/**
 * Reads the images that a JSON body references: in `data:` URLs, by URLs of this server, or as stored files.
 * Nothing is fetched, and stored images are read only when there is memory for them; call `release` when they are no
 * longer needed.
 *
 * @throws Fault for an image that is not available, or that the model does not accept
 */
export async function readReferences(
  images: readonly ImageReference[],
  mask: ImageReference | undefined,
  rules: ImageRules,
  access: Access,
): Promise<Sources & { readonly release: () => void }> {
  const { pathOf = pathInBody } = access;
  const located: Located[] = [];
  for (const [index, image] of images.entries()) {
    located.push(await locate(image, pathOf(index), access));
  }
  if (mask) located.push(await locate(mask, pathOf('mask'), access));
  checkTotal(located);
  const stored = located.reduce((total, { size }) => total + size, 0);
  const release = await access.memory.reserve(stored, access.abort).catch((error: unknown) => {
    throw toMediaFault(error);
  });
  try {
    const found: Incoming[] = [];
    for (const { param, mediaType, read, missing } of located) {
      const bytes = await read();
      if (!bytes) throw missing;
      found.push({ param, bytes, mediaType });
    }
    const last = mask && found.pop();
    return { ...check(found, last, rules), release };
  } catch (error) {
    release();
    throw error;
  }
}

/** What references are resolved with. */
export interface Access {
  readonly storedImages: StoredImages;
  /** For the stored images of all requests. */
  readonly memory: MemoryLimit;
  readonly turns: Turns;
  readonly abort: Abort;
  /** The path of a reference in the request, by its place. Default: in the body of an edit. */
  readonly pathOf?: (place: number | 'mask') => string;
}

const pathInBody = (place: number | 'mask'): string => (place === 'mask' ? place : `images[${place}]`);

/** Maximum bytes of all stored images of one request, because they are held in memory together. */
const MOST_STORED = 128 * 2 ** 20;

/** A referenced image that has not been read. */
interface Located {
  readonly param: string;
  /** Bytes that reading it takes from the store. */
  readonly size: number;
  readonly mediaType: string | undefined;
  readonly read: () => Promise<Uint8Array | undefined>;
  /** Thrown if it turns out to be gone. */
  readonly missing: Fault;
}

async function locate(
  reference: ImageReference,
  path: string,
  { storedImages, turns, abort }: Access,
): Promise<Located> {
  const { image_url: url, file_id: fileId } = reference;
  if (url !== undefined && fileId !== undefined) {
    throw new Fault({
      kind: 'invalid_value',
      param: path,
      message: `Invalid '${path}': expected exactly one of 'image_url' and 'file_id', but got both.`,
    });
  }
  if (fileId !== undefined) {
    const param = `${path}.file_id`;
    const missing = new Fault({
      kind: 'invalid_value',
      param,
      message: `No such File object: ${fileId.slice(0, 64)}`,
      code: 'file_not_found',
    });
    const stored = await storedImages.byFile(fileId);
    if (!stored) throw missing;
    return { ...stored, param, mediaType: undefined, missing };
  }
  const param = `${path}.image_url`;
  if (url === undefined) throw new Fault({ kind: 'missing_parameter', param });
  const isData = url.slice(0, 5).toLowerCase() === 'data:';
  const missing = new Fault({
    kind: 'invalid_value',
    param,
    message: isData
      ? `Invalid '${param}': expected a base64-encoded data URL of an image, but it could not be decoded.`
      : `Invalid '${param}': remote images are not fetched by this server. Send the image as a base64-encoded data URL.`,
    code: 'invalid_image_url',
  });
  const served = await storedImages.byUrl(url);
  if (served) return { ...served, param, mediaType: undefined, missing };
  const data = isData ? await runSteps(fromDataUri(url), turns, abort) : undefined;
  if (!data) throw missing;
  return { param, size: 0, mediaType: data.mediaType, read: async () => data.bytes, missing };
}

function checkTotal(located: readonly Located[]): void {
  let total = 0;
  for (const { size, param } of located) {
    total += size;
    if (total <= MOST_STORED) continue;
    throw new Fault({
      kind: 'invalid_value',
      param,
      message: `The images in this request are too large. Expected at most ${MOST_STORED} bytes in total.`,
    });
  }
}

function check(images: readonly Incoming[], mask: Incoming | undefined, rules: ImageRules): Sources {
  const { input } = rules;
  if (images.length > input.most) {
    if (input.most === 1) {
      throw new Fault({ kind: 'invalid_type', param: 'image', expected: ['file'], given: 'array' });
    }
    const bound = input.most;
    const given = images.length;
    throw new Fault({ kind: 'wrong_length', param: 'image', of: 'array', side: 'above', bound, given });
  }
  const read = images.map((image, index) => readImage(image, index + 1, input));
  const first = read[0];
  if (mask && first) checkMask(mask, first, rules.mask);
  return { images: read, ...(mask && { mask: mask.bytes }) };
}

function readImage(image: Incoming, number: number, rules: InputRules): SourceImage {
  const { param, bytes } = image;
  checkLabel(image, rules.formats);
  const refuse = (message: string): Fault =>
    new Fault({ kind: 'invalid_value', param, message, code: 'invalid_image_file' });
  const measure = measureImage(bytes);
  const isTaken = measure && rules.formats.includes(measure.format as ImageFormat);
  const isLarge = bytes.byteLength >= rules.mebibytes * 2 ** 20;
  if (rules.formats.length === 1 && (!isTaken || isLarge)) {
    throw refuse(`Uploaded image must be a ${nameOf(rules.formats)} and less than ${rules.mebibytes} MB.`);
  }
  if (!isTaken) throw refuse(unreadable(number));
  if (isLarge)
    throw refuse(`Invalid image file for image ${number}: it must be less than ${rules.mebibytes}MB.`);
  const { width, height } = measure;
  if (rules.square && width !== height) throw refuse('Uploaded image must be square.');
  return { bytes, width, height };
}

function checkMask(mask: Incoming, image: SourceImage, rules: InputRules): void {
  checkLabel(mask, rules.formats);
  const { bytes, param } = mask;
  const measure = measureImage(bytes);
  if (!measure || !rules.formats.includes(measure.format as ImageFormat)) {
    throw invalidMask(`mask must be a valid ${nameOf(rules.formats)} file`, param);
  }
  if (bytes.byteLength >= rules.mebibytes * 2 ** 20) {
    throw invalidMask(`mask must be less than ${rules.mebibytes}MB`, param);
  }
  if (measure.width !== image.width || measure.height !== image.height) throw invalidMask(MASK_SIZE, param);
}

function checkLabel({ mediaType, param }: Incoming, formats: readonly ImageFormat[]): void {
  if (mediaType === undefined) return;
  // Commonly used, although it is not registered.
  const label = mediaType === 'image/jpg' ? 'image/jpeg' : mediaType;
  const allowed = formats.map((format) => `image/${format}`).sort();
  if (allowed.includes(label)) return;
  const list = allowed.map((type) => `'${type}'`);
  const named = list.length === 1 ? list.join('') : `${list.slice(0, -1).join(', ')}, and ${list.at(-1)}`;
  throw new Fault({
    kind: 'invalid_value',
    param,
    message: `Invalid file '${param}': unsupported mimetype ('${mediaType.slice(0, 100)}'). Supported file formats are ${named}.`,
    code: 'unsupported_file_mimetype',
  });
}

const MASK_SIZE = 'mask size does not match image size';

const invalidMask = (why: string, param = 'mask'): Fault =>
  new Fault({
    kind: 'invalid_value',
    param,
    message: `Invalid mask image format - ${why}`,
    code: 'invalid_mask_image_format',
  });

const unreadable = (number: number): string =>
  `Invalid image file or mode for image ${number}, please check your image file.`;

const nameOf = (formats: readonly ImageFormat[]): string =>
  formats.map((format) => format.toUpperCase()).join(' or ');

/** Maps an error that is found only while decoding an image to an API fault. */
export function toFault({ reason }: ImageUnreadable, images: number): Fault {
  if (reason === 'mask_size') return invalidMask(MASK_SIZE);
  if (reason === 'mask_alpha') return invalidMask('mask image missing alpha channel');
  const message =
    reason === 'too_large'
      ? 'Invalid image file: its dimensions are too large, please check your image file.'
      : images === 1
        ? unreadable(1)
        : 'Invalid image file or mode, please check your image files.';
  return new Fault({ kind: 'invalid_value', param: 'image', message, code: 'invalid_image_file' });
}
