import { expect, it } from 'vitest';
import { solve } from './word-problem.ts';

it.each([
  ['A crate holds 24 bottles. How many bottles are in 7 crates?', 168],
  [
    'The shop sold 12 lamps on Monday, 15 on Tuesday and 9 on Wednesday. How many lamps did it sell in total?',
    36,
  ],
  ['Ann has 40 stamps and gives away 13. How many stamps are left?', 27],
  ['96 sweets are shared equally among 8 children. How many sweets does each child get?', 12],
  ['A coat of $80 is sold with a discount of 25%. How much does it cost?', 60],
  ['A car drives 150 km in 3 hours. What is its average speed?', 50],
  ['Tickets cost 12 euros each. How much do 5 tickets cost?', 60],
  ['One lamp costs 83 euros. What do 12 of them cost?', 996],
  ['Calculate the sum of numbers from 1 to 10', 55],
  ['What is the sum of the even numbers between 1 and 10?', 30],
  ['the sum of all odd integers from 2 to 9', 24],
])('%s', (text, value) => expect(solve(text)?.value).toBe(value));

it.each([
  'How many people live in Rome?',
  'Ann was born in 1990 and Bob in 1995. Who is older?',
  'How many planets are there in total?',
])('is none: %s', (text) => expect(solve(text)).toBeUndefined());
