export { factsOf } from './facts/facts.ts';
export { composeFreeJson, composeJsonInWords } from './free-json.ts';
export { insightOf } from './insight.ts';
export { composeJson } from './json/compose.ts';
export type { Insight } from './json/insight.ts';
export { composeLaidOut } from './laid-out.ts';
export { composeQuery } from './query.ts';
export { createSchemaChecker } from './schema/schema-checker.ts';
export { decideTools } from './tools/decide.ts';
