/** Common first names in lower case, recognised without further context. */
export const FIRST_NAMES = wordSet(`
  aaron abigail adam ahmed aisha alan albert alejandro alex alexander alexandra alice amanda amelia amy ana andrea
  andrew angela anita anna anne anthony antonio arthur ashley barbara ben benjamin beth betty bill bob brandon brian
  carla carlos carmen carol caroline catherine charles charlotte chen chloe chris christina christine christopher
  claire clara daniel david deborah dennis diana diego donald dorothy dylan edward elena eli elizabeth ella ellen emily
  emma eric erin ethan eva evelyn fatima felix fernando fiona frank gabriel george grace greg hannah harry heather helen
  henry hiroshi ian ibrahim irene isaac isabella ivan jack jacob james jamie jan jane janet jason jean jeff jennifer
  jenny jeremy jessica jim joan joe john jonathan jose joseph joshua juan julia julian julie karen kate katherine kathryn
  kayla keith kelly ken kenji kevin kim kumar kyle larry laura lauren leo leila lena liam lily linda lisa logan louis
  lucas lucia lucy luis luke maria marie mario mark marta martin mary mateo matt matthew maya megan mei melissa michael
  michelle miguel mike mohamed mohammed muhammad nadia nancy natalie nathan nicholas nicole nina noah nora oliver olivia
  omar oscar pablo patricia patrick paul pedro peter philip priya rachel rahul raj rebecca ricardo richard robert roberto
  roger rosa ruth ryan sam samantha samuel sandra sara sarah scott sean sergio sharon simon sofia sophia sophie stephanie
  stephen steve steven susan tanya teresa thomas tim timothy tom tony tyler victor victoria vincent walter wei william
  yuki yusuf zachary zoe zhang ada grace alan linus`);

/** States and provinces that follow a city's name. */
export const STATES = phraseSet(`
  alabama; alaska; alberta; andalusia; arizona; arkansas; bavaria; british columbia; california; colorado; connecticut;
  delaware; florida; georgia; hawaii; idaho; illinois; indiana; iowa; kansas; kentucky; louisiana; maine; maryland;
  massachusetts; michigan; minnesota; mississippi; missouri; montana; nebraska; nevada; new hampshire; new jersey;
  new mexico; new south wales; north carolina; north dakota; ohio; oklahoma; ontario; oregon; pennsylvania; quebec;
  queensland; rhode island; saxony; south carolina; south dakota; tennessee; texas; tuscany; utah; vermont; victoria;
  virginia; washington; west virginia; wisconsin; wyoming`);

export const COLOURS = wordSet(`
  red orange yellow green blue indigo violet purple pink brown black white grey gray silver gold beige teal cyan
  magenta turquoise maroon navy olive crimson`);

export const UNIT_WORDS = wordSet(`
  celsius fahrenheit kelvin metric imperial km kilometers kilometres miles meters metres feet inches kg kilograms
  pounds grams liters litres gallons mph kmh`);

export const MONTHS_AND_DAYS = wordSet(`
  january february march april may june july august september october november december monday tuesday wednesday
  thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec`);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean));
}

function phraseSet(phrases: string): ReadonlySet<string> {
  return new Set(phrases.split(';').map((phrase) => phrase.trim().replace(/\s+/g, ' ')));
}
