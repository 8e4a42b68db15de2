import { readWords } from './words.ts';

/** The field of a topic; it determines the people, places and concerns in its sentences. */
export type Domain =
  | 'general'
  | 'computing'
  | 'science'
  | 'nature'
  | 'health'
  | 'food'
  | 'business'
  | 'society'
  | 'arts'
  | 'person';

/** Words that fill the slots of a sentence. */
export interface Palette {
  /** The name of the field, without a verb: "the world of software". */
  readonly field: string;
  /** People who deal with the topic, plural. */
  readonly people: readonly string[];
  /** Where the topic occurs: "in production". */
  readonly setting: readonly string[];
  /** What matters to these people, singular and without article. */
  readonly concern: readonly string[];
  /** What the topic deals with, plural or uncountable, without article. */
  readonly matter: readonly string[];
}

/** The field of the first known word in `name`. */
export function domainOf(name: string): Domain {
  if (COMPUTING.test(name)) return 'computing';
  for (const word of readWords(name)) {
    const domain = WORDS.get(word);
    if (domain !== undefined) return domain;
  }
  return 'general';
}

/** Names that a single word does not identify. */
const COMPUTING = /machine learning|\bc(?:\+\+|#)/i;

export const PALETTES: Readonly<Record<Domain, Palette>> = {
  general: {
    field: 'everyday life',
    people: ['people', 'experts', 'beginners', 'teachers', 'practitioners', 'curious readers'],
    setting: [
      'in daily life',
      'at work',
      'in the classroom',
      'at home',
      'in small groups',
      'in the wider world',
    ],
    concern: ['clarity', 'balance', 'trust', 'quality', 'time', 'simplicity'],
    matter: ['ideas', 'habits', 'small details', 'choices', 'plans', 'experiences'],
  },
  computing: {
    field: 'software',
    people: ['engineers', 'developers', 'programmers', 'software teams', 'system designers', 'maintainers'],
    setting: [
      'in production',
      'on a busy server',
      'in a small side project',
      'in a large code base',
      'on a laptop',
      'in the cloud',
    ],
    concern: ['speed', 'reliability', 'security', 'simplicity', 'cost', 'readability'],
    matter: ['requests', 'files', 'messages', 'records', 'user actions', 'shared resources'],
  },
  science: {
    field: 'science',
    people: ['scientists', 'researchers', 'students', 'physicists', 'teachers', 'engineers'],
    setting: [
      'in the laboratory',
      'in the lecture hall',
      'in the field',
      'in a simple experiment',
      'on paper',
      'at very small scales',
    ],
    concern: ['accuracy', 'evidence', 'precision', 'measurement', 'theory', 'prediction'],
    matter: ['observations', 'particles', 'measurements', 'forces', 'simple models', 'signals'],
  },
  nature: {
    field: 'the natural world',
    people: [
      'biologists',
      'naturalists',
      'field workers',
      'gardeners',
      'conservation groups',
      'patient observers',
    ],
    setting: [
      'in the wild',
      'along the coast',
      'in a city park',
      'in a warm season',
      'in the forest',
      'in a dry year',
    ],
    concern: ['survival', 'balance', 'growth', 'diversity', 'shelter', 'timing'],
    matter: ['living things', 'the seasons', 'plants', 'food chains', 'habitats', 'small creatures'],
  },
  health: {
    field: 'health',
    people: ['doctors', 'nurses', 'coaches', 'patients', 'researchers', 'families'],
    setting: [
      'at home',
      'in the clinic',
      'after a long day',
      'over several weeks',
      'in a busy week',
      'in later life',
    ],
    concern: ['safety', 'strength', 'rest', 'comfort', 'recovery', 'routine'],
    matter: ['habits', 'sleep patterns', 'movements', 'meals', 'stress levels', 'daily routines'],
  },
  food: {
    field: 'cooking',
    people: ['cooks', 'bakers', 'home cooks', 'chefs', 'families', 'curious eaters'],
    setting: [
      'in the kitchen',
      'at the table',
      'in a small restaurant',
      'on a weeknight',
      'at the market',
      'over low heat',
    ],
    concern: ['flavor', 'texture', 'freshness', 'balance', 'timing', 'patience'],
    matter: ['ingredients', 'spices', 'fresh herbs', 'flavors', 'old recipes', 'simple tools'],
  },
  business: {
    field: 'business',
    people: ['managers', 'founders', 'analysts', 'investors', 'customers', 'small teams'],
    setting: [
      'in a young company',
      'in a slow market',
      'in the first year',
      'at the end of a quarter',
      'in a crowded market',
      'in a meeting room',
    ],
    concern: ['trust', 'cost', 'growth', 'risk', 'demand', 'focus'],
    matter: ['prices', 'contracts', 'customers', 'budgets', 'plans', 'incentives'],
  },
  society: {
    field: 'public life',
    people: ['historians', 'citizens', 'teachers', 'writers', 'leaders', 'ordinary people'],
    setting: [
      'in public life',
      'in the classroom',
      'in times of change',
      'in the archives',
      'in local politics',
      'across generations',
    ],
    concern: ['fairness', 'memory', 'power', 'trust', 'evidence', 'identity'],
    matter: ['laws', 'stories', 'institutions', 'records', 'old customs', 'public debates'],
  },
  arts: {
    field: 'the arts',
    people: ['artists', 'critics', 'students', 'performers', 'teachers', 'audiences'],
    setting: [
      'on stage',
      'in the studio',
      'in a quiet room',
      'in front of an audience',
      'at home',
      'in a first draft',
    ],
    concern: ['rhythm', 'feeling', 'form', 'craft', 'surprise', 'contrast'],
    matter: ['sounds', 'colors', 'words', 'images', 'old traditions', 'small gestures'],
  },
  person: {
    field: 'history',
    people: ['historians', 'readers', 'students', 'biographers', 'admirers', 'critics'],
    setting: [
      'in public life',
      'at work',
      'in private letters',
      'among friends',
      'in later years',
      'in the early years',
    ],
    concern: ['courage', 'patience', 'honesty', 'talent', 'discipline', 'curiosity'],
    matter: ['ideas', 'letters', 'decisions', 'early work', 'friendships', 'public statements'],
  },
};

const VOCABULARY: readonly (readonly [Domain, string])[] = [
  [
    'computing',
    'monad monads lambda pointer pointers stack heap functional python javascript typescript java rust go golang ruby php kotlin swift sql html css bash linux unix windows docker kubernetes git github api rest graphql http https tcp dns database databases cache caching redis postgres postgresql sqlite mongodb index query server client cloud aws software hardware computer programming code coding algorithm recursion compiler function variable class object thread concurrency async promise closure loop array list string hash hashing encryption blockchain bitcoin ai llm llms gpt model models neural network networks transformer transformers attention token tokenization embedding embeddings vector data web website browser react vue angular node npm framework microservice microservices devops ci testing debugging bug app div css unit tests test queue kafka latency throughput gpu cpu memory internet security password cybersecurity robot robots robotics automation',
  ],
  [
    'science',
    'physics chemistry quantum gravity relativity atom atoms electron electrons light energy entropy thermodynamics magnetism magnet electricity star stars planet planets galaxy galaxies universe space black hole moon sun earth mars mathematics math algebra calculus geometry statistics probability theorem equation prime theory big bang radiation laser sky rainbow sound wave waves dna gene genes genetics cell cells protein evolution photosynthesis molecule molecules experiment science rocket nuclear fusion fission engine engines airplane airplanes',
  ],
  [
    'nature',
    'animal animals dog dogs cat cats bird birds fish whale whales bee bees ant ants tree trees forest forests flower flowers plant plants ocean oceans sea river rivers mountain mountains rain snow weather climate volcano volcanoes desert insect insects bear bears lion lions elephant elephants penguin penguins horse horses garden gardening storm storms hurricane earthquake earthquakes season seasons autumn spring winter summer ecosystem biodiversity',
  ],
  [
    'health',
    'health exercise exercises sleep diet diets nutrition stress anxiety yoga meditation running fitness medicine vaccine vaccines vitamin vitamins heart brain immune disease diseases cancer diabetes workout muscle muscles weight sport sports walking mindfulness pain headache dreaming',
  ],
  [
    'food',
    'food cooking baking bread cake pasta pizza rice soup coffee tea wine beer cheese chocolate egg eggs omelette omelet vegetable vegetables fruit fruits recipe recipes salad sauce meal meals breakfast dinner lunch pancake pancakes cookie cookies',
  ],
  [
    'business',
    'business company companies market markets marketing economics economy inflation money bank banks banking stock stocks investing investment finance startup startups sales customer customers management manager leadership budget budgeting tax taxes trade price pricing interest strategy product productivity job jobs career interview remote meeting meetings',
  ],
  [
    'society',
    'history war wars revolution empire rome roman greece egypt democracy politics government law laws justice society culture religion philosophy ethics education school schools university language languages constitution election elections renaissance medieval civilization colonialism human rights psychology',
  ],
  [
    'arts',
    'music song songs jazz piano guitar painting art artist poetry poem novel novels literature film films movie movies theater theatre dance photography drawing sculpture architecture design opera writing book books fiction',
  ],
];

/** Keyed by word number. If two words ever had the same number, the palette would merely fit less well. */
const WORDS = new Map<number, Domain>();
for (const ending of ['', 's']) {
  for (const [domain, words] of VOCABULARY) {
    for (const word of readWords(words.replaceAll(' ', `${ending} `) + ending)) {
      if (!WORDS.has(word)) WORDS.set(word, domain);
    }
  }
}
