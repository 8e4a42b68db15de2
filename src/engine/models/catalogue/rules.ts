import type { PlatformRules } from '../card.ts';

/** Models that support structured outputs (JSON Schema). */
export const FOLLOWS_SCHEMAS: PlatformRules = { formats: ['json_object', 'json_schema'], instructions: true };

/** Models that support JSON mode but not JSON Schema. */
export const WRITES_JSON: PlatformRules = { formats: ['json_object'], instructions: true };

/** Models from before JSON mode. */
export const WRITES_TEXT: PlatformRules = { formats: [], instructions: true };

/** The first reasoning models: plain text, and no system or developer messages. */
export const WITHOUT_INSTRUCTIONS: PlatformRules = { formats: [], instructions: false };
