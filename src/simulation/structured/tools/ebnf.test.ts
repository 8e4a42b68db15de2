import { describe, expect, it } from 'vitest';
import { Effort } from '../../../engine/effort.ts';
import { createRandom } from '../../../runtime/random.ts';
import { larkOfEbnf } from './ebnf.ts';
import { larkText } from './lark.ts';

const write = (definition: string): string | undefined => {
  const lark = larkOfEbnf(definition);
  return lark === undefined
    ? undefined
    : larkText(lark, { random: createRandom('seed'), effort: new Effort() });
};

describe('a grammar in EBNF', () => {
  it.each([
    ['alternatives', 'root ::= "yes" | "no"', /^(yes|no)$/],
    ['classes and repetition', 'root ::= [a-c]+ "-" [0-9]{3}', /^[a-c]+-\d{3}$/],
    [
      'rules with dashes and capitals',
      'root ::= first-Part (" " Rest)?\nfirst-Part ::= "a"\nRest ::= "b"',
      /^a( b)?$/,
    ],
    ['comments, slashes and escapes', '# a path\nroot ::= "\\"" [/]{2} "\\"" # quoted', /^"\/\/"$/],
    ['a range of repetition', 'root ::= "x"{2,4}', /^x{2,4}$/],
    ['an open range', 'root ::= "x"{2,}', /^xx+$/],
    [
      'the grammar of a query',
      'root ::= "SELECT " column " from " table\ncolumn ::= "col_1 " | "col_2 "\ntable ::= "table_1"',
      /^SELECT col_[12] {2}from table_1$/,
    ],
  ])('with %s', (_, definition, expected) => {
    expect(write(definition)).toMatch(expected);
  });

  it.each(['root ::= <x>', '"a" root ::= "b"', 'other ::= "b"', ''])(
    'is refused if it is %j',
    (definition) => {
      expect(write(definition)).toBeUndefined();
    },
  );
});
