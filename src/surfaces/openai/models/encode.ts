import type { Static } from 'typebox';
import type { ModelCard } from '../../../engine/models/card.ts';
import type { Model } from './schema.ts';

/** Maps a model card to the API's model object. */
export function encodeModel(card: ModelCard): Static<typeof Model> {
  return {
    id: card.id,
    object: 'model',
    created: card.created,
    owned_by: card.ownedBy,
    shutdown_date: card.shutdownDate ?? null,
    root: card.root,
    parent: card.adapterOf ?? (card.fineTuned ? card.root : null),
    context_window: card.contextWindow,
    max_output_tokens: card.maxOutputTokens,
    supports_vision: card.input.image,
    supports_audio: card.input.audio,
    supports_tools: card.tools,
    training_cutoff: card.knowledgeCutoff ?? null,
    pricing: card.price
      ? {
          input_per_million: card.price.input,
          output_per_million: card.price.output,
          cached_input_per_million: card.price.cachedInput ?? null,
        }
      : null,
  };
}
