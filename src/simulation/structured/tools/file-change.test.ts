import { expect, it } from 'vitest';
import type { Tool } from '../../../engine/request.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { changeFor, changersFor } from './file-change.ts';
import { profilesOf } from './profile.ts';

const tool = (name: string, ...parameters: string[]): Tool => ({
  kind: 'function',
  name,
  description: '',
  parameters: {
    type: 'object',
    properties: Object.fromEntries(parameters.map((each) => [each, { type: 'string' }])),
    required: parameters,
  },
  strict: false,
});
const [reader, editor, writer] = profilesOf([
  tool('read_file', 'path'),
  tool('edit_file', 'path', 'old_str', 'new_str'),
  tool('write_file', 'path', 'content'),
]);
const read: MadeCall = {
  name: 'read_file',
  input: { path: 'app.yaml' },
  result: '     1\thost: local\n     2\tport: 80\n',
  outcome: 'found',
};

it('replaces the lines that a request changes', () => {
  const given = changeFor(editor!, 'Set port in app.yaml to 90.', [read]);
  expect(Object.fromEntries(given ?? [])).toEqual({
    path: 'app.yaml',
    oldstr: 'port: 80',
    newstr: 'port: 90',
  });
});

it('writes the whole file if the tool takes that', () => {
  const given = changeFor(writer!, 'The port in app.yaml should be 90.', [read]);
  expect(given?.get('content')).toBe('host: local\nport: 90\n');
});

it('changes nothing that has not been read', () =>
  expect(changeFor(editor!, 'Set port in app.yaml to 90.', [])).toBeUndefined());

it('prefers the tool that replaces a piece, after the one that reads', () => {
  const found = changersFor('Rename load to read in a.py.', [reader!, writer!, editor!]);
  expect([found?.changer, found?.reader]).toEqual([editor, reader]);
  expect(changersFor('What does a.py do?', [reader!, editor!])).toBeUndefined();
});
