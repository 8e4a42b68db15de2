import { numberListIn, toNumber } from '../number-list.ts';
import type { Program } from '../program.ts';
import { literal } from '../python/values.ts';
import { Script } from '../script.ts';

/** What can be had of any request: its numbers, else the length of what it asks. */
export const extraction: Program = {
  name: 'extraction',
  plan: ({ text, files, reading }) => {
    const list = numberListIn(text);
    if (list) {
      const values = list.numbers.map(toNumber);
      return [new Script(`numbers = [${list.numbers.join(', ')}]`).print('numbers', values).plan()];
    }
    const [file] = files;
    const source = file ? file.text : reading.question;
    const words = source.split(/\s+/).filter((word) => word !== '').length;
    const script = file
      ? new Script(`with open(${literal(`/mnt/data/${file.name}`)}) as file:`, '    text = file.read()')
      : new Script(`text = ${literal(source)}`);
    return [script.print('len(text.split()), "words"', BigInt(words), 'words').plan()];
  },
};
