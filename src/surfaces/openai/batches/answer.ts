import type { Ids } from '../../../runtime/ids.ts';

/** What a line came to, as text of the output or the error file, with its line break. */
export interface AnswerText {
  readonly file: 'output' | 'error';
  readonly text: string;
}

/** The answer of an operation. `body` is its JSON as text, which is put in as it is. */
export interface LineAnswer {
  readonly status: number;
  readonly requestId: string;
  readonly body: string;
}

/** A line that was answered: by 200 in the output file, by anything else in the error file. */
export function toAnswerText(
  ids: Ids,
  customId: string,
  { status, requestId, body }: LineAnswer,
): AnswerText {
  // A line break between the members of a body would end the line.
  const json = body.includes('\n') || body.includes('\r') ? body.replace(/[\r\n]+/g, ' ') : body;
  return {
    file: status === 200 ? 'output' : 'error',
    text: `{"id":"${ids.next('batch_req_')}","custom_id":${JSON.stringify(customId)},"response":{"status_code":${status},"request_id":${JSON.stringify(requestId)},"body":${json}},"error":null}\n`,
  };
}

/** A line that has no answer. */
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

/** None of the endpoints answers so; a line that was answered all the same has to be accounted for. */
export const NOT_JSON = {
  code: 'unsupported_response',
  message: 'The endpoint answered this request with something other than a JSON object.',
} as const;
