import type { FilePart, GenerationRequest } from '../../../engine/request.ts';

/** Requests with programs, for tests. */

const SALES =
  'region,product,sales\nNorth,Tea,120\nSouth,Tea,80.5\nNorth,Coffee,310\nSouth,Coffee,95\nWest,Tea,40';

export const files: Readonly<Record<string, string>> = {
  'sales.csv': SALES,
  'spaced.csv': 'city, price\nOslo, 1.25\nRome, 2.5\n"New York, NY", 3.75\n',
  'semicolons.csv': 'name;points\nAda;12\nBob;30\nCy;7\n',
  'mixed.csv': 'item,stock,orders,price\nTea,12,"1,200",3\nCake,15,30,n/a\nPie,7,4,5\n',
  'long.csv': `name,amount\nTea,1${' '.repeat(60_000)}x\nPie,two\n`,
  'broken.csv': 'name,price\nTea,1.50\nCake,n/a\nPie,"$1,200.25"\nJam,\n',
};

export interface Case {
  readonly input: string;
  readonly file?: string;
}

const asked = (...inputs: readonly string[]): Case[] => inputs.map((input) => ({ input }));
const askedOf = (file: string, ...inputs: readonly string[]): Case[] =>
  inputs.map((input) => ({ input, file }));

/** All of these have a program that is run without being asked for. */
export const cases: readonly Case[] = [
  ...asked(
    'What is 12 * (3 + 4)?',
    'Use python to compute 2^200.',
    'Compute 17 % 5 - 3 ** 4 with the code interpreter.',
    'What is 0.1 + 0.2?',
    'Calculate (1.5 + 2.25) * -3',
    'What is 7 / 3?',
    'What is 123456789012345678901234567890 / 7?',
    'What is 10 / 0?',
    'What is 5.5 / 0?',
    'What is 5 % 0?',
    'What is the square root of 2?',
    'What is sqrt(-4)?',
    'What is 20!?',
    'What is 15% of 240?',
    'What is -7 % 3?',
    'What is 1.05 ^ 10?',
    'What is 2 ^ -3?',
    'What is 9 ^ 0.5?',
    'What is 1e300 * 10?',
    'A box holds 12 eggs. How many eggs are in 7 boxes?',
    'List the first 10 prime numbers.',
    'Which primes are below 50?',
    'How many primes are there below 1000?',
    'What is the sum of all primes below 100?',
    'What is the 100th prime?',
    'Is 91 a prime number?',
    'Is 97 prime?',
    'What are the prime factors of 360?',
    'Factorial of 25',
    'Give me the first 12 Fibonacci numbers.',
    'What is the 90th Fibonacci number?',
    'What is the GCD of 84 and 126?',
    'What is the least common multiple of 4, 6 and 15?',
    'What is the sum of the even numbers from 1 to 100?',
    'Mean, median and standard deviation of 3, 7, 7, 19 and 24?',
    'Find the mean, variance, mode, min, max, range and sum of 1.5, 2.25, 2.25, 8, -3.1',
    'What is the average of 10, 20 and 31?',
    'What is the average of 2, 4, 6?',
    'Population standard deviation of 2 4 4 4 5 5 7 9',
    'Sort these numbers in descending order: 5, 3, 9, 1, 9',
    'What is the median of 4, 1, 3, 2?',
    'Sum of 1,200, 3,400 and 5,600',
    'How many days are between 2024-02-20 and 2024-03-05?',
    'How many weeks are between 2024-03-05 and 2024-01-01?',
    'What date is 45 days after March 14, 2031?',
    'What date is 6 weeks before 1 January 2000?',
    'What day of the week was July 4, 1776?',
    'Convert 5 km to miles',
    'Convert 100 fahrenheit to celsius',
    'What is 36.6 celsius in fahrenheit?',
    'How many ounces are in 3 kg?',
    'If I invest $1,000 at 5% compounded annually for 10 years, what do I get?',
    'Compound interest on 2500 at 3.75% for 7 years, compounded monthly',
    'How many r\'s are in "strawberry"?',
    'How many words are in "The quick brown fox jumps over the lazy dog"?',
    'Count the characters in "naïve café \u{1F600}".',
    'How many letters are in "Hello, World 42!"?',
    'How many vowels are in "Programming language"?',
    'How many unique words are in "the cat and the dog and the bird"?',
    'Count the word frequency in: the cat and the dog and the bird',
    'Reverse the string "stressed"',
    'Is "A man, a plan, a canal: Panama" a palindrome?',
    'Sort these words alphabetically: pear, Apple, fig, banana',
    `${SALES}\n\nWhat are the total sales by region?`,
    `${SALES}\n\nWhat is the average of the sales?`,
    '| name | age |\n|---|---|\n| Ann | 31 |\n| Bob | 27 |\n| Cy | 44 |\n\nWhat is the average age?',
  ),
  ...askedOf(
    'sales.csv',
    'What are the total sales by region?',
    'Which region has the highest total sales?',
    'What is the average sales per product?',
    'What is the total of the sales in North?',
    'Sort the rows by sales, highest first.',
    'Which product has the lowest sales?',
    'How many rows does the file have?',
    'Analyse the file.',
  ),
  ...askedOf('spaced.csv', 'What is the total price?', 'Which city has the highest price?'),
  ...askedOf('semicolons.csv', 'What is the average of the points?'),
  ...askedOf('mixed.csv', 'Analyse the file.', 'What is the total of the orders?'),
  ...askedOf('broken.csv', 'What is the total price?', 'Which name has the highest price?'),
];

/** The request as the engine has it. Members that programs do not use are left out. */
export function requestOf({ input, file }: Case): GenerationRequest {
  const parts: FilePart[] =
    file === undefined ? [] : [{ kind: 'file', name: file, digest: file, content: { text: files[file]! } }];
  const turns = [{ role: 'user', parts: [...parts, { kind: 'text', text: input }] }];
  return { turns, tools: [], format: { kind: 'text' } } as unknown as GenerationRequest;
}

/** Requests that only a program of last resort fits. */
export const others: readonly Case[] = [
  ...asked(
    'Use python to tell me a joke about cats.',
    'Please run some code.',
    'Use the code interpreter with 12, 15 and 20.',
  ),
];
