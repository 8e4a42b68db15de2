import { joinList } from '../../../prose/grammar.ts';
import { numberListIn, toNumber } from '../number-list.ts';
import type { Program } from '../program.ts';
import { literal } from '../python/values.ts';
import { shown } from '../said.ts';
import { Script } from '../script.ts';
import { pathOf } from '../table.ts';
import { wordsOf } from './words.ts';

/** What can be had of any request: its numbers, else the length of what it asks. */
export const extraction: Program = {
  name: 'extraction',
  plan: ({ text, files, reading }) => {
    const list = numberListIn(text);
    if (list) {
      const values = list.numbers.map(toNumber);
      const says = `The numbers in the request are ${joinList(values.map(shown))}.`;
      return [new Script(`numbers = [${list.numbers.join(', ')}]`).print('numbers', values).plan({ says })];
    }
    const [file] = files;
    const source = file ? file.text : reading.question;
    const count = wordsOf(source).length;
    const script = file
      ? new Script(`with open(${literal(pathOf(file.name))}) as file:`, '    text = file.read()')
      : new Script(`text = ${literal(source)}`);
    const says = file
      ? `${file.name} has ${count} words.`
      : `The request states nothing to calculate with, so the code only counted its words: ${count}.`;
    return [script.print('len(text.split())', BigInt(count)).plan({ says, value: String(count) })];
  },
};
