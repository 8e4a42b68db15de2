import type { Form } from '../scene.ts';

/** The few facts everyone tries first: capitals, and what a simulator cannot know. */
export const knowledge: Form = {
  name: 'knowledge',
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
    if (
      /^what(?:'s| is) (?:the (?:current )?(?:time|date)|today's date|the day today)|^what (?:time|day|date|year) is it/.test(
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
