import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../runtime/steps.ts';
import { mp4Of } from './measure-video.cases.ts';
import { measureMp4, measureVideoUri } from './measure-video.ts';

describe('a video', () => {
  it('is measured by its header', () => {
    const video = { width: 640, height: 360, seconds: 12.5 };
    expect(measureMp4(mp4Of(video))).toEqual(video);
    const uri = `data:video/mp4;base64,${Buffer.from(mp4Of(video)).toString('base64')}`;
    expect(finish(measureVideoUri(uri))).toEqual({ measure: video });
  });

  it('of another format has no measure, and other data is none', () => {
    expect(finish(measureVideoUri('data:video/webm;base64,GkXfow=='))).toEqual({ measure: undefined });
    expect(finish(measureVideoUri('data:image/png;base64,AAAA'))).toBeUndefined();
    expect(finish(measureVideoUri('https://example.com/a.mp4'))).toBeUndefined();
  });

  it('that is cut or damaged has no measure, or another one', () => {
    const whole = mp4Of({ width: 640, height: 360, seconds: 12.5 });
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, byte) => {
        const damaged = whole.slice(0, length);
        if (at < length) damaged[at] = byte;
        const measured = measureMp4(damaged);
        if (measured) expect(measured.width).toBeGreaterThan(0);
      }),
    );
  });
});
