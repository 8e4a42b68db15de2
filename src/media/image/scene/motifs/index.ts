import type { Motif } from '../../prompt/vocabulary.ts';
import type { Rgb } from '../../raster/colour.ts';
import { flat } from '../../raster/paint.ts';
import { Path } from '../../raster/path.ts';
import { naturalColours, type Palette } from '../palette.ts';
import type { Stage, Stand } from '../stage.ts';
import { paintAnimal } from './animal.ts';
import { Brush } from './brush.ts';
import { paintCastle, paintHouse, paintLighthouse } from './buildings.ts';
import { paintBird, paintButterfly, paintFish } from './creatures.ts';
import { paintPerson, paintRobot } from './figures.ts';
import { paintFlower, paintLoneTree } from './flowers.ts';
import { paintShape } from './shapes.ts';
import { paintCake, paintCup, paintFruit, paintVase } from './things.ts';
import { paintBalloon, paintBoat, paintCar, paintRocket } from './vehicles.ts';

/** Whether the motif flies or swims instead of standing on the ground. */
export function floats({ kind }: Motif): boolean {
  return ALOFT.has(kind);
}

const ALOFT: ReadonlySet<Motif['kind']> = new Set([
  'fish',
  'butterfly',
  'rocket',
  'balloon',
  'bird',
  'shape',
]);

/** Relative size of the motifs that are smaller than the others. */
const SIZES: Readonly<Partial<Record<Motif['kind'], number>>> = {
  butterfly: 0.8,
  bird: 0.9,
  car: 1.2,
  tree: 1.3,
  castle: 1.25,
  house: 1.15,
};

/** Paints the subject with its shadow, where the setting left room for it. */
export function paintMotif(stage: Stage, stand: Stand, motif: Motif): void {
  const { painter } = stage;
  const random = stage.random.fork('motif');
  const free = floats(motif);
  const size = stand.scale * (SIZES[motif.kind] ?? 1) * (free ? 0.95 : 1);
  // A portrait is cropped by the bottom of the frame.
  const portrait = motif.kind === 'person' && stand.floor;
  const y = free ? stand.aloft.y + size : portrait ? stage.height : stand.y;
  const place = {
    x: free ? stand.aloft.x : stand.x,
    y,
    scale: portrait ? Math.min(stage.width * 0.48, stage.height * 0.44) : size,
    flip: random.chance(0.5),
    turn: motif.kind === 'rocket' ? 0.35 : 0,
  };
  if (stand.floor && !free) {
    const shadow = new Path(place).ellipse(0.05, -0.02, SHADOWS[motif.kind] ?? 0.75, 0.1);
    painter.soft(shadow, flat([12, 12, 22]), size * 0.09, 0.45);
  }
  draw(new Brush(painter, place), stage.palette.motif, motif, random.int(1000));
}

/** Paints the second object named in the prompt, smaller and to one side. */
export function paintCompanion(stage: Stage, stand: Stand, motif: Motif): void {
  const random = stage.random.fork('companion');
  const side = random.chance(0.5) ? 1 : -1;
  const free = floats(motif);
  const scale = stand.scale * 0.5;
  const x = stand.x + side * Math.min(stage.width * 0.34, stand.scale * 1.45);
  const y = free ? stand.aloft.y : stand.y - stand.scale * 0.02;
  if (stand.floor && !free) {
    const shadow = new Path({ x, y, scale }).ellipse(0.05, -0.02, SHADOWS[motif.kind] ?? 0.75, 0.1);
    stage.painter.soft(shadow, flat([12, 12, 22]), scale * 0.09, 0.45);
  }
  const colours = naturalColours(motif, random);
  draw(new Brush(stage.painter, { x, y, scale, flip: side < 0 }), colours, motif, random.int(1000));
}

const SHADOWS: Readonly<Partial<Record<Motif['kind'], number>>> = {
  car: 1.1,
  person: 0.01,
  cake: 1,
  house: 0.95,
  castle: 1.1,
};

type Drawing = (brush: Brush, main: Rgb, second: Rgb, chance: number) => void;

const DRAWINGS: Readonly<Record<Exclude<Motif['kind'], 'animal' | 'shape'>, Drawing>> = {
  bird: paintBird,
  fish: paintFish,
  butterfly: paintButterfly,
  person: paintPerson,
  robot: paintRobot,
  cup: paintCup,
  fruit: paintFruit,
  vase: paintVase,
  cake: paintCake,
  flower: paintFlower,
  tree: paintLoneTree,
  car: paintCar,
  boat: paintBoat,
  rocket: paintRocket,
  balloon: paintBalloon,
  house: paintHouse,
  castle: paintCastle,
  lighthouse: paintLighthouse,
};

function draw(brush: Brush, [main, second]: Palette['motif'], motif: Motif, chance: number): void {
  if (motif.kind === 'animal') paintAnimal(brush, motif.species, main, second);
  else if (motif.kind === 'shape') paintShape(brush, motif.shape, main, second);
  else DRAWINGS[motif.kind](brush, main, second, chance);
}
