import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Effort } from '../../engine/effort.ts';
import { requestFor, tokenizer } from '../../engine/engine.cases.ts';
import { createRandom } from '../../runtime/random.ts';
import { createSimulatedGenerator } from '../simulated-generator.ts';

const generator = createSimulatedGenerator();

function goOn(text: string, { suffix, seed = 'seed', minimum = 0, maximum = 300 }: Given = {}): string {
  const request = requestFor(text, {
    continuation: { echo: false, ...(suffix !== undefined && { suffix }) },
  });
  const answer = generator.compose({
    request,
    choice: 0,
    random: createRandom(seed),
    tokenizer,
    budget: { minimum, maximum },
    effort: new Effort(),
  });
  expect(Object.keys(answer)).toEqual(['text']);
  return answer.text as string;
}

interface Given {
  readonly suffix?: string;
  readonly seed?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

const seeds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('a continued text', () => {
  it('has its last sentence completed', () => {
    for (const seed of seeds) {
      expect(goOn('Once upon a time', { seed })).toMatch(/^, \p{Ll}/u);
      expect(goOn('She opened the door and', { seed })).toMatch(/^ \p{Ll}[^.]*\./u);
      expect(goOn('He had always wanted to', { seed })).toMatch(/^ (?:find|wait|open|walk)\b/);
      expect(goOn('The weather in the mountains', { seed })).toMatch(/^ (?:can|will|may)\b/);
      expect(goOn('They lived in an', { seed })).toMatch(/^ [aeiou]/);
    }
  });

  it('is completed with a known fact', () => {
    expect(goOn('The capital of France is')).toMatch(/^ Paris\./);
    expect(goOn('12 * 12 =')).toBe(' 144');
  });

  it('that is a request is answered in a new paragraph', () => {
    expect(goOn('Say this is a test')).toBe('\n\nThis is a test.');
    expect(goOn('What is 2 + 2?')).toMatch(/^\n\n.*4/);
    expect(goOn('What is 2 + 2?\n\n')).toMatch(/^\S.*4/);
  });

  it('has its last example answered', () => {
    expect(
      goOn('Q: What is the capital of Spain?\nA: Madrid\n\nQ: What is the capital of Italy?\nA:'),
    ).toMatch(/^ .*Rome/);
    const reviews = 'Review: Wonderful, I love it\nMood: happy\n\nReview: Terrible and broken\nMood: sad\n\n';
    expect(goOn(`${reviews}Review: An awful, terrible film\nMood:`)).toMatch(/^ (?:happy|sad)$/);
    expect(goOn('Review: Awful and terrible.\nSentiment:')).toBe(' Negative');
  });

  it('that is a list gets further items', () => {
    const list = goOn('List of fruits:\n1. Apple\n2. Banana\n3.');
    expect(list).toMatch(/^ \p{Lu}\w+\n4\. \p{Lu}\w+\n5\. /u);
    expect(list).not.toMatch(/apple|banana/i);
    expect(goOn('Things to do:\n- Sleep\n')).toMatch(/^- \S/);
  });

  it('that is code gets further lines, with its indentation', () => {
    expect(goOn('def add(a, b):')).toBe('\n    return a + b\n');
    expect(goOn('def add(a, b):\n    ')).toBe('return a + b\n');
    expect(goOn('function multiply(x, y) {')).toBe('\n  return x * y;\n}\n');
    expect(goOn('total = 0\nfor item in items:')).toMatch(/^\n {4}\S/);
    expect(goOn('for example:')).toMatch(/^ \p{Ll}/u);
    expect(goOn('It was raining;')).toMatch(/^ \p{Ll}/u);
    expect(goOn('# Python\n# Reverse a string\n')).toMatch(/^def \w+\(/);
  });

  it('keeps its language', () => {
    expect(goOn('Les enfants de la ville sont')).toMatch(/^ ainsi\b/);
    expect(goOn('Der Hund ist nicht mit dem Ball')).toMatch(/^ (?:schon|so)/);
  });

  it('ending with a document is followed by a new one', () => {
    for (const text of ['', '<|endoftext|>', 'Once upon a time<|endoftext|>', '   ']) {
      expect(goOn(text)).toMatch(/^\p{Lu}[\p{L} ]+\n\n\p{Lu}/u);
    }
  });

  it('has exactly one space between words', () => {
    expect(goOn('It was raining. ')).toMatch(/^\S/);
    expect(goOn('It was raining.')).toMatch(/^ \S/);
    expect(goOn('It was raining (')).toMatch(/^\S/);
    expect(goOn('It was raining,\n')).toMatch(/^\S/);
  });

  it('differs between seeds, and repeats for the same seed', () => {
    expect(new Set(seeds.map((seed) => goOn('The old man', { seed }))).size).toBeGreaterThan(4);
    expect(goOn('The old man')).toBe(goOn('The old man'));
  });

  it('is as long as required', () => {
    for (const text of [
      'The old man',
      'def add(a, b):',
      'What is 2 + 2?',
      'Les enfants de la ville sont',
      '',
    ]) {
      const long = goOn(text, { minimum: 2000, maximum: 2500 });
      expect(tokenizer.count(long), text).toBeGreaterThanOrEqual(2000);
    }
    const sentences = goOn('The old man', { minimum: 800, maximum: 900 }).match(/[^.]+\./g) as string[];
    expect(new Set(sentences).size).toBeGreaterThan(sentences.length * 0.8);
  });
});

describe('a filled gap', () => {
  it('connects to the text after it', () => {
    for (const seed of seeds) {
      expect(goOn('The old man', { suffix: ' was tired.', seed })).toMatch(/^ .*[^ ]$/);
      expect(goOn('The old man', { suffix: ', who was tired.', seed })).toMatch(/[^.\s]$/);
      expect(goOn('The old man', { suffix: 'and went home.', seed })).toMatch(/[^.] $/);
      expect(goOn('I went out.', { suffix: 'Then it rained.', seed })).toMatch(/\. $/);
    }
    expect(goOn('def double(x):\n', { suffix: '\n\nprint(double(2))' })).toBe('    return x * 2');
  });
});

it('accepts any text', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'Q:',
          'A:',
          '\n',
          ' ',
          '1.',
          '- ',
          '=>',
          'def f(',
          '):',
          '{',
          'The',
          'of',
          '<|endoftext|>',
          '?',
          '=',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, fc.option(fc.string({ maxLength: 20 }), { nil: undefined }), (text, suffix) => {
      expect(typeof goOn(text, { ...(suffix !== undefined && { suffix }), maximum: 40 })).toBe('string');
    }),
    { numRuns: 150 },
  );
});

it('reads only the end of a long text', () => {
  for (const part of ['a', ' ', '\n', 'A:\n', '((', '1.\n', 'x= ', 'A line.\n', 'x {\n']) {
    const [long, longer] = [part.repeat(5000), part.repeat(500_000)];
    expect(goOn(longer, { maximum: 40 }), part).toBe(goOn(long, { maximum: 40 }));
  }
});
