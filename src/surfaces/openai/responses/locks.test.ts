import { expect, it } from 'vitest';
import { createVirtualClock } from '../../../runtime/virtual-clock.ts';
import { ConversationLocks } from './locks.ts';

const locked = expect.objectContaining({ detail: expect.objectContaining({ code: 'conversation_locked' }) });

function open() {
  const clock = createVirtualClock({ automatic: false });
  const locks = new ConversationLocks(clock);
  return { clock, take: (id = 'conv_1', project = 'one') => locks.take(project, id) };
}

it('holds one conversation of one project', () => {
  const { take } = open();
  const lock = take();
  expect(() => take()).toThrow(locked);
  take('conv_2');
  take('conv_1', 'other');
  lock.release();
  take();
});

it('does not release what somebody else holds by now', () => {
  const { take } = open();
  const first = take();
  first.release();
  take();
  first.release();
  expect(() => take()).toThrow(locked);
});

it('can hold it until a certain time, whatever happens before', () => {
  const { clock, take } = open();
  const lock = take();
  lock.holdUntil(clock.epoch() + 1000);
  lock.release();
  clock.advance(999);
  expect(() => take()).toThrow(locked);
  clock.advance(1);
  take();
});
