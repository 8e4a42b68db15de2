/**
 * The modified discrete cosine transform used by AAC: `half` coefficients from twice as many windowed
 * samples, computed with a complex FFT of half as many points as coefficients: sum of x[n] cos(π/half (n + ½
 * + half/2) (k + ½)).
 *
 * @param half A power of two, at least 4.
 *
 * @example
 * const transform = createMdct(1024);
 * transform(windowed, spectrum); // 2048 in, 1024 out
 */
export function createMdct(half: number): (input: Float64Array, output: Float64Array) => void {
  const quarter = half / 2;
  const twiddles = new Float64Array(half);
  for (let index = 0; index < quarter; index++) {
    const angle = (-Math.PI * (8 * index + 1)) / (8 * half);
    twiddles[2 * index] = Math.cos(angle);
    twiddles[2 * index + 1] = Math.sin(angle);
  }
  const transform = createFft(quarter);
  const folded = new Float64Array(half);
  const work = new Float64Array(half);
  return (input, output) => {
    for (let index = 0; index < quarter; index++) {
      folded[index] = -(input[3 * quarter - 1 - index] as number) - (input[3 * quarter + index] as number);
      folded[quarter + index] = (input[index] as number) - (input[half - 1 - index] as number);
    }
    for (let index = 0; index < quarter; index++) {
      const [cos, sin] = [twiddles[2 * index] as number, twiddles[2 * index + 1] as number];
      const [even, odd] = [folded[2 * index] as number, folded[half - 1 - 2 * index] as number];
      work[2 * index] = even * cos - odd * sin;
      work[2 * index + 1] = even * sin + odd * cos;
    }
    transform(work);
    for (let index = 0; index < quarter; index++) {
      const [cos, sin] = [twiddles[2 * index] as number, twiddles[2 * index + 1] as number];
      const [real, imaginary] = [work[2 * index] as number, work[2 * index + 1] as number];
      output[2 * index] = real * cos - imaginary * sin;
      output[half - 1 - 2 * index] = -(real * sin + imaginary * cos);
    }
  };
}

/** In-place radix-2 FFT on interleaved real and imaginary parts. */
function createFft(size: number): (data: Float64Array) => void {
  const cosines = Float64Array.from({ length: size / 2 }, (_, index) =>
    Math.cos((-2 * Math.PI * index) / size),
  );
  const sines = Float64Array.from({ length: size / 2 }, (_, index) =>
    Math.sin((-2 * Math.PI * index) / size),
  );
  const bits = Math.log2(size);
  const reversed = Uint16Array.from({ length: size }, (_, index) => {
    let mirror = 0;
    for (let bit = 0; bit < bits; bit++) mirror |= ((index >> bit) & 1) << (bits - 1 - bit);
    return mirror;
  });
  return (data) => {
    for (let index = 0; index < size; index++) {
      const other = reversed[index] as number;
      if (other <= index) continue;
      for (const part of [0, 1]) {
        const value = data[2 * index + part] as number;
        data[2 * index + part] = data[2 * other + part] as number;
        data[2 * other + part] = value;
      }
    }
    for (let span = 1; span < size; span *= 2) {
      const stride = size / (2 * span);
      for (let offset = 0; offset < span; offset++) {
        const cos = cosines[offset * stride] as number;
        const sin = sines[offset * stride] as number;
        for (let low = offset; low < size; low += 2 * span) {
          const high = low + span;
          const real = (data[2 * high] as number) * cos - (data[2 * high + 1] as number) * sin;
          const imaginary = (data[2 * high] as number) * sin + (data[2 * high + 1] as number) * cos;
          data[2 * high] = (data[2 * low] as number) - real;
          data[2 * high + 1] = (data[2 * low + 1] as number) - imaginary;
          data[2 * low] = (data[2 * low] as number) + real;
          data[2 * low + 1] = (data[2 * low + 1] as number) + imaginary;
        }
      }
    }
  };
}
