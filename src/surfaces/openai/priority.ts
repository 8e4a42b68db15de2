/** What a request says about its place in the queue. */
export interface PriorityMembers {
  /** vLLM's: lower is sooner. */
  readonly priority?: number | undefined;
  readonly service_tier?: string | undefined;
}

/**
 * The priority of a request, as the engine takes it: higher is sooner. OpenAI's faster tiers come before the usual one, and the
 * flexible one after it.
 *
 * @example
 * priorityOf({ service_tier: 'flex' }); // -1
 */
export function priorityOf({ priority, service_tier: tier }: PriorityMembers): number {
  if (priority !== undefined) return 0 - priority;
  return tier === undefined ? 0 : (TIERS.get(tier) ?? 0);
}

const TIERS: ReadonlyMap<string, number> = new Map([
  ['flex', -1],
  ['fast', 1],
  ['priority', 1],
  ['ultrafast', 2],
]);
