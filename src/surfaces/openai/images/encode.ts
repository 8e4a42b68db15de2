import { quote } from '../../../kernel/wire/quote.ts';
import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import type { PictureOrder } from './decode.ts';
import { QUALITIES } from './rules.ts';
import type { ImagesUsage } from './schema.ts';

/** Base64 and URLs need no escaping, and base64 is too long to scan for it. */
const member = (name: 'b64_json' | 'url', text: string): string => `"${name}":"${text}"`;

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** An image as it is returned: its bytes or its URL. */
export type Delivered = { readonly bytes: Uint8Array } | { readonly url: string };

export interface ImagesAnswer {
  readonly order: PictureOrder;
  /** Unix seconds. */
  readonly created: number;
  readonly pictures: readonly Delivered[];
  /** One per image, if the model revises prompts. */
  readonly revisedPrompts?: readonly string[];
  readonly usage: ImagesUsage;
}

/** The JSON text of an ImagesResponse. */
export function encodeImages({ order, created, pictures, revisedPrompts, usage }: ImagesAnswer): string {
  const data = pictures.map((picture, index) => {
    const prompt = revisedPrompts?.[index];
    const revised = prompt === undefined ? '' : `"revised_prompt":${quote(prompt)},`;
    const content = 'url' in picture ? member('url', picture.url) : member('b64_json', base64(picture.bytes));
    return `{${revised}${content}}`;
  });
  const head = `{"created":${created},"data":[${data.join(',')}]`;
  if (!order.rules.countsTokens) return `${head}}`;
  const details = { image_tokens: usage.output_tokens, text_tokens: 0 };
  const rest = { ...toAppearance(order), usage: { ...usage, output_tokens_details: details } };
  return `${head},${JSON.stringify(rest).slice(1)}`;
}

export type EventName = 'image_generation' | 'image_edit';

/** A stream event with one image, partial or finished. `usage` is that of the request so far. */
export function encodeEvent(
  name: EventName,
  order: PictureOrder,
  picture: { readonly bytes: Uint8Array; readonly partial?: number },
  { createdAt, usage }: { readonly createdAt: number; readonly usage: ImagesUsage },
): string {
  const isPartial = picture.partial !== undefined;
  const type = `${name}.${isPartial ? 'partial_image' : 'completed'}`;
  const rest = {
    created_at: createdAt,
    ...toAppearance(order),
    ...(isPartial ? { partial_image_index: picture.partial } : { usage }),
  };
  const json = `{"type":"${type}",${member('b64_json', base64(picture.bytes))},${JSON.stringify(rest).slice(1)}`;
  // The official clients read both the event name and its type.
  return `event: ${type}\n${DATA}${json}${END_OF_EVENT}`;
}

function toAppearance({ isTransparent, output, quality, size }: PictureOrder) {
  return {
    background: isTransparent ? 'transparent' : 'opaque',
    output_format: output.format,
    quality: QUALITIES[quality].told,
    size: `${size.width}x${size.height}`,
  };
}
