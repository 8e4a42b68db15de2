import { composeFreeJson } from '../../structured/index.ts';
import type { Form } from '../scene.ts';

/** "Generate a JSON object with …" without JSON mode: the document in a fenced block. */
export const jsonSample: Form = {
  name: 'JSON sample',
  clues: {
    opens: 'generate create write give return output show make provide produce',
    mentions: 'json',
  },
  recognise: ({ lower, reading }) => {
    if (
      !/^(?:generate|create|write|give|return|output|show|make|provide|produce)\b.{0,40}\bjson\b/.test(lower)
    )
      return undefined;
    if (/\b(?:function|parser?|script|program|class|code)\b/.test(lower)) return undefined;
    return ({ brief, random }) => {
      const document = `\`\`\`json\n${composeFreeJson(brief, reading)}\n\`\`\``;
      if (/\b(?:only|just|nothing else)\b/.test(lower)) return [document];
      return [
        random.pick([
          'Here is the JSON:',
          'This JSON fits the description:',
          'The document could look like this:',
        ]),
        '\n\n',
        document,
      ];
    };
  },
};
