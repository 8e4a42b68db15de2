import type { Form } from '../scene.ts';

/** A few facts that people often try first, such as capitals, and things a simulator cannot know. */
export const knowledge: Form = {
  name: 'knowledge',
  clues: {
    mentions:
      'capital planets continents states days letters planet ocean mountain speed boiling temperature ' +
      'wrote painted time date day today year',
  },
  recognise: ({ lower, text }) => {
    const asked =
      /\bcapital (?:city )?of (?:the )?([a-z ]{3,30}?)(?: please)?[?.! ]*(?:$| (?:and|answer|in|reply)\b)/.exec(
        lower,
      )?.[1];
    const capital = asked === undefined ? undefined : CAPITALS.get(asked.trim());
    if (asked !== undefined && capital !== undefined) {
      const country = titled(asked.trim());
      if (/\b(?:only|just|one word|single word)\b/i.test(text)) return () => [capital];
      return ({ random }) => [
        random.pick([
          `The capital of ${country} is ${capital}.`,
          `${capital} is the capital of ${country}.`,
          `That would be ${capital}, the capital of ${country}.`,
          `It is ${capital}.`,
        ]),
      ];
    }
    const known = FACTS.find(([pattern]) => pattern.test(lower));
    if (known !== undefined) return ({ random }) => [random.pick(known[1])];
    if (
      /^what(?:'s| is) (?:the (?:current )?(?:time|date)|today's date|the day today)\b|^what (?:time|day|date|year) is it\b/.test(
        lower,
      )
    ) {
      return ({ random }) => [
        random.pick([
          'I have no clock in this conversation, so I cannot tell you the current date or time.',
          'I cannot see a clock from here. Your device will have the exact time.',
          'Without a tool for it I do not know the current date or time.',
        ]),
      ];
    }
    return undefined;
  },
};

function titled(name: string): string {
  const words = name
    .split(' ')
    .map((word) => (word === 'of' || word === 'and' ? word : word[0]!.toUpperCase() + word.slice(1)));
  const joined = words.join(' ');
  return /^(?:United|Netherlands|Philippines|Czech)/.test(joined) ? `the ${joined}` : joined;
}

const FACTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /^how many planets\b/,
    [
      'There are eight planets in the solar system.',
      'Eight: Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus and Neptune.',
    ],
  ],
  [
    /^how many continents\b/,
    ['There are seven continents by the usual count.', 'Seven, by the usual count.'],
  ],
  [
    /^how many (?:us |u\.s\. )?states\b/,
    ['The United States has 50 states.', 'There are 50 states in the United States.'],
  ],
  [
    /^how many days (?:are )?(?:there )?in a year\b/,
    ['A year has 365 days, and a leap year has 366.', '365, or 366 in a leap year.'],
  ],
  [
    /^how many (?:letters )(?:are )?(?:there )?in the (?:english )?alphabet\b/,
    ['The English alphabet has 26 letters.', 'There are 26 letters in the English alphabet.'],
  ],
  [
    /^what(?:'s| is) the (?:largest|biggest) planet\b/,
    [
      'Jupiter is the largest planet in the solar system.',
      'The largest planet in the solar system is Jupiter.',
    ],
  ],
  [
    /^what(?:'s| is) the (?:largest|biggest) ocean\b/,
    ['The Pacific is the largest ocean.', 'The largest ocean on earth is the Pacific.'],
  ],
  [
    /^what(?:'s| is) the (?:tallest|highest) mountain\b/,
    [
      'Mount Everest is the highest mountain above sea level.',
      'The highest mountain above sea level is Mount Everest.',
    ],
  ],
  [
    /^what(?:'s| is) the speed of light\b/,
    [
      'Light travels at about 300,000 kilometers per second in a vacuum.',
      'In a vacuum it is 299,792,458 meters per second.',
    ],
  ],
  [
    /^(?:at )?what(?:'s| is)? (?:the boiling point of water|temperature does water boil)/,
    [
      'At sea level water boils at 100 degrees Celsius, or 212 degrees Fahrenheit.',
      'Water boils at 100 degrees Celsius at normal pressure.',
    ],
  ],
  [
    /^who wrote (?:romeo and juliet|hamlet|macbeth)\b/,
    ['William Shakespeare wrote it.', 'It was written by William Shakespeare.'],
  ],
  [
    /^who painted (?:the )?mona lisa\b/,
    ['The Mona Lisa was painted by Leonardo da Vinci.', 'Leonardo da Vinci painted it.'],
  ],
];

const CAPITALS = new Map(
  (
    'france=Paris,germany=Berlin,spain=Madrid,italy=Rome,portugal=Lisbon,england=London,united kingdom=London,uk=London,ireland=Dublin,' +
    'netherlands=Amsterdam,belgium=Brussels,austria=Vienna,switzerland=Bern,poland=Warsaw,greece=Athens,sweden=Stockholm,norway=Oslo,' +
    'denmark=Copenhagen,finland=Helsinki,iceland=Reykjavik,hungary=Budapest,romania=Bucharest,bulgaria=Sofia,croatia=Zagreb,serbia=Belgrade,' +
    'ukraine=Kyiv,russia=Moscow,turkey=Ankara,egypt=Cairo,kenya=Nairobi,nigeria=Abuja,morocco=Rabat,ethiopia=Addis Ababa,japan=Tokyo,' +
    'china=Beijing,india=New Delhi,south korea=Seoul,thailand=Bangkok,vietnam=Hanoi,indonesia=Jakarta,philippines=Manila,australia=Canberra,' +
    'new zealand=Wellington,canada=Ottawa,united states=Washington D.C.,usa=Washington D.C.,mexico=Mexico City,brazil=Brasília,argentina=Buenos Aires,' +
    'chile=Santiago,peru=Lima,colombia=Bogotá,cuba=Havana,saudi arabia=Riyadh,iran=Tehran,iraq=Baghdad,pakistan=Islamabad,czech republic=Prague,slovakia=Bratislava,texas=Austin,california=Sacramento'
  )
    .split(',')
    .map((pair) => pair.split('=') as [string, string]),
);
