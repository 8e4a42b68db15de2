import type { ModelCard } from '../../../../engine/models/card.ts';
import { Fault } from '../../../../kernel/fault.ts';
import { invalid } from '../../invalid.ts';
import type { ResponseCall } from '../response-call.ts';

/** @throws Fault for what several agents cannot be combined with */
export function checkAgents(body: ResponseCall['body'], model: ModelCard): void {
  if (!body.multi_agent?.enabled) return;
  if (!model.tools) throw new Fault({ kind: 'unsupported_parameter', param: 'multi_agent' });
  if (body.max_tool_calls !== undefined) throw excluded('max_tool_calls');
  for (const name of ['summary', 'generate_summary'] as const)
    if (body.reasoning?.[name] !== undefined) throw excluded(`reasoning.${name}`);
}

function excluded(param: string): Fault {
  return invalid(
    param,
    `Unsupported parameter: '${param}' is not supported when 'multi_agent.enabled' is true. Leave out one of them.`,
    'unsupported_parameter',
  );
}
