/** sRGB, each 0 to 255, not necessarily integers. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Lightness 0 to 1, chroma from 0 (grey) to about 0.3, hue in degrees: equal steps look equal (OKLCH). */
export interface Lch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

export function toLch(rgb: Rgb): Lch {
  const [l, a, b] = toLab(rgb);
  return { l, c: Math.hypot(a, b), h: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360 };
}

/** The nearest colour in the sRGB gamut: reduces chroma, keeps lightness and hue. */
function fromLch({ l, c, h }: Lch): Rgb {
  const angle = (h * Math.PI) / 180;
  const lightness = Math.min(1, Math.max(0, l));
  for (let chroma = Math.max(0, c); ; chroma -= 0.01) {
    const rgb = fromLab(
      lightness,
      Math.max(0, chroma) * Math.cos(angle),
      Math.max(0, chroma) * Math.sin(angle),
    );
    if (chroma <= 0 || rgb.every((part) => part > -1 && part < 256)) return clamp(rgb);
  }
}

export function lch(l: number, c: number, h: number): Rgb {
  return fromLch({ l, c, h });
}

/**
 * Interpolates between two colours in OKLab, which keeps the steps from looking muddy or garish; a share of 0
 * is the first colour.
 */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const [l1, a1, b1] = toLab(one);
  const [l2, a2, b2] = toLab(other);
  return clamp(fromLab(l1 + (l2 - l1) * share, a1 + (a2 - a1) * share, b1 + (b2 - b1) * share));
}

/** Lightens (up to 1) or darkens (down to -1) and keeps the hue. */
export function shade(rgb: Rgb, by: number): Rgb {
  const { l, c, h } = toLch(rgb);
  const lightness = by > 0 ? l + (1 - l) * by : l * (1 + by);
  // Shift dark yellows towards ochre; otherwise they would look olive.
  const warm = by < 0 && h > 62 && h < 112 ? Math.max(62, h + by * 55) : h;
  return fromLch({ l: lightness, c: c * (1 - Math.abs(by) * 0.25), h: warm });
}

/** Rotates the hue by `degrees` and multiplies the chroma. */
export function turn(rgb: Rgb, degrees: number, chroma = 1): Rgb {
  const { l, c, h } = toLch(rgb);
  return fromLch({ l, c: c * chroma, h: h + degrees });
}

function clamp([red, green, blue]: Rgb): Rgb {
  return [limit(red), limit(green), limit(blue)];
}

function limit(part: number): number {
  return Math.min(255, Math.max(0, part));
}

function toLab([red, green, blue]: Rgb): [number, number, number] {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab(lightness: number, a: number, b: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function linear(part: number): number {
  const value = part / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  return 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
}
