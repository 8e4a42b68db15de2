import type { Part } from '../../../../engine/request.ts';
import type { ImageSize } from '../../../../engine/tokenizer/vision.ts';
import { objectIn } from './object-in.ts';
import type { Recall } from './recall.ts';

/** The function that models call to have an image made. */
export const IMAGE_TOOL = 'image_generation';

/** A call of {@link IMAGE_TOOL}. */
export interface ImageCall {
  readonly action: 'generate' | 'edit';
  readonly prompt: string;
}

/** A call as the model writes it. */
function writeImageCall({ action, prompt }: ImageCall): string {
  return JSON.stringify({ action, prompt });
}

/** Reads what a model has written. Text that is no JSON is a prompt. */
export function readImageCall(input: string): ImageCall {
  const { action, prompt } = objectIn(input);
  return {
    action: action === 'edit' ? action : 'generate',
    prompt: typeof prompt === 'string' ? prompt : input,
  };
}

/** An image that was made, as the model sees it. */
export function toImagePart(base64: string, format: string, size: ImageSize | undefined): Part {
  return {
    kind: 'image',
    url: `data:image/${format};base64,${base64}`,
    detail: 'auto',
    ...(size && { size }),
  };
}

/** What the model reads if no image was made. */
export function toFailurePart(reason = 'There is no result.'): Part {
  return { kind: 'text', text: `No image was made. ${reason}` };
}

/** An image that was made: the call of the tool, and its result. */
export const recallImage: Recall<'image_generation_call'> = (item, to) => {
  const { id = to.newId('image'), action, revised_prompt: prompt, result, output_format, size, error } = item;
  const input = writeImageCall({ action: action === 'edit' ? action : 'generate', prompt: prompt ?? '' });
  to.call({ id, kind: 'function', name: IMAGE_TOOL, input });
  const part = result
    ? toImagePart(result, output_format ?? 'png', toImageSize(size))
    : toFailurePart(error?.message);
  to.result(id, [part]);
};

/** Of `1024x1024`. */
function toImageSize(text = ''): ImageSize | undefined {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
  return width === undefined ? undefined : { width: Number(width), height: Number(height) };
}
