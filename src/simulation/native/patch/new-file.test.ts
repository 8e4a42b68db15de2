import { expect, it } from 'vitest';
import { contentFor } from './new-file.ts';

it.each([
  ['a.py', 'that prints "Hi".', 'print("Hi")'],
  ['a.__proto__', 'that prints "Hi".', 'Hi'],
  ['a.constructor', 'for notes', 'Notes'],
])('begins %s', (path, request, content) => {
  expect(contentFor(path, `Create ${path} ${request}`)).toBe(content);
});
