import { rangeIn } from '../../../prose/forms/word-problem.ts';
import { joinList } from '../../../prose/grammar.ts';
import type { Program } from '../program.ts';
import { python } from '../python/operations.ts';
import { type Plan, Script } from '../script.ts';

/** Primes, factors, factorials, Fibonacci numbers, common divisors and sums of ranges. */
export const wholeNumbers: Program = {
  name: 'whole numbers',
  plan: ({ lower, text }) => {
    if (lower.length > LONGEST) return [];
    for (const [pattern, plan] of KINDS) {
      const match = pattern.exec(lower);
      const made = match && plan(match);
      if (made) return [made];
    }
    const range = rangeIn(text);
    return range ? [rangeSum(range)] : [];
  },
};

const LONGEST = 2_000;

type Maker = (match: RegExpExecArray) => Plan | undefined;

const KINDS: readonly (readonly [RegExp, Maker])[] = [
  [/\bfirst (\d{1,4}) prime/, ([, count]) => firstPrimes(Number(count))],
  [
    /\b(how many|number of|count|sum of)?(?:[a-z ]{0,20}? )?primes?(?: numbers?)?(?: (?:are|is)(?: there)?)?(?: that are)? (?:up to|below|under|less than|smaller than|between [12] and|from [12] to) ([\d,]{1,7})\b/,
    ([whole, of = '', limit = '']) =>
      primesUpTo(Number(limit.replaceAll(',', '')), !/below|under|than/.test(whole), of),
  ],
  [/\b(\d{1,4})(?:st|nd|rd|th) prime/, ([, place]) => nthPrime(Number(place))],
  [/\bis (\d{1,10}) (?:a )?prime/, ([, number]) => isPrime(Number(number))],
  [
    /\b(?:prime factor(?:s|i[sz]ation)?(?: of)?|factori[sz]e|factori[sz]ation of) (?:the number )?(\d{1,10})\b/,
    ([, number]) => factors(Number(number)),
  ],
  [
    /\bfactorial of (\d{1,4})\b|\b(\d{1,4}) factorial\b/,
    ([, one, other]) => factorial(BigInt(one ?? other!)),
  ],
  [/\bfirst (\d{1,3}) (?:numbers? (?:of|in) the )?fibonacci/, ([, count]) => firstFibonacci(Number(count))],
  [
    /\b(\d{1,4})(?:st|nd|rd|th) (?:number (?:of|in) the )?fibonacci|\bfibonacci number (?:number )?(\d{1,4})\b/,
    ([, one, other]) => nthFibonacci(Number(one ?? other)),
  ],
  [
    /\b(gcd|hcf|greatest common (?:divisor|factor)|highest common factor|lcm|(?:least|lowest) common multiple)(?: of|\()? ?((?:\d{1,18}(?:, (?:and )?| and |,)?){2,8})/,
    ([, what = '', list = '']) => common(/lcm|multiple/.test(what), (list.match(/\d+/g) ?? []).map(BigInt)),
  ],
];

const LARGEST_SIEVE = 100_000;
const MOST_SHOWN = 200;

function sieve(limit: number): number[] {
  const isComposite = new Uint8Array(limit + 1);
  const primes: number[] = [];
  for (let number = 2; number <= limit; number++) {
    if (isComposite[number]) continue;
    primes.push(number);
    for (let multiple = number * number; multiple <= limit; multiple += number) isComposite[multiple] = 1;
  }
  return primes;
}

const IS_PRIME = [
  'def is_prime(n):',
  '    if n < 2:',
  '        return False',
  '    divisor = 2',
  '    while divisor * divisor <= n:',
  '        if n % divisor == 0:',
  '            return False',
  '        divisor += 1',
  '    return True',
  '',
];

function firstPrimes(count: number): Plan | undefined {
  if (count < 1 || count > MOST_SHOWN) return undefined;
  const primes = sieve(2_000).slice(0, count);
  const value = primes.join(', ');
  return new Script(
    ...IS_PRIME,
    'primes = []',
    'candidate = 2',
    `while len(primes) < ${count}:`,
    '    if is_prime(candidate):',
    '        primes.append(candidate)',
    '    candidate += 1',
  )
    .print('primes', primes.map(BigInt))
    .plan({ says: `The first ${count} prime numbers are ${listed(primes)}.`, value });
}

function primesUpTo(limit: number, isInclusive: boolean, of: string): Plan | undefined {
  const last = isInclusive ? limit : limit - 1;
  if (last < 2 || last > LARGEST_SIEVE) return undefined;
  const primes = sieve(last);
  const script = new Script(...IS_PRIME, `primes = [n for n in range(2, ${last + 1}) if is_prime(n)]`);
  const upTo = isInclusive ? `up to ${limit}` : `below ${limit}`;
  if (of === 'sum of') {
    const sum = String(primes.reduce((total, prime) => total + prime, 0));
    return script
      .print('sum(primes)', BigInt(sum))
      .plan({ says: `The sum of the prime numbers ${upTo} is ${sum}.`, value: sum });
  }
  if (of !== '' || primes.length > MOST_SHOWN) {
    const count = String(primes.length);
    return script
      .print('len(primes)', BigInt(primes.length))
      .plan({ says: `There are ${count} prime numbers ${upTo}.`, value: count });
  }
  return script
    .print('primes', primes.map(BigInt))
    .plan({ says: `The prime numbers ${upTo} are ${listed(primes)}.`, value: primes.join(', ') });
}

function nthPrime(place: number): Plan | undefined {
  if (place < 1 || place > 5_000) return undefined;
  const prime = sieve(50_000)[place - 1]!;
  return new Script(
    ...IS_PRIME,
    'found = 0',
    'candidate = 1',
    `while found < ${place}:`,
    '    candidate += 1',
    '    if is_prime(candidate):',
    '        found += 1',
  )
    .print('candidate', BigInt(prime))
    .plan({ says: `Prime number ${place} is ${prime}.`, value: String(prime) });
}

function isPrime(number: number): Plan {
  const [least = number] = factorsOf(number);
  const holds = number > 1 && least === number;
  const because = holds || number < 2 ? '' : `: it is divisible by ${least}`;
  return new Script(...IS_PRIME).print(`is_prime(${number})`, holds).plan({
    says: `${holds ? 'Yes' : 'No'}, ${number} is ${holds ? '' : 'not '}a prime number${because}.`,
    value: holds ? 'Yes' : 'No',
  });
}

function factorsOf(number: number): number[] {
  const found: number[] = [];
  let rest = number;
  for (let divisor = 2; divisor * divisor <= rest; divisor++) {
    while (rest % divisor === 0) {
      found.push(divisor);
      rest /= divisor;
    }
  }
  if (rest > 1) found.push(rest);
  return found;
}

function factors(number: number): Plan | undefined {
  if (number < 2) return undefined;
  const found = factorsOf(number);
  return new Script(
    `n = ${number}`,
    'factors = []',
    'divisor = 2',
    'while divisor * divisor <= n:',
    '    while n % divisor == 0:',
    '        factors.append(divisor)',
    '        n //= divisor',
    '    divisor += 1',
    'if n > 1:',
    '    factors.append(n)',
  )
    .print('factors', found.map(BigInt))
    .plan({
      says: found.length === 1 ? `${number} is prime.` : `${number} = ${found.join(' × ')}.`,
      value: found.join(' × '),
    });
}

function factorial(number: bigint): Plan | undefined {
  if (number > 1_000n) return undefined;
  const value = python.factorial(number);
  return new Script('import math', '')
    .print(`math.factorial(${number})`, value)
    .plan({ says: `The factorial of ${number} is ${value}.`, value: String(value) });
}

function fibonacci(count: number): bigint[] {
  const numbers = [0n, 1n];
  while (numbers.length < count) numbers.push(numbers.at(-1)! + numbers.at(-2)!);
  return numbers.slice(0, count);
}

function firstFibonacci(count: number): Plan | undefined {
  if (count < 1 || count > MOST_SHOWN) return undefined;
  const numbers = fibonacci(count);
  return new Script(
    'numbers = [0, 1]',
    `while len(numbers) < ${count}:`,
    '    numbers.append(numbers[-1] + numbers[-2])',
  )
    .print(`numbers[:${count}]`, numbers)
    .plan({
      says: `The first ${count} Fibonacci numbers are ${listed(numbers)}.`,
      value: numbers.join(', '),
    });
}

function nthFibonacci(place: number): Plan | undefined {
  if (place < 1) return undefined;
  const number = fibonacci(place + 1)[place]!;
  return new Script('a, b = 0, 1', `for _ in range(${place}):`, '    a, b = b, a + b')
    .print('a', number)
    .plan({
      says: `Fibonacci number ${place} is ${number}, counting from F(1) = F(2) = 1.`,
      value: String(number),
    });
}

function common(isMultiple: boolean, numbers: readonly bigint[]): Plan | undefined {
  if (numbers.length < 2 || numbers.some((number) => number === 0n)) return undefined;
  const of = numbers.join(', ');
  const value = numbers.reduce((one, other) =>
    isMultiple ? (one / gcd(one, other)) * other : gcd(one, other),
  );
  const name = isMultiple ? 'least common multiple' : 'greatest common divisor';
  return new Script('import math', '')
    .print(`math.${isMultiple ? 'lcm' : 'gcd'}(${of})`, value)
    .plan({ says: `The ${name} of ${listed(numbers)} is ${value}.`, value: String(value) });
}

const gcd = (one: bigint, other: bigint): bigint => (other === 0n ? one : gcd(other, one % other));

function rangeSum({ first, last, step }: NonNullable<ReturnType<typeof rangeIn>>): Plan {
  const [from, to, by] = [BigInt(first), BigInt(last), BigInt(step)];
  const value = (((to - from) / by + 1n) * (from + to)) / 2n;
  return new Script(`total = sum(range(${first}, ${last + 1}${step === 1 ? '' : `, ${step}`}))`)
    .print('total', value)
    .plan({ says: `The sum is ${value}.`, value: String(value) });
}

const listed = (numbers: readonly (number | bigint)[]): string => joinList(numbers.map(String));
