import { EngineAsleep } from '../engine/errors.ts';
import { MemoryLimitReached } from '../runtime/memory-limit.ts';
import { PackageFileMissing } from '../runtime/package-file.ts';
import { BlobTooLarge, StoreFull, StoreUnavailable } from '../storage/errors.ts';

/**
 * The one error type used below the surfaces: a provider-neutral kind with its facts. Each surface has an
 * encoder that turns it into that provider's status, wording and envelope. Handlers and steps throw it to refuse a call.
 *
 * @example
 * throw new Fault({ kind: 'not_found', noun: 'chat completion', id });
 * @example
 * throw new Fault({ kind: 'rate_limited', message: 'Rate limit reached.', retryAfter: 1 }); // seconds
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly detail: FaultDetail;

  constructor(detail: FaultDetail) {
    super(detail.kind);
    this.detail = detail;
  }
}

/** What `too_many_members` counts, in words. */
export const MEMBERS = {
  names: 'property names',
  parts: 'objects, arrays and strings',
  values: 'values',
} as const;

/** Path to the faulty value in the request: `messages[1].content[0].type`. */
export type ParamPath = string;

export type FaultDetail =
  // The message as a whole.
  | { readonly kind: 'malformed_body' }
  | { readonly kind: 'malformed_form'; readonly message: string }
  | { readonly kind: 'nested_too_deep'; readonly limit: number }
  /** `parts` are objects, arrays and strings, including names; `values` are of any kind. */
  | { readonly kind: 'too_many_members'; readonly of: 'names' | 'parts' | 'values'; readonly limit: number }
  | { readonly kind: 'body_too_large'; readonly limit: number }
  | { readonly kind: 'unsupported_media_type'; readonly given: string; readonly expected: string }
  /** For operations that accept raw bodies. */
  | {
      readonly kind: 'unsupported_body_type';
      readonly given: string;
      readonly supported: readonly string[];
    }
  /** A content coding that is not supported, or more than `most` of them. */
  | {
      readonly kind: 'unsupported_coding';
      readonly given: string;
      readonly supported: readonly string[];
      readonly most: number;
    }
  /** The body cannot be decoded with its declared content coding. */
  | { readonly kind: 'damaged_body'; readonly coding: string }
  | { readonly kind: 'unknown_route'; readonly method: string; readonly path: string }
  | {
      readonly kind: 'method_not_allowed';
      readonly method: string;
      readonly path: string;
      readonly allowed: readonly string[];
    }
  /** The operation opens a socket of this protocol, and the request is not an upgrade to it. */
  | { readonly kind: 'upgrade_required'; readonly protocol: string }
  /** The requested range contains no byte of a representation of `size` bytes. */
  | { readonly kind: 'unsatisfiable_range'; readonly size: number }
  // Authentication.
  | { readonly kind: 'missing_credentials' }
  | { readonly kind: 'wrong_credentials'; readonly masked: string }
  // Values that do not match the schema.
  | { readonly kind: 'missing_parameter'; readonly param: ParamPath }
  | {
      readonly kind: 'unknown_parameter';
      readonly param: ParamPath;
      /** For an unknown top-level member: all unknown top-level members, `param` first. */
      readonly all?: readonly ParamPath[];
    }
  | {
      readonly kind: 'invalid_type';
      readonly param: ParamPath;
      readonly expected: readonly string[];
      readonly given: string;
    }
  | {
      readonly kind: 'invalid_choice';
      readonly param: ParamPath;
      readonly given: unknown;
      readonly allowed: readonly (string | number | boolean)[];
    }
  | {
      readonly kind: 'out_of_range';
      readonly param: ParamPath;
      readonly number: 'integer' | 'decimal';
      readonly side: 'below' | 'above';
      /** A string where a number cannot hold it. `given` is then a string too, as the caller wrote it. */
      readonly bound: number | string;
      readonly exclusive: boolean;
      readonly given: number | string;
    }
  | {
      readonly kind: 'wrong_length';
      readonly param: ParamPath;
      readonly of: 'string' | 'array' | 'object';
      readonly side: 'below' | 'above';
      readonly bound: number;
      readonly given: number;
    }
  | {
      readonly kind: 'invalid_format';
      readonly param: ParamPath;
      readonly expected: string;
      readonly given: string;
    }
  // Values that are invalid for another reason.
  | {
      readonly kind: 'invalid_value';
      readonly param: ParamPath | null;
      readonly message: string;
      readonly code?: string | null;
    }
  | { readonly kind: 'unsupported_parameter'; readonly param: ParamPath; readonly instead?: string }
  | {
      readonly kind: 'unsupported_value';
      readonly param: ParamPath;
      readonly given: unknown;
      readonly only: unknown;
    }
  /** More than the model supports: completion tokens, embedding dimensions. */
  | {
      readonly kind: 'above_model_limit';
      readonly of: 'completion' | 'embedding';
      readonly param: ParamPath;
      readonly limit: number;
      /** A string where a number cannot hold what the caller wrote. */
      readonly given: number | string;
    }
  | {
      readonly kind: 'context_exceeded';
      readonly limit: number;
      readonly promptTokens: number;
      /** Set if the prompt alone fits, but prompt and completion together do not. */
      readonly completionTokens?: number;
      /** The tokens were not counted to the end: there are at least so many. */
      readonly isAtLeast?: boolean;
      readonly param: ParamPath;
    }
  | { readonly kind: 'too_many_tokens'; readonly limit: number; readonly tokens: number }
  // State.
  | {
      readonly kind: 'not_found';
      readonly noun: string;
      readonly id: string;
      readonly param?: ParamPath;
      /** Sentences for the end of the message: why it may be missing, and what to do. */
      readonly advice?: string;
    }
  | { readonly kind: 'unknown_model'; readonly model: string }
  /** The model exists, but is not of the kind that this endpoint serves. */
  | { readonly kind: 'unsuited_model'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string; readonly param?: ParamPath }
  | { readonly kind: 'forbidden'; readonly message: string; readonly code?: string | null }
  // Capacity.
  | { readonly kind: 'rate_limited'; readonly message: string; readonly retryAfter: number }
  /** `message`, a sentence, says why, if it is not too much work. */
  | { readonly kind: 'overloaded'; readonly retryAfter: number; readonly message?: string }
  /** A limit of the store is reached. The message says which; no trailing full stop. */
  | { readonly kind: 'storage_full'; readonly message: string }
  /** The disk is full or failing. No trailing full stop in the message. */
  | {
      readonly kind: 'storage_unavailable';
      readonly code: 'storage_full' | 'storage_unavailable';
      readonly message: string;
      readonly retryAfter: number;
    }
  /** A defect. `message` is what the caller may know about it and can do. */
  | { readonly kind: 'internal'; readonly message?: string };

