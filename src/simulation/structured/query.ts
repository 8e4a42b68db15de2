import type { Reading } from '../reading/reading.ts';
import { sqlFor } from './tools/sql.ts';

/**
 * The query in SQL that a request asks for, of the tables that it declares, in a fence if it wants one. Undefined if it asks
 * for none.
 *
 * @example
 * composeQuery(reading); // "SELECT COUNT(*) FROM orders;" for 'CREATE TABLE orders (…)' and 'Write a query: how many orders?'
 */
export function composeQuery({ request, question }: Reading): string | undefined {
  const texts = request.turns.flatMap(({ role, parts }) =>
    role === 'system' || role === 'user' ? parts.map((part) => (part.kind === 'text' ? part.text : '')) : [],
  );
  if (!texts.some((text) => TABLES.test(text))) return undefined;
  const all = texts.join('\n').slice(0, LONGEST);
  if (!ASKED.test(all) || EXPLAINED.test(question)) return undefined;
  const sql = sqlFor(question, all.slice(Math.max(0, all.search(TABLES))));
  if (sql === undefined) return undefined;
  return FENCE.test(all) && !NO_FENCE.test(all) ? `\`\`\`sql\n${sql};\n\`\`\`` : `${sql};`;
}

const LONGEST = 20_000;
const TABLES = /\bCREATE TABLE\b/i;
const ASKED =
  /\bSQL ?Query\s*:|\b(?:write|create|generate|return|give|answer|output|translate|convert|reply|respond|produce)\b[^.\n]{0,80}\b(?:SQL|quer(?:y|ies)|SELECT)\b/i;
const EXPLAINED = /^(?:explain|optimi[sz]e|fix|what does|why|how does)\b/i;
const FENCE = /```/;
const NO_FENCE = /\b(?:no|not|without)\b[^.\n]{0,30}(?:```|fence|code block)/i;
