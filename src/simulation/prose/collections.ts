/** Members of a well-known collection ("fruits", "colors"); undefined if `what` names none. */
export function membersOf(what: string): readonly string[] | undefined {
  const lower = what.toLowerCase().trim();
  for (const [pattern, members] of COLLECTIONS) if (pattern.test(lower)) return members;
  return undefined;
}

/** Each pattern matches the whole phrase, so that "facts about dogs" does not match the list of dogs. */
const COLLECTIONS: readonly (readonly [RegExp, readonly string[]])[] = (
  [
    [
      '(?:[a-z]+ )?fruits?',
      'apple banana orange pear peach plum grape mango cherry lemon lime kiwi melon apricot fig papaya pineapple strawberry blueberry raspberry pomegranate',
    ],
    [
      '(?:[a-z]+ )?vegetables?',
      'carrot potato tomato onion spinach broccoli cabbage lettuce cucumber pepper celery leek pea bean beet radish kale zucchini eggplant cauliflower',
    ],
    [
      '(?:[a-z]+ )?colou?rs?',
      'red blue green yellow orange purple black white brown pink gray turquoise gold silver violet cyan magenta beige',
    ],
    [
      '(?:[a-z]+ )?animals?|mammals?',
      'dog cat horse lion elephant tiger bear wolf fox rabbit deer giraffe zebra monkey kangaroo whale dolphin otter squirrel camel',
    ],
    [
      '(?:[a-z]+ )?birds?',
      'eagle owl sparrow robin swan duck goose parrot penguin heron crow pigeon falcon woodpecker flamingo hummingbird',
    ],
    [
      '(?:[a-z]+ )?flowers?',
      'rose tulip daisy lily sunflower orchid iris violet daffodil poppy lavender jasmine peony marigold',
    ],
    ['(?:[a-z]+ )?trees?', 'oak pine maple birch willow elm ash beech cedar fir spruce palm olive chestnut'],
    [
      '(?:[a-z]+ )?planets?(?: in (?:the|our) solar system)?',
      'Mercury Venus Earth Mars Jupiter Saturn Uranus Neptune',
    ],
    [
      '(?:[a-z]+ )?programming languages?',
      'Python,JavaScript,TypeScript,Java,C,C++,C#,Go,Rust,Kotlin,Swift,Ruby,PHP,Scala,Haskell,R,Lua,Perl',
    ],
    [
      '(?:european |[a-z]+ )?countries(?: in europe| in the world)?',
      'France,Germany,Spain,Italy,Portugal,Greece,Austria,Belgium,Netherlands,Denmark,Sweden,Norway,Finland,Poland,Ireland,Hungary,Croatia,Iceland',
    ],
    [
      '(?:big |large |famous |[a-z]+ )?cities(?: in the world)?',
      'Paris,London,Tokyo,Rome,Berlin,Madrid,Cairo,Sydney,Toronto,Mumbai,Lima,Seoul,Nairobi,Vienna,Lisbon,Athens',
    ],
    ['continents?', 'Africa,Antarctica,Asia,Europe,North America,Oceania,South America'],
    ['oceans?', 'Atlantic,Pacific,Indian,Arctic,Southern'],
    [
      '(?:the )?(?:days of the week|days|weekdays)',
      'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
    ],
    [
      '(?:the )?months(?: of the year)?',
      'January February March April May June July August September October November December',
    ],
    ['(?:the )?seasons', 'spring summer autumn winter'],
    [
      '(?:[a-z]+ )?sports?',
      'football,tennis,basketball,swimming,running,cycling,volleyball,rowing,golf,hockey,rugby,boxing,skiing,climbing,judo,cricket',
    ],
    [
      '(?:musical )?instruments?',
      'piano,guitar,violin,flute,drums,trumpet,cello,clarinet,harp,saxophone,organ,trombone,oboe,banjo',
    ],
    [
      '(?:baby |boy |girl |first |[a-z]+ )?names',
      'Anna,Ben,Clara,David,Emma,Felix,Grace,Henry,Iris,Jack,Laura,Max,Nora,Oscar,Paul,Rosa,Sam,Tara,Victor,Zoe',
    ],
    [
      '(?:names for (?:a|my|your) )(?:cat|dog|pet|kitten|puppy)|(?:cat|dog|pet) names',
      'Luna,Milo,Bella,Oscar,Coco,Simba,Daisy,Rocky,Pepper,Felix,Willow,Biscuit,Ginger,Shadow,Olive',
    ],
    [
      '(?:[a-z]+ )?languages?',
      'English,Spanish,French,German,Italian,Portuguese,Japanese,Arabic,Hindi,Korean,Swahili,Greek,Turkish,Polish',
    ],
    [
      '(?:[a-z]+ )?(?:drinks|beverages)',
      'water,tea,coffee,milk,orange juice,lemonade,hot chocolate,apple juice,ginger ale,iced tea',
    ],
    [
      '(?:[a-z]+ )?hobbies',
      'reading,gardening,painting,hiking,cooking,chess,photography,knitting,fishing,dancing,running,pottery,bird watching,woodworking',
    ],
    [
      '(?:[a-z]+ )?(?:jobs|professions|occupations)',
      'teacher,nurse,carpenter,engineer,farmer,baker,pilot,lawyer,electrician,writer,chef,architect,librarian,musician',
    ],
    [
      '(?:[a-z]+ )?(?:chemical )?elements?',
      'hydrogen helium carbon nitrogen oxygen sodium magnesium iron copper silver gold zinc tin lead neon',
    ],
    [
      '(?:[a-z]+ )?databases?',
      'PostgreSQL,MySQL,SQLite,MongoDB,Redis,Cassandra,MariaDB,Elasticsearch,DynamoDB',
    ],
    ['prime numbers?|primes', '2,3,5,7,11,13,17,19,23,29,31,37,41,43,47,53,59,61,67,71'],
  ] as const
).map(
  ([pattern, members]) =>
    [
      new RegExp(`^(?:${pattern})$`),
      members.includes(',') ? members.split(',') : members.split(' '),
    ] as const,
);
