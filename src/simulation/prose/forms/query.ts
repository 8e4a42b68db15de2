import { sqlFor } from '../../structured/tools/sql.ts';
import type { Form } from '../scene.ts';

/** A query in SQL for a question, of the tables that the request declares; in a fence if it asks for one. */
export const query: Form = {
  name: 'query',
  clues: { mentions: 'sql sqlite mysql postgres postgresql query select' },
  recognise: ({ reading, system }) => {
    const turns = reading.request.turns.flatMap(({ role, parts }) => (role === 'system' ? parts : []));
    const all = [...turns.map((part) => (part.kind === 'text' ? part.text : '')), reading.text]
      .join('\n')
      .slice(0, LONGEST);
    if (
      !TABLES.test(all) ||
      !ASKED.test(`${system}\n${reading.text}`) ||
      /^(?:explain|optimi[sz]e|fix|what does)\b/i.test(reading.question)
    )
      return undefined;
    const question = reading.question;
    const sql = sqlFor(question, all.slice(Math.max(0, all.search(TABLES))));
    if (sql === undefined) return undefined;
    const text = `${sql};`;
    return () => [
      /```/.test(all) && !/\b(?:no|not|without)\b[^.\n]{0,30}(?:```|fence|code block)/i.test(all)
        ? `\`\`\`sql\n${text}\n\`\`\``
        : text,
    ];
  },
};

const LONGEST = 20_000;
const TABLES = /\bCREATE TABLE\b/i;
const ASKED =
  /\bSQL ?Query\s*:|\b(?:write|create|generate|return|give|answer|output|translate|convert|reply|respond|produce)\b[^.\n]{0,80}\b(?:SQL|quer(?:y|ies)|SELECT)\b/i;
