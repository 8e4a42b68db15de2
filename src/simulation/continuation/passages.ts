/** The kind of words expected next in a sentence. */
export type Expected =
  /** After "the", "a". */
  | 'noun'
  /** After "an". */
  | 'vowel-noun'
  /** After "many". */
  | 'plural'
  /** After "in", "with". */
  | 'phrase'
  /** After "there is". */
  | 'something'
  /** After "to", "could". */
  | 'base'
  /** After "is". */
  | 'predicate'
  /** After "my name is". */
  | 'name'
  /** After "has". */
  | 'participle'
  /** After a subject. */
  | 'verb'
  /** After "because", or a comma. */
  | 'clause'
  /** After a complete sentence. */
  | 'adjunct';

type Tone = 'story' | 'account';

/**
 * Sentence endings by the kind of words expected. Those of a story are in the past tense and name nobody;
 * those of an account have the slots of the prose sentences.
 */
export const ENDINGS: Readonly<Record<Tone, Readonly<Record<Expected, readonly string[]>>>> = {
  story: {
    noun: [
      'small house at the edge of the town, where a light was still burning.',
      'road that nobody had taken for years.',
      'letter without a name, folded twice and sealed with wax.',
      'stranger with a lantern, who seemed to have waited all night.',
      'long silence that no one wanted to break.',
    ],
    'vowel-noun': [
      'old clock that had stopped at noon.',
      'empty street under a sky full of stars.',
      'answer nobody had expected.',
      'open door and a row of muddy footprints.',
    ],
    plural: [
      'small things that nobody else had noticed.',
      'footprints in the snow, all of them leading the same way.',
      'lamps along the water, lit one after another.',
      'voices behind the wall, too low to understand.',
    ],
    phrase: [
      'the old harbor, where the boats lay side by side in the dark.',
      'a narrow street between two rows of silent houses.',
      'the far end of the garden, behind the last of the apple trees.',
      'a small kitchen that smelled of bread and smoke.',
    ],
    something: [
      'a knock at the door, so soft that only the cat looked up.',
      'a garden behind the wall that nobody had entered for years.',
      'an old bridge across the river, and on the bridge a single lamp.',
      'a map in the drawer, torn in two places and marked with red ink.',
    ],
    base: [
      'find out where the sound was coming from.',
      'wait until the rain had stopped.',
      'open the letter before anyone else came in.',
      'walk on without looking back.',
    ],
    predicate: [
      'not at all what it had seemed at first.',
      'about to change in a way that nobody could have foreseen.',
      'closer to the truth than anyone had dared to hope.',
      'gone by the time the bells began to ring.',
    ],
    name: [
      'Clara, and the house by the river had always been home.',
      'Hugo, though nobody in the village used that name any more.',
      'Mira, after a grandmother who had crossed the sea alone.',
      'Leo, which was short for something much longer.',
    ],
    participle: [
      'been waiting for this moment for a very long time.',
      'come further than anyone believed possible.',
      'not slept since the letter arrived.',
      'almost forgotten the way back.',
    ],
    verb: [
      'looked up at the sky and said nothing for a while.',
      'had been waiting for a day like this.',
      'turned slowly toward the light.',
      'kept going, one careful step after another.',
    ],
    clause: [
      'nobody said a word until the bell had stopped ringing.',
      'the wind had changed and the sea was calm again.',
      'something moved in the shadow of the wall.',
      'it was clear that the night would be long.',
    ],
    adjunct: [
      'just as the first light touched the roofs.',
      'without so much as a look behind.',
      'long before anyone else was awake.',
      'while the last boats came in from the sea.',
    ],
  },
  account: {
    noun: [
      'careful balance between {matter} and {concern}.',
      'simple idea that {people} come back to again and again.',
      'part that is easily overlooked and hard to replace.',
      'steady attention that {people} give to {matter}.',
    ],
    'vowel-noun': [
      'idea that {people} come back to again and again.',
      'answer that holds up {setting}.',
      'open question, and {people} see it in different ways.',
    ],
    plural: [
      'small steps that add up over time.',
      'choices that look minor at first and turn out to matter.',
      'habits that {people} share without ever talking about them.',
    ],
    phrase: [
      '{matter} and the care they need.',
      'a small number of decisions that shape everything else.',
      'the needs of {people} rather than the habits of the past.',
      'a clear view of what {people} are trying to reach.',
    ],
    something: [
      'more than one way to look at it.',
      'a simple reason for this, and it has to do with {concern}.',
      'a growing interest in {matter} among {people}.',
      'no single rule that fits every case.',
    ],
    base: [
      'start with {matter} and work outward from there.',
      'make room for {concern} before anything else.',
      'look at one small example and see what it shows.',
      'ask what {people} need and leave the rest for later.',
    ],
    predicate: [
      'closely tied to {matter} and to the way {people} deal with them.',
      'easier to recognize than to describe.',
      'likely to be shaped by {people} who take the time to understand it.',
      'a question of {concern} more than of anything else.',
    ],
    name: [
      'Clara, and I have lived in the same town for most of my life.',
      'Sam, and I have been interested in {matter} for as long as I can remember.',
      'Nora, and I would like to say a few words about {matter}.',
      'Leo, and I work with {people} who care about {concern}.',
    ],
    participle: [
      'become a natural part of how {people} work.',
      'changed more in the last few years than in all the time before.',
      'always depended on {matter}.',
      'been the subject of long debates among {people}.',
    ],
    verb: [
      'can be understood best by starting with {matter}.',
      'will look different to {people} than to anyone else.',
      'may seem simple, but {concern} makes all the difference.',
      'can change quickly once {people} begin to pay attention.',
    ],
    clause: [
      '{concern} matters more than it seems at first.',
      '{people} learn to see the pattern after a while.',
      'the details only make sense once the whole is clear.',
      'there is usually more than one good answer.',
    ],
    adjunct: [
      'with {concern} in mind.',
      'as {people} found out early on.',
      'in a way that keeps {matter} in view.',
      'because {matter} rarely stay the same for long.',
    ],
  },
};

