import type { Cell } from '../runtime/cells.ts';
import type { LogFields, LogLevel } from '../runtime/log.ts';
import type { Observation } from './observation.ts';

/** The message of the line that is logged for each request. */
export const REQUEST = 'request';

/** The level a request is logged at: `warn` for 4xx, `error` for 5xx and for streams that failed. Requests of a batch are `debug`. */
export function toLogLevel({ status, outcome, internal }: Observation): Exclude<LogLevel, 'silent'> {
  if (internal) return 'debug';
  if (status >= 500 || (status < 400 && outcome === 'error')) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

/** What the log says of one request: one line, no content and no keys. Times in ms. */
export function toLogFields(observation: Observation): LogFields {
  const { usage, firstTokenAt, startedAt, endedAt } = observation;
  return {
    method: observation.method,
    path: observation.path,
    status: observation.status,
    ms: rounded(endedAt - startedAt),
    model: observation.model,
    ttftMs: firstTokenAt === undefined ? undefined : rounded(firstTokenAt - startedAt),
    promptTokens: usage?.promptTokens,
    completionTokens: usage?.completionTokens,
    stream: observation.streamed || undefined,
    outcome: observation.outcome === 'ok' ? undefined : observation.outcome,
    fault: observation.fault,
    requestId: observation.requestId,
    clientRequestId: observation.clientRequestId,
  };
}

/**
 * The same for a terminal: one row, with shortened identifiers.
 *
 * @example
 * // 200 POST /v1/chat/completions 512 ms gpt-4o 8 in 16 out ttft 500 ms req_Hr5wDlUf
 */
export function toRequestRow(fields: LogFields): Cell[] {
  const { status, method, path, ms, model, promptTokens, completionTokens, ttftMs } = fields;
  const extras = [
    fields.fault ?? fields.outcome,
    model,
    promptTokens === undefined ? undefined : `${promptTokens} in ${completionTokens} out`,
    ttftMs === undefined ? undefined : `ttft ${time(ttftMs)}`,
    fields.stream ? 'stream' : undefined,
    shortened(fields.clientRequestId),
  ];
  return [
    { text: String(status), tone: 'level' },
    { text: String(method) },
    { text: String(path), yields: 'path' },
    { text: time(ms) },
    ...extras
      .filter((extra) => extra !== undefined)
      .map((extra): Cell => ({ text: String(extra), yields: 'extra', tone: 'dim' })),
    { text: shortened(fields.requestId) ?? '', tone: 'dim' },
  ];
}

/** Characters shown of an identifier. */
const SHORT_ID = 12;

function shortened(id: LogFields[string]): string | undefined {
  return id === undefined ? undefined : String(id).slice(0, SHORT_ID);
}

function time(milliseconds: LogFields[string]): string {
  const value = Number(milliseconds);
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value < 10 ? value : Math.round(value)} ms`;
}

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
