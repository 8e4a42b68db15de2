import type { Random } from '../../../runtime/random.ts';
import type { Brief } from '../prompt/read-prompt.ts';
import type { Motif, Species } from '../prompt/vocabulary.ts';
import { lch, mix, type Rgb, shade, toLch, turn } from '../raster/colour.ts';

/** The colours of one image. */
export interface Palette {
  readonly skyTop: Rgb;
  readonly skyLow: Rgb;
  /** Colour of the sun or moon and the light around it. */
  readonly light: Rgb;
  readonly ground: Rgb;
  readonly water: Rgb;
  readonly wall: Rgb;
  /** The motif's colours: the main one, then others. At least two. */
  readonly motif: readonly [Rgb, Rgb, ...Rgb[]];
  /** Colours for everything else. At least four. */
  readonly accents: readonly Rgb[];
  readonly dark: boolean;
}

/** Uses named colours first and chooses the rest to match them. */
export function createPalette(brief: Brief, random: Random): Palette {
  const { daytime, weather, partColours, motif } = brief;
  const free = [...brief.freeColours];
  const drift = random.between(-14, 14);
  const [top, low, light] = SKIES[daytime].map(([l, c, h]) => lch(l, c, h + drift)) as [Rgb, Rgb, Rgb];

  // Without a motif, loose colours apply to the place itself.
  const loose = motif ? [] : free;
  const place = brief.setting === 'sea' ? [loose[1] ?? loose[0], loose[2], loose[0]] : loose;
  const sky = partColours.sky ?? partColours.background ?? place[0];
  const skyTop = sky ? (toLch(sky).l > 0.8 ? shade(sky, -0.08) : shade(sky, -0.12)) : gloomy(top, weather);
  const skyLow = sky ? mix(sky, [255, 244, 226], daytime === 'night' ? 0.15 : 0.4) : gloomy(low, weather);

  const season = weather === 'snow' ? lch(0.93, 0.015, 250) : lch(0.6, 0.13, 134 + random.between(-10, 14));
  const night = daytime === 'night' ? 0.5 : 0;
  const natural = mix(season, skyTop, night);
  const ground = partColours.ground ?? place[1] ?? (place[0] ? turn(place[0], 12) : natural);
  const water = partColours.water ?? place[2] ?? mix(skyTop, lch(0.5, 0.1, 225), place[0] ? 0.15 : 0.5);

  const own = motif ? motifColours(motif, brief.motifColours, random) : [];
  const base = own[0] ?? free[0] ?? lch(0.65, 0.15, random.int(360));
  const hue = toLch(base).c > 0.03 ? toLch(base).h : random.int(360);
  const wall = partColours.background ?? free[0] ?? backdrop(base, hue, random);
  const harmony = [0, 32, 180, 210, -36].map((degrees, index) =>
    lch(index === 2 ? 0.78 : 0.66, 0.14, hue + degrees),
  );
  const accents = [...free, ...(free.length >= 3 ? [] : harmony)];
  while (accents.length < 4) accents.push(shade(accents[accents.length - 1]!, 0.3));
  const main = own[0] ?? accents[0]!;
  const second = own[1] ?? secondFor(main);
  return {
    skyTop,
    skyLow,
    light: partColours.sky ? mix(light, sky ?? light, 0.2) : light,
    ground,
    water,
    wall,
    motif: [main, second, ...own.slice(2)],
    accents,
    dark: daytime === 'night',
  };
}

const SKIES = {
  day: [
    [0.66, 0.125, 242],
    [0.93, 0.035, 225],
    [0.97, 0.06, 95],
  ],
  sunset: [
    [0.4, 0.13, 300],
    [0.82, 0.13, 58],
    [0.92, 0.13, 80],
  ],
  night: [
    [0.17, 0.06, 275],
    [0.4, 0.09, 268],
    [0.95, 0.03, 100],
  ],
} as const;

/** Default colours by motif; the second one is for a belly, a roof, a sail. */
const NATURAL: Readonly<Record<Exclude<Motif['kind'], 'animal'>, readonly number[] | undefined>> = {
  bird: undefined,
  fish: undefined,
  butterfly: undefined,
  person: undefined,
  robot: [0xaab6c4, 0x3fc7d9],
  cup: undefined,
  fruit: [0xd8342c, 0x5f9a35],
  vase: undefined,
  cake: [0xf6c9d6, 0x7c4a32],
  car: undefined,
  boat: [0xb8452f, 0xf7f1e3],
  rocket: [0xf0eee9, 0xd83a3a],
  balloon: undefined,
  house: [0xf1e4cf, 0xb14a3a],
  castle: [0xb9b2aa, 0x4a5f93],
  lighthouse: [0xf4f0e8, 0xd23c34],
  tree: [0x4f8f3c, 0x77513a],
  flower: undefined,
  shape: undefined,
};

const COATS: Readonly<Record<Species, readonly [number, number]>> = {
  cat: [0xd99152, 0xf8e6cf],
  dog: [0xc58c54, 0xf6e4c9],
  fox: [0xe0702a, 0xfbf1e4],
  wolf: [0x7d8793, 0xdfe3e8],
  bear: [0x8a5a38, 0xc89b6f],
  panda: [0xf4f2ee, 0x25262b],
  rabbit: [0xd9cfc6, 0xfbf5f0],
  mouse: [0xa39a94, 0xf0d2cc],
  lion: [0xdfa54e, 0x9a5a2a],
  tiger: [0xe88a2c, 0xfbf0de],
  otter: [0x8b6346, 0xdcc1a2],
  pig: [0xf2a7b0, 0xe88795],
  cow: [0xf5f1ea, 0x3b3634],
  sheep: [0xf5efe3, 0x4d4543],
  monkey: [0x8a5a3a, 0xe3bb92],
  deer: [0xb57a45, 0xf0dcbd],
  elephant: [0x8f99a6, 0xb9c1ca],
  owl: [0x8d6a48, 0xe9d5b3],
  frog: [0x5fae3f, 0xd8ecb0],
};

function motifColours(motif: Motif, named: readonly Rgb[], random: Random): Rgb[] {
  const usual = motif.kind === 'animal' ? COATS[motif.species] : NATURAL[motif.kind];
  const natural = usual?.map(fromHex) ?? [lch(0.64, 0.17, random.int(360))];
  return [...named, ...natural.slice(named.length)];
}

/** The colours of an object whose colour the prompt does not name. */
export function naturalColours(motif: Motif, random: Random): Palette['motif'] {
  const [main = lch(0.6, 0.1, 60), second = secondFor(main)] = motifColours(motif, [], random);
  return [main, second];
}

function fromHex(value: number): Rgb {
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** A light, quiet backdrop against which the colour stands out; a deeper one for pale objects. */
function backdrop(base: Rgb, hue: number, random: Random): Rgb {
  const pale = toLch(base).l > 0.85;
  return lch(
    pale ? 0.7 : 0.9,
    pale ? 0.08 : 0.04,
    hue + (random.chance(0.5) ? 180 : 60) + random.between(-15, 15),
  );
}

function secondFor(main: Rgb): Rgb {
  const { l } = toLch(main);
  return l > 0.75 ? shade(turn(main, 25), -0.45) : mix(main, [255, 248, 236], 0.72);
}

function gloomy(rgb: Rgb, weather: Brief['weather']): Rgb {
  return weather === 'clear' ? rgb : mix(turn(rgb, 0, 0.35), [196, 203, 212], 0.3);
}