/** Story sentences that work in any order; their number is prime, so that any step visits them all. */
export const SCENES: readonly string[] = [
  'Somewhere in the distance a dog barked twice and was quiet.',
  'The lamps along the street went out one by one.',
  'Nobody could say later how long it had lasted.',
  'A door closed, and then there was only the wind.',
  'It smelled of rain and wet stone.',
  'The old clock in the hall struck nine, although it was not yet eight.',
  'In the window a curtain moved, as if somebody had been watching.',
  'There was a boat on the river, drifting without a light.',
  'The story had been told so often that hardly anyone remembered how it began.',
  'On the table lay a key, two coins and half a loaf of bread.',
  'By morning the snow had covered every track.',
  'From the hill the whole valley could be seen, field after field, down to the sea.',
  'For a moment everything was still.',
  'The children had stopped playing and were looking up at the sky.',
  'Whoever had lit the fire could not be far away.',
  'It was the kind of silence that comes before an answer.',
  'Behind the mill the path grew narrow and the trees stood close together.',
  'The bread was still warm, and so was the chair beside it.',
  'A voice began to sing, very softly, and others joined in.',
  'When the sun came up, nothing looked the way it had the night before.',
  'The bridge was older than the town, and it creaked at every step.',
  'There had been a sign once, but the paint was gone.',
  'All of it would have been forgotten if not for a single photograph.',
];

/** Prefixes for repeated {@link SCENES}, so that a very long story does not repeat itself word for word. */
export const LATER: readonly string[] = [
  'A little later, ',
  'The next evening, ',
  'After a while, ',
  'Weeks went by. Then, one morning, ',
  'On the way back, ',
  'That winter, ',
  'Much later, ',
  'As so often before, ',
  'Then, quite suddenly, ',
  'Toward the end of the day, ',
  'In another part of town, ',
];

/** Endings for unfinished sentences in other languages, whether or not the verb is already there. */
export const FOREIGN_ENDINGS = {
  es: ['así desde siempre, como todo el mundo sabe.', 'así, al menos hasta ahora.'],
  fr: ['ainsi depuis toujours, comme chacun le sait.', 'ainsi, du moins jusqu’à présent.'],
  de: ['schon immer so, wie jeder weiß.', 'so, jedenfalls bis heute.'],
  it: ['così da sempre, come tutti sanno.', 'così, almeno finora.'],
} as const;

/** Subjects of a new document. */
export const SUBJECTS: readonly string[] = [
  'small gardens',
  'the history of maps',
  'learning a language',
  'public libraries',
  'bicycle repair',
  'the art of listening',
  'old railways',
  'home cooking',
];
