export { factsOf } from './facts/facts.ts';
export { composeFreeJson, composeJsonInWords } from './free-json.ts';
export { composeJson } from './json/compose.ts';
export { createSchemaChecker } from './schema/schema-checker.ts';
export { decideTools } from './tools/decide.ts';
