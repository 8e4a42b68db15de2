import type { Ids } from '../../../runtime/ids.ts';

/** The result of a line, as it is written to the output or the error file, with its newline. */
export interface AnswerText {
  readonly file: 'output' | 'error';
  readonly text: string;
}

/** The response of an endpoint. `body` is JSON text and is inserted without being parsed. */
export interface LineAnswer {
  readonly status: number;
  readonly requestId: string;
  readonly body: string;
}

/** The result of an answered line. Status 200 goes to the output file, any other to the error file. */
export function toAnswerText(
  ids: Ids,
  customId: string,
  { status, requestId, body }: LineAnswer,
): AnswerText {
  // A newline inside the JSON would end the line.
  const json = body.includes('\n') || body.includes('\r') ? body.replace(/[\r\n]+/g, ' ') : body;
  return {
    file: status === 200 ? 'output' : 'error',
    text: `{"id":"${ids.next('batch_req_')}","custom_id":${JSON.stringify(customId)},"response":{"status_code":${status},"request_id":${JSON.stringify(requestId)},"body":${json}},"error":null}\n`,
  };
}

/** The result of a line without a response. */
export function toErrorText(
  ids: Ids,
  customId: string,
  error: { code: string; message: string },
): AnswerText {
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
