export {
  type Facts,
  factsIn,
  factsOf,
  type Money,
  noFacts,
  type Person,
  type Quantity,
  type Solution,
} from './facts/facts.ts';
export { composeFreeJson } from './free-json.ts';
export { type ComposeOptions, composeJson } from './json/compose.ts';
export { checkSchema, type SchemaProblem } from './schema/check.ts';
export { checkStrictSchema } from './schema/check-strict.ts';
export { decideToolCalls } from './tools/decide.ts';
