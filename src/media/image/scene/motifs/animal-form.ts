import type { Species } from '../../prompt/vocabulary.ts';

/** What distinguishes one animal from another, besides its colours. */
export interface AnimalForm {
  readonly ears: 'pointed' | 'round' | 'long' | 'floppy' | 'wide' | 'side' | 'tufts' | 'none';
  /** Relative size of wide ears; 1 by default. */
  readonly earSize?: number;
  readonly tail: 'long' | 'bushy' | 'short' | 'none';
  readonly muzzle: 'small' | 'long' | 'snout' | 'beak' | 'trunk' | 'mouth';
  readonly whiskers?: boolean;
}

/** The form of every animal that a prompt can name. */
export const animalForms: Readonly<Record<Species, AnimalForm>> = {
  cat: { ears: 'pointed', tail: 'long', muzzle: 'small', whiskers: true },
  dog: { ears: 'floppy', tail: 'short', muzzle: 'long' },
  fox: { ears: 'pointed', tail: 'bushy', muzzle: 'long' },
  wolf: { ears: 'pointed', tail: 'bushy', muzzle: 'long' },
  bear: { ears: 'round', tail: 'none', muzzle: 'long' },
  panda: { ears: 'round', tail: 'none', muzzle: 'small' },
  rabbit: { ears: 'long', tail: 'short', muzzle: 'small', whiskers: true },
  mouse: { ears: 'wide', tail: 'long', muzzle: 'small', whiskers: true },
  lion: { ears: 'round', tail: 'long', muzzle: 'long', whiskers: true },
  tiger: { ears: 'round', tail: 'long', muzzle: 'long', whiskers: true },
  otter: { ears: 'round', tail: 'long', muzzle: 'long', whiskers: true },
  pig: { ears: 'pointed', tail: 'none', muzzle: 'snout' },
  cow: { ears: 'side', tail: 'none', muzzle: 'snout' },
  sheep: { ears: 'side', tail: 'none', muzzle: 'small' },
  monkey: { ears: 'wide', earSize: 0.7, tail: 'long', muzzle: 'mouth' },
  deer: { ears: 'side', tail: 'short', muzzle: 'long' },
  elephant: { ears: 'wide', earSize: 1.25, tail: 'none', muzzle: 'trunk' },
  owl: { ears: 'tufts', tail: 'none', muzzle: 'beak' },
  frog: { ears: 'none', tail: 'none', muzzle: 'mouth' },
};
