import type { PlatformRules } from '../card.ts';

/** Models that follow a schema. */
export const FOLLOWS_SCHEMAS: PlatformRules = { formats: ['json_object', 'json_schema'], instructions: true };

/** Models that write JSON, but follow no schema. */
export const WRITES_JSON: PlatformRules = { formats: ['json_object'], instructions: true };

/** Models from before JSON mode. */
export const WRITES_TEXT: PlatformRules = { formats: [], instructions: true };

/** The first reasoning models: plain text, and no system or developer messages. */
export const WITHOUT_INSTRUCTIONS: PlatformRules = { formats: [], instructions: false };
