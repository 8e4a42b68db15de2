import { type ModelCard, serves } from '../../../engine/models/card.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { SpeechRequest } from './schema.ts';
import { speechTraits } from './traits.ts';

/**
 * Checks what the schema cannot express. `instructions` are not an error for a model that ignores them.
 *
 * @returns the voice's name
 * @throws Fault for the first problem found
 */
export function checkSpeech(body: SpeechRequest, model: ModelCard): string {
  if (!serves(model, 'speech')) {
    throw new Fault({
      kind: 'invalid_value',
      param: 'model',
      message: 'This is not a text-to-speech model and thus not supported in the v1/audio/speech endpoint.',
      code: null,
    });
  }
  const { voices, events } = speechTraits(model);
  if (body.stream_format === 'sse' && !events) {
    throw new Fault({ kind: 'unsupported_value', param: 'stream_format', given: 'sse', only: 'audio' });
  }
  const { voice } = body;
  if (typeof voice !== 'string')
    throw new Fault({ kind: 'not_found', noun: 'voice', id: voice.id, param: 'voice' });
  if (voices && !voices.includes(voice)) {
    throw new Fault({ kind: 'invalid_choice', param: 'voice', given: voice, allowed: voices });
  }
  return voice;
}
