import type { ModelCard, RefusedParameter } from '../../engine/models/card.ts';
import { Fault } from '../../kernel/fault.ts';

/** Checks what a model refuses, whichever API it is asked by. */
export function checkMembers(body: object, { refuses }: ModelCard, isReasoning: boolean): void {
  for (const refused of refuses) {
    if (refused.whileReasoning && !isReasoning) continue;
    const given = (body as Record<string, unknown>)[refused.field];
    if (given !== undefined) checkValue(refused, given);
  }
}

function checkValue({ field, only, instead }: RefusedParameter, given: unknown): void {
  if (only === undefined) {
    throw new Fault({
      kind: 'unsupported_parameter',
      param: field,
      ...(instead !== undefined && { instead }),
    });
  }
  if (given !== only) throw new Fault({ kind: 'unsupported_value', param: field, given, only });
}
