import { expect, it } from 'vitest';
import { ConversationLocks } from './locks.ts';

const locked = expect.objectContaining({ detail: expect.objectContaining({ code: 'conversation_locked' }) });

function open() {
  const locks = new ConversationLocks();
  return (id = 'conv_1', project = 'one') => locks.take(project, id);
}

it('holds one conversation of one project', () => {
  const take = open();
  const release = take();
  expect(() => take()).toThrow(locked);
  take('conv_2');
  take('conv_1', 'other');
  release();
  take();
});

it('does not release what somebody else holds by now', () => {
  const take = open();
  const release = take();
  release();
  take();
  release();
  expect(() => take()).toThrow(locked);
});
