import type { Part } from '../../../engine/request.ts';
import { type MediaPart, NO_READINGS, type Readings, toMediaPart } from '../media/readings.ts';
import type { AssistantContent, InputContent, Screenshot, StoredContent } from './schema/content.ts';

/** The media that items refer to, by the part that holds each. */
export interface ItemMedia {
  readonly parts: ReadonlyMap<object, MediaPart>;
  readonly readings: Readings;
  /** The texts of pages that searches have found, by address. */
  readonly pages?: ReadonlyMap<string, string>;
}

/** For items that refer to no media. */
export const NO_MEDIA: ItemMedia = { parts: new Map(), readings: NO_READINGS };

/** What a message or a result holds. */
export type Content = string | readonly (InputContent | AssistantContent | StoredContent | Screenshot)[];

/**
 * The parts of a content, as the engine reads them.
 *
 * @example
 * toParts('What is in it?', NO_MEDIA); // [{ kind: 'text', text: 'What is in it?' }]
 */
export function toParts(content: Content, media: ItemMedia): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ kind: 'text', text: content }];
  return content.flatMap((part) => toPart(part, media));
}

function toPart(part: Exclude<Content, string>[number], { parts, readings }: ItemMedia): Part[] {
  switch (part.type) {
    case 'input_text':
    case 'output_text':
      return [{ kind: 'text', text: part.text }];
    case 'refusal':
      return [{ kind: 'refusal', text: part.refusal }];
    default: {
      const source = parts.get(part);
      return source === undefined ? [] : [toMediaPart(source, readings.get(source))];
    }
  }
}
