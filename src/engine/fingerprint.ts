import crypto from 'node:crypto';
import type { GenerationRequest, Part, Turn } from './request.ts';

/** Identifies the content of a request: equal requests have equal fingerprints. */
export interface Fingerprint {
  /**
   * The request in a canonical form, oldest first: requests with a common prefix have texts with a common
   * prefix.
   */
  readonly text: string;
  /** The text itself if it is short, else its digest. */
  readonly key: string;
}

/** Below this length, a cryptographic hash costs more than using the text itself as the key. */
const SHORT_CHARACTERS = 600;

/**
 * Limits are left out on purpose: a smaller `max_tokens` cuts an answer short but does not change it.
 */
export function fingerprintOf(request: GenerationRequest): Fingerprint {
  let text = request.model.id;
  for (const tool of request.tools) text += `\u0001${JSON.stringify(tool)}`;
  if (request.format.kind !== 'text') text += `\u0002${JSON.stringify(request.format)}`;
  if (request.continuation) text += '\u0008';
  for (const turn of request.turns) text += canonicalTurn(turn);
  if (request.continuation?.suffix) text += `\u000e${request.continuation.suffix}`;
  return { text, key: text.length <= SHORT_CHARACTERS ? text : crypto.hash('sha1', text, 'base64url') };
}

function canonicalTurn(turn: Turn): string {
  let text = `\u0003${turn.role}`;
  if (turn.name !== undefined) text += `\u0004${turn.name}`;
  for (const part of turn.parts) text += `\u0005${canonicalPart(part)}`;
  for (const call of turn.toolCalls ?? []) text += `\u0006${call.name}\u0007${call.input}`;
  return text;
}

function canonicalPart(part: Part): string {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      return part.text;
    case 'image':
      return part.url;
    case 'audio':
      return part.data;
    case 'file':
      return part.identity;
  }
}
