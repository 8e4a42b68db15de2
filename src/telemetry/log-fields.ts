import type { LogFields } from '../runtime/log.ts';
import type { Observation } from './observation.ts';

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

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
