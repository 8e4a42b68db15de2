import type { Operation } from '../../../kernel/operation.ts';
import type { Abort } from '../../../runtime/abort.ts';

import { type Steps, startSteps } from '../../../runtime/steps.ts';
import type { Turns } from '../../../runtime/turns.ts';
import type { Store } from '../../../storage/store.ts';
import { isObject, LineTooComplex, parseLine } from '../files/json-line.ts';
import { LineError, readLines } from '../files/lines.ts';
import { readFile } from '../files/record.ts';
import type { BatchInput } from './record.ts';
import type { BatchError } from './schema.ts';

/** Summary of a valid input file. */
export interface Checked {
  readonly lines: number;
  /** The model of every line; null if the endpoint has a default and no line names a model. */
  readonly model: string | null;
}

export interface CheckServices {
  readonly store: Pick<Store, 'blobs'>;
  readonly turns: Turns;
  /** Nesting that a request may have. */
  readonly maxDepth: number;
  readonly abort: Abort;
}

/**
 * Maximum requests of a batch, and maximum embedding inputs of all its requests (specification:
 * CreateBatchRequest).
 */
const MOST_LINES = 50_000;
const MOST_INPUTS = 50_000;

/** Maximum bytes of an input file. */
const MOST_BYTES = 200 * 2 ** 20;

/** Maximum bytes of a line, because each line is held in memory. */
export const LONGEST_LINE = 16 * 2 ** 20;

/** In characters; up to 50,000 ids are held in memory. */
const LONGEST_CUSTOM_ID = 512;

/** Maximum errors reported for a file. */
const MOST_ERRORS = 100;

/** What the requests of a batch are for. */
export interface Target {
  readonly endpoint: string;
  /** Members without which the whole file is rejected. Any other error only affects the response to that request. */
  readonly required: readonly string[];
}

/** The operation at an endpoint, if there is one, as the target of a batch. */
export function targetOf(endpoint: string, operation: Pick<Operation, 'body'> | undefined): Target {
  const { required = [] } = (operation?.body ?? {}) as { readonly required?: readonly string[] };
  return { endpoint, required };
}

/**
 * Validates an input file, up to {@link MOST_ERRORS} errors.
 *
 * @throws the abort reason when it fires
 * @example
 * const target = targetOf(endpoint, inside.find('POST', endpoint));
 * const checked = await checkInput(batch.input, target, { store, turns, maxDepth, abort });
 * if ('errors' in checked) fail(checked.errors);
 */
export function checkInput(
  input: BatchInput,
  target: Target,
  { store, ...services }: CheckServices,
): Promise<Checked | { readonly errors: readonly BatchError[] }> {
  const source = { bytes: input.bytes, read: () => readFile(store, input) };
  return checkSource(source, target, { ...services, mostErrors: MOST_ERRORS });
}

/**
 * Like {@link checkInput}, for bytes from any source.
 *
 * @throws the abort reason when it fires
 */
export async function checkSource(
  { bytes, read }: { readonly bytes: number; read(): AsyncIterable<Uint8Array> },
  target: Target,
  services: Omit<CheckServices, 'store'> & { readonly mostErrors: number },
): Promise<Checked | { readonly errors: readonly BatchError[] }> {
  if (bytes > MOST_BYTES) return { errors: [TOO_LARGE] };
  const { turns, abort } = services;
  const inspector = new Inspector(target, services);
  try {
    for await (const lines of readLines(read(), { maxBytes: LONGEST_LINE, turns })) {
      for (const { number, text } of lines) {
        const looking = startSteps(inspector.look(number, text), turns, abort);
        const goesOn = looking instanceof Promise ? await looking : looking;
        if (!goesOn) return { errors: inspector.errors };
        const pause = turns.pause(abort);
        if (pause) await pause;
      }
    }
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    const isLong = error.reason === 'too_long';
    inspector.errors.push({
      ...INVALID_LINE,
      line: error.number,
      ...(isLong && { message: `This line has more than ${LONGEST_LINE} bytes.` }),
    });
  }
  return inspector.end();
}

interface Limits {
  readonly mostErrors: number;
  readonly maxDepth: number;
}

class Inspector {
  readonly errors: BatchError[] = [];
  readonly #target: Target;
  readonly #limits: Limits;
  readonly #ids = new Set<string>();
  #lines = 0;
  #inputs = 0;
  /** Null until a request names one. */
  #model: string | null = null;

  constructor(target: Target, limits: Limits) {
    this.#target = target;
    this.#limits = limits;
  }

