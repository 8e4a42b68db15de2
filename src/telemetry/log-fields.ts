import type { LogFields } from '../runtime/log.ts';
import type { Observation } from './observation.ts';

/** The log fields of one request: a single line, without content or keys. Times in ms. */
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
