/** The subject of an image. `kind` selects the drawing, the other fields its variant. */
export type Motif =
  | { readonly kind: 'animal'; readonly species: Species }
  | { readonly kind: 'bird' | 'fish' | 'butterfly' | 'person' | 'robot' | 'cup' | 'fruit' | 'vase' | 'cake' }
  | {
      readonly kind:
        | 'car'
        | 'boat'
        | 'rocket'
        | 'balloon'
        | 'house'
        | 'castle'
        | 'lighthouse'
        | 'tree'
        | 'flower';
    }
  | { readonly kind: 'shape'; readonly shape: Shape };

export type Species =
  | 'cat'
  | 'dog'
  | 'fox'
  | 'wolf'
  | 'bear'
  | 'panda'
  | 'rabbit'
  | 'mouse'
  | 'lion'
  | 'tiger'
  | 'otter'
  | 'pig'
  | 'cow'
  | 'sheep'
  | 'monkey'
  | 'deer'
  | 'elephant'
  | 'owl'
  | 'frog';

export type Shape = 'circle' | 'square' | 'triangle' | 'star' | 'heart' | 'hexagon' | 'diamond';

export type Setting =
  | 'mountains'
  | 'meadow'
  | 'forest'
  | 'desert'
  | 'sea'
  | 'underwater'
  | 'city'
  | 'space'
  | 'room'
  | 'studio'
  | 'abstract';

export type Daytime = 'day' | 'sunset' | 'night';

export type Weather = 'clear' | 'snow' | 'rain' | 'fog';

/** Parts of an image that a colour can apply to. */
export type Part = 'sky' | 'ground' | 'water' | 'background';

type Table<T> = ReadonlyMap<string, T>;

function table<T>(entries: readonly (readonly [words: string, value: T])[]): Table<T> {
  return new Map(entries.flatMap(([words, value]) => words.split(' ').map((word) => [word, value] as const)));
}

function animal(species: Species): Motif {
  return { kind: 'animal', species };
}

function shape(name: Shape): Motif {
  return { kind: 'shape', shape: name };
}

export const MOTIFS: Table<Motif> = table<Motif>([
  ['cat kitten kitty feline', animal('cat')],
  ['dog puppy hound corgi retriever labrador poodle terrier husky dachshund', animal('dog')],
  ['fox vixen', animal('fox')],
  ['wolf coyote', animal('wolf')],
  ['bear grizzly cub teddy', animal('bear')],
  ['panda', animal('panda')],
  ['rabbit bunny hare', animal('rabbit')],
  ['mouse rat hamster squirrel', animal('mouse')],
  ['lion lioness', animal('lion')],
  ['tiger leopard cheetah', animal('tiger')],
  ['otter seal beaver badger raccoon', animal('otter')],
  ['pig piglet', animal('pig')],
  ['cow bull ox calf', animal('cow')],
  ['sheep lamb goat', animal('sheep')],
  ['monkey ape chimpanzee gorilla', animal('monkey')],
  ['deer stag moose reindeer horse pony unicorn giraffe llama', animal('deer')],
  ['elephant', animal('elephant')],
  ['owl', animal('owl')],
  ['frog toad', animal('frog')],
  [
    'bird parrot sparrow eagle hawk robin penguin duck swan crow raven pigeon dove chicken hen rooster',
    { kind: 'bird' },
  ],
  ['fish shark whale dolphin goldfish salmon koi trout tuna', { kind: 'fish' }],
  ['butterfly moth', { kind: 'butterfly' }],
  [
    'person man woman girl boy child baby portrait face people human king queen wizard witch knight warrior chef doctor ' +
      'teacher astronaut detective pirate princess prince musician dancer scientist farmer samurai ninja selfie headshot ' +
      'lady gentleman',
    { kind: 'person' },
  ],
  ['robot android cyborg droid', { kind: 'robot' }],
  ['cup mug coffee tea espresso latte teacup cappuccino', { kind: 'cup' }],
  [
    'apple fruit orange lemon lime peach cherry plum tomato pear banana strawberry pumpkin melon watermelon apricot tangerine',
    { kind: 'fruit' },
  ],
  ['vase pot jar jug bottle bouquet', { kind: 'vase' }],
  ['cake cupcake pie dessert pancake pancakes', { kind: 'cake' }],
  ['car truck taxi bus van vehicle automobile jeep', { kind: 'car' }],
  ['boat ship sailboat yacht vessel canoe', { kind: 'boat' }],
  ['rocket spaceship spacecraft shuttle', { kind: 'rocket' }],
  ['balloon airship', { kind: 'balloon' }],
  ['house cottage cabin hut home barn farm farmhouse church', { kind: 'house' }],
  ['castle palace fortress tower', { kind: 'castle' }],
  ['lighthouse', { kind: 'lighthouse' }],
  ['tree oak pine willow bonsai palm', { kind: 'tree' }],
  ['flower rose tulip daisy sunflower lily lotus orchid blossom poppy', { kind: 'flower' }],
  ['circle ball sphere dot disc disk orb', shape('circle')],
  ['square cube box block rectangle', shape('square')],
  ['triangle pyramid', shape('triangle')],
  ['star', shape('star')],
  ['heart', shape('heart')],
  ['hexagon honeycomb', shape('hexagon')],
  ['diamond gem crystal jewel', shape('diamond')],
]);

