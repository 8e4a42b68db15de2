import type { Species } from '../../prompt/vocabulary.ts';
import { mix, type Rgb, shade, toLch } from '../../raster/colour.ts';
import { paintEars } from './animal-ears.ts';
import { paintFace } from './animal-face.ts';
import { type AnimalForm, animalForms } from './animal-form.ts';
import type { Brush } from './brush.ts';

/** Paints a sitting animal that faces the viewer; ears, face, tail and markings identify the species. */
export function paintAnimal(brush: Brush, species: Species, coat: Rgb, pale: Rgb): void {
  const form = animalForms[species];
  const dark = shade(coat, toLch(coat).l > 0.8 ? -0.22 : -0.42);
  const ink: Rgb = toLch(coat).l < 0.35 ? [12, 12, 14] : [44, 34, 36];
  const limbs = species === 'panda' ? pale : species === 'sheep' ? pale : coat;
  paintTail(brush, form, coat, species === 'fox' || species === 'wolf' ? pale : coat);
  if (species === 'sheep') paintWool(brush, coat);
  else
    brush.form(
      coat,
      (path) =>
        path.blob([
          [0, -1.15],
          [0.36, -0.95],
          [0.56, -0.4],
          [0.5, -0.06],
          [0, -0.01],
          [-0.5, -0.06],
          [-0.56, -0.4],
          [-0.36, -0.95],
        ]),
      0.35,
    );
  if (species === 'panda')
    brush.form(
      pale,
      (path) =>
        path.blob([
          [-0.42, -0.95],
          [0, -1.05],
          [0.42, -0.95],
          [0.5, -0.66],
          [0, -0.72],
          [-0.5, -0.66],
        ]),
      0.25,
    );
  else if (species !== 'sheep' && species !== 'cow')
    brush.form(pale, (path) => path.ellipse(0, -0.48, 0.31, 0.42), 0.15, 0.92);
  if (species === 'cow') {
    brush.form(
      pale,
      (path) =>
        path.blob([
          [0.1, -0.75],
          [0.42, -0.7],
          [0.48, -0.3],
          [0.22, -0.28],
        ]),
      0.15,
    );
    brush.form(
      pale,
      (path) =>
        path.blob([
          [-0.5, -0.5],
          [-0.28, -0.55],
          [-0.2, -0.25],
          [-0.5, -0.2],
        ]),
      0.15,
    );
  }
  if (species === 'tiger') paintStripes(brush, ink);
  for (const side of [-1, 1]) {
    brush.form(
      limbs,
      (path) =>
        path.blob([
          [side * 0.12, -0.62],
          [side * 0.3, -0.6],
          [side * 0.31, -0.12],
          [side * 0.2, 0.02],
          [side * 0.07, -0.08],
        ]),
      0.3,
    );
    brush.form(shade(limbs, 0.08), (path) => path.ellipse(side * 0.19, -0.05, 0.16, 0.09), 0.3);
    brush.form(limbs, (path) => path.ellipse(side * 0.47, -0.07, 0.19, 0.1), 0.4);
    for (const toe of [-0.05, 0.04])
      brush.line(
        dark,
        [
          [side * 0.19 + toe, -0.08],
          [side * 0.19 + toe, -0.01],
        ],
        0.014,
        0.01,
        0.6,
      );
  }
  brush.soft(dark, (path) => path.ellipse(0, -0.98, 0.3, 0.07), 0.1, 0.45);
  if (species === 'lion') paintMane(brush, pale);
  paintEars(
    brush,
    form,
    species === 'panda' ? pale : coat,
    species === 'panda' ? pale : mix(pale, [240, 150, 150], 0.4),
    ink,
  );
  const face = species === 'sheep' ? pale : coat;
  const broad = species === 'owl' || species === 'frog' || species === 'elephant' ? 0.56 : 0.5;
  brush.form(
    face,
    (path) =>
      path.blob([
        [0, -1.8],
        [broad * 0.72, -1.68],
        [broad, -1.36],
        [broad * 0.76, -1.06],
        [0, -0.95],
        [-broad * 0.76, -1.06],
        [-broad, -1.36],
        [-broad * 0.72, -1.68],
      ]),
    0.3,
  );
  if (species === 'sheep')
    brush.form(
      coat,
      (path) => {
        for (const [x, y] of [
          [-0.3, -1.72],
          [0, -1.82],
          [0.3, -1.72],
          [-0.15, -1.68],
          [0.15, -1.68],
        ] as const)
          path.ellipse(x, y, 0.19);
      },
      0.2,
    );
  paintFace(brush, species, form, face, pale, ink);
}

function paintTail(brush: Brush, { tail }: AnimalForm, coat: Rgb, tip: Rgb): void {
  if (tail === 'long')
    brush.line(
      shade(coat, -0.12),
      [
        [0.4, -0.14],
        [0.78, -0.16],
        [0.86, -0.5],
        [0.72, -0.8],
        [0.82, -1],
      ],
      0.15,
      0.09,
    );
  if (tail === 'short') brush.ball(shade(coat, 0.05), 0.55, -0.25, 0.15);
  if (tail !== 'bushy') return;
  brush.form(
    shade(coat, -0.1),
    (path) =>
      path.blob([
        [0.36, -0.08],
        [0.8, -0.1],
        [1.02, -0.45],
        [0.98, -0.9],
        [0.86, -1.12],
        [0.74, -0.85],
        [0.66, -0.45],
      ]),
    0.3,
  );
  brush.form(
    tip,
    (path) =>
      path.blob([
        [0.98, -0.84],
        [0.86, -1.14],
        [0.76, -0.9],
        [0.82, -0.82],
        [0.88, -0.88],
      ]),
    0.15,
  );
}

function paintStripes(brush: Brush, ink: Rgb): void {
  for (const side of [-1, 1]) {
    for (const [y, from] of [
      [-0.85, 0.43],
      [-0.65, 0.5],
      [-0.45, 0.55],
      [-0.27, 0.55],
    ] as const) {
      brush.line(
        ink,
        [
          [side * from, y],
          [side * (from - 0.17), y + 0.04],
        ],
        0.065,
        0.012,
      );
    }
  }
}

function paintMane(brush: Brush, rgb: Rgb): void {
  for (const [radius, tone] of [
    [0.72, -0.15],
    [0.62, 0.08],
  ] as const) {
    brush.form(
      shade(rgb, tone),
      (path) => {
        for (let lock = 0; lock < 14; lock++) {
          const angle = (lock / 14) * Math.PI * 2;
          path.ellipse(
            Math.cos(angle) * radius * 0.78,
            -1.38 + Math.sin(angle) * radius * 0.78,
            radius * 0.26,
          );
        }
        path.ellipse(0, -1.38, radius * 0.85);
      },
      0.3,
    );
  }
}

function paintWool(brush: Brush, rgb: Rgb): void {
  brush.form(
    rgb,
    (path) => {
      path.ellipse(0, -0.55, 0.5);
      for (let curl = 0; curl < 13; curl++) {
        const angle = (curl / 13) * Math.PI * 2;
        path.ellipse(Math.cos(angle) * 0.5, -0.55 + Math.sin(angle) * 0.42, 0.19);
      }
    },
    0.3,
  );
}
