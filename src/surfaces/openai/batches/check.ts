import type { Abort } from '../../../runtime/abort.ts';
import { createBreath } from '../../../runtime/breath.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../storage/store.ts';
import { LineError, readLines } from '../files/lines.ts';
import { readFile } from '../files/record.ts';
import type { BatchInput } from './record.ts';
import type { BatchError } from './schema.ts';

/** What a good input file holds. */
export interface Checked {
  readonly lines: number;
  /** That of every line; null where the endpoint has a default and no line names one. */
  readonly model: string | null;
}

export interface CheckServices {
  readonly store: Pick<Store, 'blobs'>;
  readonly clock: Clock;
  readonly abort: Abort;
}

/** Requests of a batch, and inputs of all requests for embeddings together (specification: CreateBatchRequest). */
const MOST_LINES = 50_000;
const MOST_INPUTS = 50_000;

/** Bytes of an input file. */
const MOST_BYTES = 200 * 2 ** 20;

/** Bytes of one line, which is held as a whole. */
export const LONGEST_LINE = 16 * 2 ** 20;

/** Characters: fifty thousand of them are held at once. */
const LONGEST_CUSTOM_ID = 512;

/** What is told of a file that is wrong in many places. */
const MOST_ERRORS = 100;

/** What each request has to have, as far as the whole file is refused for it; all else is a matter of its answer. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  '/v1/chat/completions': ['model', 'messages'],
  '/v1/completions': ['model'],
  '/v1/embeddings': ['model', 'input'],
  '/v1/responses': ['model'],
};

/**
 * Reads an input file from end to end, or up to {@link MOST_ERRORS}.
 *
 * @throws the abort's reason once it has fired
 * @example
 * const checked = await checkInput(batch.input, batch.endpoint, { store, clock, abort });
 * if ('errors' in checked) fail(checked.errors);
 */
export function checkInput(
  input: BatchInput,
  endpoint: string,
  { store, clock, abort }: CheckServices,
): Promise<Checked | { readonly errors: readonly BatchError[] }> {
  const source = { bytes: input.bytes, read: () => readFile(store, input) };
  return checkSource(source, endpoint, { clock, abort, mostErrors: MOST_ERRORS });
}

/**
 * The same for bytes from anywhere.
 *
 * @throws the abort's reason once it has fired
 */
export async function checkSource(
  { bytes, read }: { readonly bytes: number; read(): AsyncIterable<Uint8Array> },
  endpoint: string,
  { clock, abort, mostErrors }: Pick<CheckServices, 'clock' | 'abort'> & { readonly mostErrors: number },
): Promise<Checked | { readonly errors: readonly BatchError[] }> {
  if (bytes > MOST_BYTES) return { errors: [TOO_LARGE] };
  const inspector = new Inspector(endpoint, mostErrors);
  const breathe = createBreath(clock);
  try {
    for await (const lines of readLines(read(), { maxBytes: LONGEST_LINE })) {
      for (const { number, text } of lines) {
        if (!inspector.look(number, text)) return { errors: inspector.errors };
        const pause = breathe();
        if (pause) await pause;
        if (abort.aborted) throw abort.reason;
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

class Inspector {
  readonly errors: BatchError[] = [];
  readonly #endpoint: string;
  readonly #mostErrors: number;
  readonly #required: readonly string[];
  readonly #ids = new Set<string>();
  #lines = 0;
  #inputs = 0;
  /** Null until a request names one. */
  #model: string | null = null;

  constructor(endpoint: string, mostErrors: number) {
    this.#endpoint = endpoint;
    this.#mostErrors = mostErrors;
    this.#required = REQUIRED[endpoint] ?? [];
  }

  /** False: there is no use in reading on. */
  look(number: number, text: string): boolean {
    this.#lines++;
    if (this.#lines > MOST_LINES) {
      this.errors.push(TOO_MANY);
      return false;
    }
    for (const [code, message, param] of this.#lookAt(text)) {
      if (this.errors.length < this.#mostErrors) this.errors.push({ code, line: number, message, param });
    }
    return this.errors.length < this.#mostErrors;
  }

  end(): Checked | { errors: readonly BatchError[] } {
    const { errors } = this;
    if (this.#lines === 0 && errors.length === 0) errors.push(EMPTY);
    return errors.length > 0 ? { errors } : { lines: this.#lines, model: this.#model };
  }

  #lookAt(text: string): Finding[] {
    const line = parseObject(text);
    if (!line) return [[INVALID_LINE.code, INVALID_LINE.message, null]];
    const missing = MEMBERS.filter((name) => line[name] === undefined);
    if (missing.length > 0) return missing.map(missingMember);
    const { custom_id: customId, method, url, body } = line;
    const wrongId = this.#lookAtId(customId);
    if (wrongId) return [wrongId];
    if (method !== 'POST') return [INVALID_METHOD];
    if (url !== this.#endpoint) return [INVALID_URL];
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
    const missing = this.#required.filter((name) => body[name] === undefined || body[name] === null);
    const findings: Finding[] = missing.map((name) => [
      'invalid_request',
      `${capital(name)} parameter is required.`,
      `body.${name}`,
    ]);
    if (body.stream === true) findings.push(streaming(this.#endpoint));
    const { model } = body;
    if (typeof model === 'string') {
      this.#model ??= model;
      if (model !== this.#model) findings.push(mismatched(model));
    }
    if (this.#endpoint === '/v1/embeddings') {
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

/** A line's request as JSON; undefined when it is none. */
function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** The wordings are those that the API is known to answer with, as far as they are known. */
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
  message: `The input file has more requests than the ${MOST_LINES} that a batch may have.`,
  param: null,
};

const TOO_LARGE: BatchError = {
  code: 'maximum_input_file_size_exceeded',
  line: null,
  message: `The input file is larger than the ${MOST_BYTES} bytes that a batch may have.`,
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
  `The requests of the batch have more than ${MOST_INPUTS} embedding inputs together.`,
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

/** As the API says it of a file that is not there, or is not the caller's. */
export const noSuchFile = (id: string, organization: string): BatchError => ({
  code: 'invalid_request',
  line: null,
  message: `Cannot find file ${cut(id)}, or organization ${organization} does not have access to it.`,
  param: 'file_id',
});

export const wrongPurpose = (purpose: string): BatchError => ({
  code: 'invalid_request',
  line: null,
  message: `The input file has the purpose '${purpose}': a batch takes files with the purpose 'batch'.`,
  param: 'file_id',
});