export const SETTINGS: Table<Setting> = table<Setting>([
  [
    'mountain mountains hill hills valley landscape scenery alps cliff canyon volcano glacier peak lake river',
    'mountains',
  ],
  [
    'meadow field fields garden park grass grassland lawn countryside prairie farmland nature outdoors',
    'meadow',
  ],
  ['forest wood woods woodland jungle trees grove autumn', 'forest'],
  ['desert dune dunes sahara sand', 'desert'],
  ['sea ocean beach coast shore island wave waves harbor harbour bay seascape seaside tropical', 'sea'],
  ['underwater aquarium reef submarine', 'underwater'],
  [
    'city skyline town street urban building buildings skyscraper cyberpunk tokyo london paris york metropolis road traffic',
    'city',
  ],
  [
    'space galaxy planet nebula universe cosmos moon mars asteroid comet orbit stars cosmic interstellar',
    'space',
  ],
  ['room table kitchen interior desk window cafe library office indoors bedroom studio shelf plate', 'room'],
  [
    'background backdrop logo icon sticker minimal minimalist product white-background isolated portrait',
    'studio',
  ],
  [
    'abstract flowing fluid geometric geometry pattern gradient shapes circles squares triangles lines stripes mosaic fractal texture ' +
      'wallpaper kaleidoscope mandala',
    'abstract',
  ],
]);

export const DAYTIMES: Table<Daytime> = table<Daytime>([
  ['sunset dusk sunrise dawn evening twilight golden-hour sundown', 'sunset'],
  ['night midnight nighttime moonlit moonlight starry nocturnal neon', 'night'],
  ['day daytime noon sunny morning', 'day'],
]);

export const WEATHERS: Table<Weather> = table<Weather>([
  ['snow snowy winter snowfall blizzard christmas snowing', 'snow'],
  ['rain rainy storm raining stormy', 'rain'],
  ['fog foggy mist misty haze hazy', 'fog'],
]);

export const PARTS: Table<Part> = table<Part>([
  ['sky skies clouds heaven', 'sky'],
  ['ground grass field meadow hill hills mountain mountains floor table desert dunes sand valley', 'ground'],
  ['water sea ocean lake river waves', 'water'],
  ['background backdrop wall backdrops', 'background'],
]);

/** Words that name a subject only if no other word does: "a baby otter", "portrait of a robot". */
export const VAGUE: ReadonlySet<string> = new Set(
  'baby child people human portrait face selfie headshot king queen little ball block pot'.split(' '),
);

/** Default setting of each motif when the prompt does not name one. */
export const USUAL_SETTINGS: Readonly<Record<Motif['kind'], Setting>> = {
  animal: 'meadow',
  bird: 'forest',
  fish: 'underwater',
  butterfly: 'meadow',
  person: 'studio',
  robot: 'studio',
  cup: 'room',
  fruit: 'room',
  vase: 'room',
  cake: 'room',
  car: 'city',
  boat: 'sea',
  rocket: 'space',
  balloon: 'mountains',
  house: 'meadow',
  castle: 'mountains',
  lighthouse: 'sea',
  tree: 'meadow',
  flower: 'meadow',
  shape: 'studio',
};
