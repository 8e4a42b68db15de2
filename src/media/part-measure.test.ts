import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { partMeasure, readFileData } from './part-measure.ts';

const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.of(20, 0, 10, 0)]).toString('base64');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('partMeasure', () => {
  it('measures images in data URIs, whatever media type they state', () => {
    expect(partMeasure.image(`data:image/png;base64,${gif}`)).toEqual({
      format: 'gif',
      width: 20,
      height: 10,
    });
    expect(partMeasure.image('https://example.com/a.gif')).toBeUndefined();
    expect(partMeasure.image(`data:image/gif;base64,${gif}!`)).toBeUndefined();
  });
});

describe('readFileData', () => {
  it.each([
    [`data:application/json;base64,${base64('{}')}`, { text: '{}' }],
    [`data:text/markdown;base64,${base64('# é')}`, { text: '# é' }],
    [`data:image/svg+xml;base64,${base64('<svg/>')}`, { text: '<svg/>' }],
    [`data:application/pdf;base64,${base64('%PDF-1.7')}`, { bytes: 8 }],
    [base64('plain'), { text: 'plain' }],
    [base64('a\0b'), { bytes: 3 }],
    [Buffer.of(0xff, 0xfe, 0x41).toString('base64'), { bytes: 3 }],
    ['not base64', undefined],
  ])('reads the file %s', (data, content) => {
    expect(finish(readFileData(data))?.content).toEqual(content);
  });
});
