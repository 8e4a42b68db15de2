export { factsOf } from './facts/facts.ts';
export { composeFreeJson } from './free-json.ts';
export { composeJson } from './json/compose.ts';
export { checkSchema, newAllowance } from './schema/check.ts';
export { checkObjectSchema } from './schema/check-object.ts';
export { checkStrictSchema } from './schema/check-strict.ts';
export { decideToolCalls } from './tools/decide.ts';
