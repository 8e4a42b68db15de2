import type { Ids } from '../../../runtime/ids.ts';
import type { BlobInfo } from '../../../storage/blobs.ts';

/** The result of a line, as it is written to the output or the error file, with its newline. */
export interface LineResult {
  readonly file: 'output' | 'error';
  readonly text: string;
}

/** A long result that is already stored, as a segment of its file. */
export interface StoredLineResult {
  readonly file: LineResult['file'];
  readonly segment: BlobInfo;
}

/** The head of an endpoint's response. */
export interface ResponseHead {
  readonly status: number;
  readonly requestId: string;
}

/** The file of an answered line: status 200 goes to the output file, any other to the error file. */
export function fileOf({ status }: ResponseHead): LineResult['file'] {
  return status === 200 ? 'output' : 'error';
}

/** The result of an answered line, whose body is JSON text and is inserted without being parsed. */
export function toLineResult(ids: Ids, customId: string, head: ResponseHead, body: string): LineResult {
  return { file: fileOf(head), text: resultStart(ids, customId, head) + onOneLine(body) + RESULT_END };
}

/** The same, piece by piece as the body arrives. */
export async function* toLineResultBytes(
  ids: Ids,
  customId: string,
  head: ResponseHead,
  body: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(resultStart(ids, customId, head));
  for await (const piece of body) {
    yield Buffer.from(onOneLine(typeof piece === 'string' ? piece : Buffer.from(piece).toString()));
  }
  yield Buffer.from(RESULT_END);
}

function resultStart(ids: Ids, customId: string, { status, requestId }: ResponseHead): string {
  return `{"id":"${ids.next('batch_req_')}","custom_id":${JSON.stringify(customId)},"response":{"status_code":${status},"request_id":${JSON.stringify(requestId)},"body":`;
}

const RESULT_END = '},"error":null}\n';

/** A newline inside the JSON would end the line. */
function onOneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]+/g, ' ') : json;
}

/** The result of a line without a response. */
export function toErrorResult(
  ids: Ids,
  customId: string,
  error: { code: string; message: string },
): LineResult {
  const { code, message } = error;
  const id = ids.next('batch_req_');
  return {
    file: 'error',
    text: `${JSON.stringify({ id, custom_id: customId, response: null, error: { code, message } })}\n`,
  };
}

export const EXPIRED = {
  code: 'batch_expired',
  message: 'This request could not be executed before the completion window expired.',
} as const;

/** No endpoint answers like this, but if one did, the line would still have to be accounted for. */
export const NOT_JSON = {
  code: 'unsupported_response',
  message: 'The endpoint answered this request with something other than a JSON object.',
} as const;
