import crypto from 'node:crypto';
import { digestInSteps } from '../runtime/digest.ts';
import { jsonInSteps, LongText } from '../runtime/long-text.ts';
import type { Steps } from '../runtime/steps.ts';
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
/** From this length on, hashing is done in steps. */
const LONG_CHARACTERS = 2 ** 16;

/**
 * Limits are left out on purpose: a smaller `max_tokens` cuts an answer short but does not change it.
 */
export function* fingerprintOf(request: GenerationRequest): Steps<Fingerprint> {
  const canonical = new LongText();
  canonical.add(request.model.id);
  for (const tool of request.tools) canonical.add(`\u0001${yield* jsonInSteps(tool)}`);
  if (request.format.kind !== 'text') canonical.add(`\u0002${yield* jsonInSteps(request.format)}`);
  if (request.continuation) canonical.add('\u0008');
  for (const turn of request.turns) {
    canonical.add(canonicalTurn(turn));
    if (canonical.isDue()) yield;
  }
  if (request.continuation?.suffix) canonical.add(`\u000e${request.continuation.suffix}`);
  const text = canonical.toString();
  if (text.length <= SHORT_CHARACTERS) return { text, key: text };
  if (text.length < LONG_CHARACTERS) return { text, key: crypto.hash('sha1', text, 'base64url') };
  return { text, key: yield* digestInSteps('sha1', Buffer.from(text, 'utf8'), 'base64url') };
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
    case 'reasoning':
      return `\u000f${part.text}`;
    case 'image':
      return part.url;
    case 'audio':
      return part.data;
    case 'file':
      return part.digest;
  }
}
