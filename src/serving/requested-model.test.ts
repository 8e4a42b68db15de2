import { describe, expect, it } from 'vitest';
import { openModels } from '../engine/models/models.cases.ts';
import { createVirtualClock } from '../runtime/virtual-clock.ts';
import { modelCall } from './requested-model.cases.ts';
import { requestedModel } from './requested-model.ts';

const clock = createVirtualClock();

describe('the model that a call names', () => {
  it('is there at once if it is in the catalogue, and recorded', () => {
    const call = modelCall();
    expect(requestedModel(call, 'gpt-4o', openModels(clock))).toMatchObject({ id: 'gpt-4o' });
    expect(call.observation.model).toBe('gpt-4o');
  });

  it('is looked up in the project of the caller', async () => {
    const models = openModels(clock);
    const id = 'ft:gpt-4o:acme::1';
    await models.in('one').remove(id);
    const [one, two] = [modelCall('one'), modelCall('two')];
    await expect((async () => requestedModel(one, id, models))()).rejects.toMatchObject({
      detail: { kind: 'unknown_model', model: id },
    });
    expect(one.observation.model).toBeUndefined();
    expect((await requestedModel(two, id, models)).fineTuned).toBe(true);
    expect(two.observation.model).toBe(id);
  });

  it('must exist', () => {
    const strict = openModels(clock, { strict: true });
    expect(() => requestedModel(modelCall(), 'acme/helper', strict)).toThrow(
      expect.objectContaining({ detail: { kind: 'unknown_model', model: 'acme/helper' } }),
    );
  });
});
