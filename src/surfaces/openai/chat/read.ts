import type { ModelCard } from '../../../engine/models/card.ts';
import type { SchemaChecker } from '../../../engine/ports/schema-checker.ts';
import type { GenerationRequest } from '../../../engine/request.ts';
import type { Call } from '../../../kernel/operation.ts';
import type { SpeechIndex } from '../../../media/audio/speech-index.ts';
import { andThen } from '../../../runtime/and-then.ts';
import { startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Collection, Store } from '../../../storage/store.ts';
import type { FileRecord } from '../files/record.ts';
import { type MediaPart, NO_READINGS, type Reading, type Readings, readMedia } from '../media/readings.ts';
import { type FileServices, fileIds, readFiles } from '../media/stored-files.ts';
import type { Voice } from './audio.ts';
import { checkChat } from './check.ts';
import { decodeChat, type KnownMedia } from './decode.ts';
import { mediaParts } from './media-parts.ts';
import type { ChatCompletionRequest } from './schema.ts';

export interface ChatReadServices {
  readonly turns: Turns;
  readonly store: Store;
  readonly schemaChecker: SchemaChecker;
  readonly speechIndex: SpeechIndex;
  readonly options: { readonly strictSchemas: boolean; readonly bodyLimit: number };
}

type ReadCall = Pick<Call<unknown, unknown, ChatCompletionRequest>, 'body' | 'principal' | 'abort'>;

/** What a request asks of the engine. */
export interface ChatRead {
  readonly decoded: GenerationRequest;
  /** The real API's error message, if the real API would reject the request. */
  readonly refusal: string | undefined;
  /** Whether it depends on stored files, which can change. */
  readonly refersToFiles: boolean;
}

export interface ChatReader {
  /**
   * Checks a request and reads what it consists of. Returns a promise only to read large media, or to look up files or
   * earlier spoken answers.
   *
   * @throws Fault for the first problem found
   */
  read(call: ReadCall, model: ModelCard): ChatRead | Promise<ChatRead>;
}

const NO_IDS: ReadonlySet<string> = new Set();
const NO_FILES: ReadonlyMap<string, Reading> = new Map();

/**
 * Reads the requests of chat completions.
 *
 * @example
 * const reader = createChatReader(services, files, createVoice(services, spoken, options));
 * const { decoded } = await reader.read(call, model);
 */
export function createChatReader(
  services: ChatReadServices,
  files: Collection<FileRecord>,
  voice: Pick<Voice, 'findTranscripts'>,
): ChatReader {
  const { turns, store, schemaChecker, speechIndex, options } = services;
  const fileServices: FileServices = { turns, store, files, limit: options.bodyLimit };

  function readParts(
    call: ReadCall,
    model: ModelCard,
    parts: readonly MediaPart[],
    stored: ReadonlyMap<string, Reading>,
  ): ChatRead | Promise<ChatRead> {
    const reading = readMedia(parts, model, stored, speechIndex);
    return andThen(startSteps(reading, turns, call.abort), (readings) =>
      readWith(readings, call, model, stored !== NO_FILES),
    );
  }

  function readWith(
    readings: Readings,
    { body, principal: { project }, abort }: ReadCall,
    model: ModelCard,
    refersToFiles: boolean,
  ): ChatRead | Promise<ChatRead> {
    const { strictSchemas } = options;
    const refusal = checkChat(body, model, { readings, schemaChecker, strictSchemas });
    const known = (media: KnownMedia): ChatRead => ({
      decoded: decodeChat(body, model, media),
      refusal,
      refersToFiles,
    });
    const ids = spokenIds(body);
    if (ids.length === 0) return known({ readings, said: new Map() });
    return voice.findTranscripts(ids, project, abort).then((said) => known({ readings, said }));
  }

  return {
    read(call, model) {
      const parts = mediaParts(call.body);
      if (parts.length === 0) return readWith(NO_READINGS, call, model, false);
      const ids = model.input.file ? fileIds(parts) : NO_IDS;
      if (ids.size === 0) return readParts(call, model, parts, NO_FILES);
      return readFiles(ids, 'messages', call, fileServices).then((stored) =>
        readParts(call, model, parts, stored),
      );
    },
  };
}

/** The ids of earlier spoken answers that the messages reference. */
function spokenIds({ messages }: ChatCompletionRequest): string[] {
  return messages.flatMap((message) =>
    message.role === 'assistant' && message.audio ? [message.audio.id] : [],
  );
}
