import { describe, expect, it } from 'vitest';
import { Fault } from '../../../kernel/fault.ts';
import { rulesOf } from './rules.ts';
import { resolveSize } from './size.ts';

const any = rulesOf('gpt-image-2');
const listed = rulesOf('gpt-image-1');

describe('a size', () => {
  it('can be any within the limits, if the model allows it', () => {
    for (const size of ['1536x864', '3840x2160', '1024x640', '2880x2880', '3072x1024']) {
      const [width, height] = size.split('x').map(Number);
      expect(resolveSize(size, any, { prompt: '' })).toEqual({ width, height });
    }
  });

  it.each([
    ['1792x936', 'Width and height must both be divisible by 16.'],
    ['3856x2160', 'The longest edge must be at most 3840 pixels.'],
    ['3072x1008', 'The aspect ratio must be between 1:3 and 3:1.'],
    ['512x512', 'Requested resolution is below the current minimum pixel budget.'],
    ['3840x3840', 'Requested resolution is above the current maximum pixel budget.'],
  ])('of %s is rejected with a specific message', (size, complaint) => {
    expect.assertions(1);
    try {
      resolveSize(size, any, { prompt: '' });
    } catch (error) {
      expect((error as Fault).detail).toEqual({
        kind: 'invalid_value',
        param: 'size',
        message: `Invalid size '${size}'. ${complaint}`,
      });
    }
  });

  it.each(['0x16', '-16x16', '1e3x1024', '1024×1024', '99999999x1024', '1024x1024x1', ' 1024x1024'])(
    'cannot be %j',
    (size) => {
      expect(() => resolveSize(size, any, { prompt: '' })).toThrow(Fault);
    },
  );
});

describe('an automatic size', () => {
  const auto = (prompt: string, source?: { width: number; height: number }) => {
    const { width, height } = resolveSize('auto', listed, { prompt, ...(source && { source }) });
    return `${width}x${height}`;
  };

  it('follows the words of the prompt', () => {
    expect(auto('a red fox')).toBe('1024x1024');
    expect(auto('A mountain landscape at dawn')).toBe('1536x1024');
    expect(auto('Portrait of a sailor')).toBe('1024x1536');
  });

  it('follows the image to edit rather than the prompt', () => {
    expect(auto('a landscape', { width: 600, height: 900 })).toBe('1024x1536');
    expect(auto('a portrait', { width: 4000, height: 1000 })).toBe('1536x1024');
    expect(auto('a portrait', { width: 512, height: 500 })).toBe('1024x1024');
  });

  it('is the largest with the shape', () => {
    const { width, height } = resolveSize('auto', rulesOf('acme/painter'), { prompt: 'a red fox' });
    expect([width, height]).toEqual([1024, 1024]);
  });
});
