/** An image in memory: RGBA, 8 bits per channel, straight alpha, row by row from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Creates a transparent raster. */
export function createRaster(width: number, height: number): Raster {
  return { width, height, data: new Uint8ClampedArray(width * height * 4) };
}

export function copyRaster({ width, height, data }: Raster): Raster {
  return { width, height, data: data.slice() };
}

export function hasAlpha({ data }: Raster): boolean {
  for (let index = 3; index < data.length; index += 4) if (data[index] !== 255) return true;
  return false;
}
