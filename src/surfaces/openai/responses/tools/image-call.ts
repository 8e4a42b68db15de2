import type { Part } from '../../../../engine/request.ts';
import type { ImageSize } from '../../../../engine/tokenizer/vision.ts';

/** The function that models call to have an image made. */
export const IMAGE_TOOL = 'image_generation';

/** A call of {@link IMAGE_TOOL}. */
export interface ImageCall {
  readonly action: 'generate' | 'edit';
  readonly prompt: string;
}

/** A call as the model writes it. */
export function writeImageCall({ action, prompt }: ImageCall): string {
  return JSON.stringify({ action, prompt });
}

/** Reads what a model has written. Text that is no JSON is a prompt. */
export function readImageCall(input: string): ImageCall {
  const { action, prompt } = membersOf(input);
  return {
    action: action === 'edit' ? action : 'generate',
    prompt: typeof prompt === 'string' ? prompt : input,
  };
}

function membersOf(input: string): { readonly action?: unknown; readonly prompt?: unknown } {
  try {
    const value: unknown = JSON.parse(input);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
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
