import { expect, it } from 'vitest';
import { formOf } from './form.ts';

it.each([
  ['Respond in JSON with `setup` and `punchline` keys.', { json: true, fenced: false }],
  ['Return the correct JSON response within a ```json codeblock.', { json: true, fenced: true }],
  ['Write a Python function that returns JSON.', { json: false, fenced: false }],
  ['Generate a JSON object with name and age', { json: false, fenced: false }],
  ['What are the tides?', { json: false, fenced: false }],
])('reads the form of: %s', (text, form) => {
  expect(formOf([text])).toEqual(form);
});
