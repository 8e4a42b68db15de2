import { expect, it } from 'vitest';
import { sentencesIn } from './sentences.ts';

it.each([
  ['I live in Rome.My name is Ann.', ['I live in Rome.', 'My name is Ann.']],
  ['It is 80 m high.It opened in 1920.', ['It is 80 m high.', 'It opened in 1920.']],
  [
    'Ann is in Rome.Bob is in Paris.Cy is in Oslo.',
    ['Ann is in Rome.', 'Bob is in Paris.', 'Cy is in Oslo.'],
  ],
  ['The class System.Text is old.', ['The class System.Text is old.']],
  ['Ask Dr. Ann Lee. She knows.', ['Ask Dr. Ann Lee.', 'She knows.']],
  ['Am 3. Mai ist zu.', ['Am 3. Mai ist zu.']],
])('%s', (text, sentences) => expect(sentencesIn(text, 10)).toEqual(sentences));