/**
 * Converts anything thrown into a Fault. Storage errors have their own kinds; anything unknown is a defect of
 * this program. Paths and causes in the original error are only logged, never sent.
 */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof StoreFull)
    return new Fault({ kind: 'storage_full', message: 'The storage of this server is full' });
  if (error instanceof BlobTooLarge) return new Fault({ kind: 'body_too_large', limit: error.limit });
  if (error instanceof StoreUnavailable) return new Fault(ofStore(error));
  if (error instanceof EngineAsleep) {
    const { message, retryAfter } = error;
    return new Fault({ kind: 'overloaded', message, retryAfter });
  }
  if (error instanceof MemoryLimitReached)
    return new Fault({ kind: 'overloaded', retryAfter: MEMORY_RETRY_AFTER });
  if (error instanceof PackageFileMissing) return new Fault({ kind: 'internal', message: error.message });
  return new Fault({ kind: 'internal' });
}

function ofStore({ reason }: StoreUnavailable): FaultDetail {
  switch (reason) {
    case 'busy':
      return { kind: 'overloaded', retryAfter: LOCK_RETRY_AFTER };
    case 'damaged':
      return { kind: 'internal', message: 'Data stored on this server is damaged.' };
    case 'full':
      return {
        kind: 'storage_unavailable',
        code: 'storage_full',
        message: 'The disk of this server is full',
        retryAfter: DISK_RETRY_AFTER,
      };
    default:
      return {
        kind: 'storage_unavailable',
        code: 'storage_unavailable',
        message: 'The storage of this server is unavailable',
        retryAfter: DISK_RETRY_AFTER,
      };
  }
}

/** Seconds. A lock has usually been released by then. */
const LOCK_RETRY_AFTER = 1;

/** Seconds. An operator has to act first, so automatic retries should soon give up. */
const DISK_RETRY_AFTER = 5;

/** Seconds until other requests may have released their memory. */
const MEMORY_RETRY_AFTER = 5;
