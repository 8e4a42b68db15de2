import { type JsonBounds, jsonInSteps } from '../../runtime/long-text.ts';
import type { Steps } from '../../runtime/steps.ts';
import type { JsonSchema } from '../request.ts';

const BOUNDS: JsonBounds = { depth: 64, values: 100_000 };

/**
 * A response schema as compact JSON, which is the form whose tokens are counted. Values nested deeper than 64
 * levels become `null`, and everything after 100,000 values is left out, so that hostile schemas cost no more
 * than large ones.
 */
export function schemaText(schema: JsonSchema): Steps<string> {
  return jsonInSteps(schema, BOUNDS);
}
