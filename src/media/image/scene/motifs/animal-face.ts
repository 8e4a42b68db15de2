import type { Species } from '../../prompt/vocabulary.ts';
import { mix, type Rgb, shade, toLch } from '../../raster/colour.ts';
import type { AnimalForm } from './animal-form.ts';
import type { Brush } from './brush.ts';

/** Paints the face: eyes, cheeks, nose or its equivalent, and the markings of some coats. */
export function paintFace(
  brush: Brush,
  species: Species,
  form: AnimalForm,
  face: Rgb,
  pale: Rgb,
  ink: Rgb,
): void {
  const light = species === 'panda' || species === 'bear' ? mix(face, [255, 250, 240], 0.4) : pale;
  if (species === 'fox' || species === 'wolf' || species === 'otter') {
    for (const side of [-1, 1])
      brush.form(
        pale,
        (path) =>
          path.blob([
            [side * 0.05, -1.2],
            [side * 0.3, -1.35],
            [side * 0.47, -1.28],
            [side * 0.3, -1.06],
            [side * 0.04, -0.98],
          ]),
        0.12,
      );
  }
  if (species === 'cow')
    brush.form(
      pale,
      (path) =>
        path.blob([
          [0.08, -1.7],
          [0.38, -1.6],
          [0.44, -1.32],
          [0.2, -1.28],
        ]),
      0.15,
    );
  if (species === 'owl')
    for (const side of [-1, 1]) brush.form(pale, (path) => path.ellipse(side * 0.23, -1.42, 0.25), 0.2);
  if (species === 'panda')
    for (const side of [-1, 1])
      brush.form(
        pale,
        (path) =>
          path.blob([
            [side * 0.14, -1.5],
            [side * 0.26, -1.52],
            [side * 0.33, -1.33],
            [side * 0.22, -1.28],
          ]),
        0.1,
      );
  if (species === 'monkey')
    brush.form(
      pale,
      (path) =>
        path.blob([
          [0, -1.52],
          [0.2, -1.62],
          [0.36, -1.45],
          [0.34, -1.1],
          [0, -1],
          [-0.34, -1.1],
          [-0.36, -1.45],
          [-0.2, -1.62],
        ]),
      0.15,
    );
  if (species === 'tiger') {
    for (const side of [-1, 1]) {
      for (const [y, reach] of [
        [-1.32, 0.2],
        [-1.22, 0.17],
      ] as const)
        brush.line(
          ink,
          [
            [side * 0.48, y],
            [side * (0.48 - reach), y + 0.02],
          ],
          0.05,
          0.01,
        );
    }
    for (const x of [-0.1, 0, 0.1])
      brush.line(
        ink,
        [
          [x, -1.78 + Math.abs(x)],
          [x * 0.7, -1.6 + Math.abs(x)],
        ],
        0.045,
        0.01,
      );
  }
  const wide = species === 'owl' ? 0.23 : 0.2;
  const lift = species === 'frog' ? -1.68 : -1.41;
  if (species === 'frog') for (const side of [-1, 1]) brush.ball(face, side * 0.3, -1.7, 0.2);
  for (const side of [-1, 1]) {
    const x = side * (species === 'frog' ? 0.3 : wide);
    if (species === 'panda' || toLch(face).l < 0.4)
      brush.form([250, 248, 240], (path) => path.ellipse(x, lift, 0.09), 0.1);
    if (species === 'owl') brush.form([245, 190, 60], (path) => path.ellipse(x, lift, 0.14), 0.1);
    brush.eye(x, lift, species === 'owl' || species === 'frog' ? 0.09 : 0.072, ink);
    brush.soft([240, 110, 110], (path) => path.ellipse(side * 0.31, -1.2, 0.08, 0.05), 0.05, 0.35);
  }
  if (form.muzzle === 'beak') {
    brush.form(
      [236, 158, 52],
      (path) =>
        path.polygon([
          [-0.08, -1.33],
          [0.08, -1.33],
          [0, -1.12],
        ]),
      0.3,
    );
    return;
  }
  if (form.muzzle === 'trunk') {
    brush.line(
      shade(face, -0.12),
      [
        [0, -1.3],
        [0, -0.9],
        [0.06, -0.62],
        [0.26, -0.55],
        [0.36, -0.68],
      ],
      0.26,
      0.13,
    );
    brush.line(
      face,
      [
        [-0.02, -1.3],
        [-0.02, -0.9],
        [0.04, -0.63],
        [0.25, -0.57],
        [0.35, -0.69],
      ],
      0.21,
      0.09,
    );
    for (const side of [-1, 1])
      brush.line(
        [250, 246, 232],
        [
          [side * 0.2, -1.1],
          [side * 0.27, -0.92],
          [side * 0.36, -0.86],
        ],
        0.08,
        0.03,
      );
    return;
  }
  if (form.muzzle === 'mouth') {
    brush.line(
      ink,
      [
        [-0.24, -1.18],
        [0, -1.1],
        [0.24, -1.18],
      ],
      0.026,
    );
    return;
  }
  if (form.muzzle === 'snout') {
    brush.form(
      mix(species === 'cow' ? [240, 178, 172] : pale, face, 0.15),
      (path) => path.ellipse(0, -1.17, 0.27, 0.17),
      0.25,
    );
    for (const side of [-1, 1])
      brush.form(ink, (path) => path.ellipse(side * 0.1, -1.18, 0.032, 0.045), 0, 0.8);
    return;
  }
  const long = form.muzzle === 'long';
  brush.form(
    mix(light, [255, 252, 246], 0.15),
    (path) => path.ellipse(0, -1.16, long ? 0.23 : 0.16, long ? 0.17 : 0.11),
    0.2,
  );
  const nose = long ? 0.085 : 0.05;
  brush.form(
    species === 'rabbit' || species === 'mouse' || species === 'cat' ? [226, 122, 128] : ink,
    (path) =>
      path.blob([
        [-nose, -1.27],
        [0, -1.29],
        [nose, -1.27],
        [0, -1.18],
      ]),
    0.2,
  );
  for (const side of [-1, 1]) {
    brush.line(
      ink,
      [
        [0, -1.18],
        [side * 0.03, -1.12],
        [side * 0.1, -1.12],
      ],
      0.018,
      0.016,
      0.85,
    );
    if (!form.whiskers) continue;
    for (const [y, drop] of [
      [-1.2, -0.04],
      [-1.16, 0.03],
    ] as const)
      brush.line(
        [252, 250, 245],
        [
          [side * 0.16, y],
          [side * 0.5, y + drop],
        ],
        0.014,
        0.004,
        0.85,
      );
  }
}
