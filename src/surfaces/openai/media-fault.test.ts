import { describe, expect, it } from 'vitest';
import { Fault } from '../../kernel/fault.ts';
import { WorkerLost, WorkerPoolBusy } from '../../media/worker-pool.ts';
import { toMediaFault } from './media-fault.ts';

describe('toMediaFault', () => {
  it.each([new WorkerPoolBusy('512 jobs wait'), new WorkerLost('A job took longer than 60000 ms')])(
    'maps %s to an overload',
    (error) => {
      const fault = toMediaFault(error);
      expect(fault).toBeInstanceOf(Fault);
      expect((fault as Fault).detail).toMatchObject({ kind: 'overloaded' });
    },
  );

  it('returns other errors unchanged', () => {
    const defect = new TypeError('x is not a function');
    expect(toMediaFault(defect)).toBe(defect);
  });
});
