import type { ModelCard } from '../../../engine/models/card.ts';
import type { Call } from '../../../kernel/operation.ts';
import type { SpeechIndex } from '../../../media/audio/speech-index.ts';
import { startSteps } from '../../../runtime/steps.ts';
import { invalid } from '../invalid.ts';
import { type MediaPart, type Reading, readMedia } from '../media/readings.ts';
import { type FileServices, fileIds, readFiles } from '../media/stored-files.ts';
import { type ItemMedia, NO_MEDIA } from './content-parts.ts';
import type { InputItem } from './schema/items.ts';

export interface MediaServices extends FileServices {
  readonly speechIndex: SpeechIndex;
}

const NO_FILES: ReadonlyMap<string, Reading> = new Map();

/**
 * Reads the images, sound and files of items. Returns a promise only for large media and for stored files.
 *
 * @param at the path of the items in the request, or of each part of them; absent for what is stored
 * @throws Fault for media that the model cannot read or that cannot be decoded
 */
export function readItems(
  items: readonly InputItem[],
  model: ModelCard,
  call: Pick<Call, 'principal' | 'abort'>,
  services: MediaServices,
  at?: string | ((part: object) => string),
): ItemMedia | Promise<ItemMedia> {
  const parts = new Map<object, MediaPart>();
  const paths = new Map<MediaPart, string>();
  items.forEach((item, index) => {
    for (const [name, part] of partsOf(item)) {
      const source = toSource(part);
      if (source === undefined) continue;
      parts.set(part, source);
      paths.set(source, typeof at === 'function' ? at(part) : `${at}[${index}].${name}`);
    }
  });
  if (parts.size === 0) return NO_MEDIA;
  const sources = [...parts.values()];
  const ids = model.input.file ? fileIds(sources) : new Set<string>();
  const read = (stored: ReadonlyMap<string, Reading>): ItemMedia | Promise<ItemMedia> => {
    const readings = startSteps(
      readMedia(sources, model, stored, services.speechIndex),
      services.turns,
      call.abort,
    );
    const checked = (ready: ReadonlyMap<object, Reading>): ItemMedia => {
      for (const source of sources)
        checkReadable(source, ready.has(source), model, paths.get(source) as string);
      return { parts, readings: ready };
    };
    return readings instanceof Promise ? readings.then(checked) : checked(readings);
  };
  return ids.size === 0 ? read(NO_FILES) : readFiles(ids, 'input', call, services).then(read);
}

/** The parts of an item, each with its path in the item. */
function partsOf(item: InputItem): (readonly [path: string, part: object])[] {
  const { content, output } = item as { readonly content?: unknown; readonly output?: unknown };
  if (item.type === 'computer_call_output') {
    const { image_url, file_id } = item.output;
    // A screenshot that was listed without its image has nothing to be seen.
    return image_url === undefined && file_id === undefined ? [] : [['output', item.output]];
  }
  return Object.entries({ content, output }).flatMap(([name, parts]) =>
    Array.isArray(parts) ? parts.map((part, index) => [`${name}[${index}]`, part as object] as const) : [],
  );
}

interface AnyPart {
  readonly type?: string;
  readonly image_url?: string;
  readonly file_id?: string;
  readonly detail?: 'auto' | 'low' | 'high' | 'original';
  readonly input_audio?: { readonly data: string; readonly format: 'mp3' | 'wav' };
  readonly filename?: string;
  readonly file_data?: string;
  readonly file_url?: string;
}

/** The part as chat messages hold it; undefined for text. */
function toSource(part: AnyPart): MediaPart | undefined {
  switch (part.type) {
    case 'computer_screenshot':
    case 'input_image': {
      const { image_url: url, file_id, detail } = part;
      // An image by id is read like any other file.
      if (file_id !== undefined) return { type: 'file', file: { file_id } };
      return {
        type: 'image_url',
        image_url: { url: url ?? '', ...(detail && { detail }) },
      };
    }
    case 'input_audio':
      return part.input_audio && { type: 'input_audio', input_audio: part.input_audio };
    case 'input_file': {
      const { file_id, file_data, filename } = part;
      return {
        type: 'file',
        file: { ...(file_id && { file_id }), ...(file_data && { file_data }), ...(filename && { filename }) },
      };
    }
    default:
      return undefined;
  }
}

function checkReadable(source: MediaPart, isRead: boolean, model: ModelCard, at: string): void {
  const unsupported = (type: string) =>
    invalid(
      `${at}.type`,
      `Invalid content type. ${type} is only supported by certain models.`,
      'unsupported_value',
    );
  switch (source.type) {
    case 'image_url': {
      if (!model.input.image) throw unsupported('input_image');
      const { url } = source.image_url;
      if (isRead || (/^https?:\/\//i.test(url) && URL.canParse(url))) return;
      throw invalid(
        `${at}.image_url`,
        url.startsWith('data:')
          ? "The image data you provided does not represent a valid image. Please check your input and try again with one of the supported image formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp']."
          : `Invalid '${at}.image_url'. Expected a valid URL, but got a value with an invalid format.`,
        'invalid_value',
      );
    }
    case 'input_audio':
      if (!model.input.audio) throw unsupported('input_audio');
      if (!isRead)
        throw invalid(
          `${at}.input_audio.data`,
          `Invalid '${at}.input_audio.data': the audio could not be decoded.`,
          'invalid_value',
        );
      return;
    case 'file':
      if (!model.input.file) throw unsupported('input_file');
      if (!isRead)
        throw invalid(
          at,
          `Invalid '${at}': the file does not exist or cannot be decoded. Use 'file_id' or 'file_data'; files at remote addresses are not fetched.`,
          'invalid_value',
        );
  }
}
