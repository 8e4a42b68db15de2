import { quote } from '../../../kernel/wire/quote.ts';
import { DATA, END_OF_EVENT } from '../../../kernel/wire/sse.ts';
import { toBase64 } from '../../../media/base64.ts';
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

/** JSON in pieces: text, and bytes to be written in base64. */
type Piece = string | Uint8Array;

/** An ImagesResponse, as long as all its images together. */
export class EncodedImages {
  /** In bytes. */
  readonly length: number;
  readonly #pieces: readonly Piece[];

  constructor(answer: ImagesAnswer) {
    this.#pieces = toPieces(answer);
    this.length = this.#pieces.reduce((total, piece) => total + lengthOf(piece), 0);
  }

  /** The JSON text, in parts of at most 256 KiB. */
  *parts(): Generator<string> {
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') yield piece;
      else yield* toBase64(piece);
    }
  }
}

const lengthOf = (piece: Piece): number =>
  typeof piece === 'string' ? Buffer.byteLength(piece) : Math.ceil(piece.length / 3) * 4;

function toPieces({ order, created, pictures, revisedPrompts, usage }: ImagesAnswer): Piece[] {
  const pieces: Piece[] = [`{"created":${created},"data":[`];
  for (const [index, picture] of pictures.entries()) {
    const prompt = revisedPrompts?.[index];
    const revised = prompt === undefined ? '' : `"revised_prompt":${quote(prompt)},`;
    const start = `${index > 0 ? ',' : ''}{${revised}`;
    if ('url' in picture) pieces.push(`${start}${member('url', picture.url)}}`);
    else pieces.push(`${start}"b64_json":"`, picture.bytes, '"}');
  }
  if (!order.rules.countsTokens) return [...pieces, ']}'];
  const details = { image_tokens: usage.output_tokens, text_tokens: 0 };
  const rest = { ...toAppearance(order), usage: { ...usage, output_tokens_details: details } };
  return [...pieces, `],${JSON.stringify(rest).slice(1)}`];
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

/** What a request has resolved to, in the words of the API. */
export function toAppearance({ isTransparent, output, quality, size }: PictureOrder) {
  return {
    background: isTransparent ? ('transparent' as const) : ('opaque' as const),
    output_format: output.format,
    quality: QUALITIES[quality].reported,
    size: `${size.width}x${size.height}`,
  };
}
