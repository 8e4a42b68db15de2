import type { MediaPart } from '../media/readings.ts';
import type { ChatCompletionRequest } from './schema.ts';

/** The parts of a request that are not text. */
export function mediaParts({ messages }: ChatCompletionRequest): MediaPart[] {
  const parts: MediaPart[] = [];
  for (const { content } of messages) {
    if (!Array.isArray(content)) continue;
    for (const part of content) if (part.type !== 'text' && part.type !== 'refusal') parts.push(part);
  }
  return parts;
}