  /** Returns false if reading can stop. */
  *look(number: number, text: string): Steps<boolean> {
    this.#lines++;
    if (this.#lines > MOST_LINES) {
      this.errors.push(TOO_MANY);
      return false;
    }
    for (const [code, message, param] of yield* this.#lookAt(text)) {
      if (this.errors.length < this.#limits.mostErrors)
        this.errors.push({ code, line: number, message, param });
    }
    return this.errors.length < this.#limits.mostErrors;
  }

  end(): Checked | { errors: readonly BatchError[] } {
    const { errors } = this;
    if (this.#lines === 0 && errors.length === 0) errors.push(EMPTY);
    return errors.length > 0 ? { errors } : { lines: this.#lines, model: this.#model };
  }

  *#lookAt(text: string): Steps<Finding[]> {
    let line: Record<string, unknown> | undefined;
    try {
      line = yield* parseLine(text, { maxDepth: this.#limits.maxDepth + 1 });
    } catch (error) {
      if (!(error instanceof LineTooComplex)) throw error;
      return [[INVALID_LINE.code, error.message, null]];
    }
    if (!line) return [[INVALID_LINE.code, INVALID_LINE.message, null]];
    const missing = MEMBERS.filter((name) => line[name] === undefined);
    if (missing.length > 0) return missing.map(missingMember);
    const { custom_id: customId, method, url, body } = line;
    const wrongId = this.#lookAtId(customId);
    if (wrongId) return [wrongId];
    if (method !== 'POST') return [INVALID_METHOD];
    if (url !== this.#target.endpoint) return [INVALID_URL];
    if (!isObject(body)) return [['invalid_type', "Invalid type for 'body': expected an object.", 'body']];
    return this.#lookAtBody(body);
  }

  #lookAtId(customId: unknown): Finding | undefined {
    if (typeof customId !== 'string') {
      return ['invalid_type', "Invalid type for 'custom_id': expected a string.", 'custom_id'];
    }
    if (customId.length > LONGEST_CUSTOM_ID) return tooLong(customId);
    if (this.#ids.has(customId)) return duplicate(customId);
    this.#ids.add(customId);
    return undefined;
  }

  #lookAtBody(body: Record<string, unknown>): Finding[] {
    const missing = this.#target.required.filter((name) => body[name] === undefined || body[name] === null);
    const findings: Finding[] = missing.map((name) => [
      'invalid_request',
      `${capital(name)} parameter is required.`,
      `body.${name}`,
    ]);
    if (body.stream === true) findings.push(streaming(this.#target.endpoint));
    const { model } = body;
    if (typeof model === 'string') {
      this.#model ??= model;
      if (model !== this.#model) findings.push(mismatched(model));
    }
    if (this.#target.endpoint === '/v1/embeddings') {
      const { input } = body;
      this.#inputs += Array.isArray(input) && typeof input[0] !== 'number' ? input.length : 1;
      if (this.#inputs > MOST_INPUTS) findings.push(TOO_MANY_INPUTS);
    }
    return findings;
  }
}

/** Code, message and parameter. */
type Finding = readonly [string, string, string | null];

const MEMBERS = ['custom_id', 'method', 'url', 'body'] as const;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The API's own messages, as far as they are known. */
const INVALID_LINE = {
  code: 'invalid_json_line',
  line: null,
  message: 'This line is not parseable as valid JSON.',
  param: null,
} satisfies BatchError;

const EMPTY: BatchError = {
  code: 'empty_file',
  line: null,
  message: 'The input file is empty.',
  param: null,
};

const TOO_MANY: BatchError = {
  code: 'maximum_requests_exceeded',
  line: null,
  message: `The input file has too many requests. A batch may have at most ${MOST_LINES}.`,
  param: null,
};

const TOO_LARGE: BatchError = {
  code: 'maximum_input_file_size_exceeded',
  line: null,
  message: `The input file is too large. It may have at most ${MOST_BYTES} bytes.`,
  param: null,
};

const INVALID_METHOD: Finding = [
  'invalid_method',
  'The method of a request in a batch must be POST.',
  'method',
];

const INVALID_URL: Finding = [
  'invalid_url',
  'The URL provided for this request does not match the batch endpoint.',
  'url',
];

const streaming = (endpoint: string): Finding => [
  'streaming_unsupported',
  `${NAMES[endpoint] ?? endpoint}: Streaming is not supported in the Batch API.`,
  'body.stream',
];

const NAMES: Readonly<Record<string, string>> = {
  '/v1/chat/completions': 'Chat Completions',
  '/v1/completions': 'Completions',
  '/v1/responses': 'Responses',
};

const TOO_MANY_INPUTS: Finding = [
  'maximum_embedding_inputs_exceeded',
  `The batch has too many embedding inputs. Its requests may have at most ${MOST_INPUTS} in total.`,
  'body.input',
];

const missingMember = (name: string): Finding => [
  'missing_required_parameter',
  `Missing required parameter: '${name}'.`,
  name,
];

const tooLong = ({ length }: string): Finding => [
  'string_above_max_length',
  `Invalid 'custom_id': string too long. Expected a string with maximum length ${LONGEST_CUSTOM_ID}, but got a string with length ${length} instead.`,
  'custom_id',
];

const duplicate = (customId: string): Finding => [
  'duplicate_custom_id',
  `The custom_id '${cut(customId)}' for this request is a duplicate of another request. The custom_id parameter must be unique for each request in a batch.`,
  'custom_id',
];

const mismatched = (model: string): Finding => [
  'mismatched_model',
  `The model '${cut(model)}' for this request does not match the rest of the batch. Each batch must contain requests for a single model.`,
  'body.model',
];

const cut = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** The API's error for a file that does not exist or belongs to somebody else. */
export const noSuchFile = (id: string, organization: string): BatchError => ({
  code: 'invalid_request',
  line: null,
  message: `Cannot find file ${cut(id)}, or organization ${organization} does not have access to it.`,
  param: 'file_id',
});

export const wrongPurpose = (purpose: string): BatchError => ({
  code: 'invalid_request',
  line: null,
  message: `The input file has the purpose '${purpose}', but a batch requires a file with the purpose 'batch'.`,
  param: 'file_id',
});
