import { listStyleIn } from '../../reading/list-style.ts';
import { createCuedPatterns } from '../clues.ts';
import { membersOf } from '../collections.ts';
import { capitalise } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { POINTS, type PointKind, SPECIAL_STEPS, STEPS } from '../sentences.ts';
import { createTemplates, facetOf, type Templates } from '../templates.ts';
import { type Topic, topicOf, withoutManner } from '../topic.ts';

/** Lists with the requested number of entries, and step by step instructions. */
export const listing: Form = {
  name: 'listing',
  clues: {
    mentions:
      'how step recipe instructions guide pros advantages benefits list name enumerate suggest recommend ' +
      'brainstorm bullet bulleted bullets tips ideas examples reasons ways facts names suggestions 0 one ' +
      'two three four five six seven eight nine ten twelve fifteen twenty',
  },
  recognise: ({ lower, command, words }) => {
    const asked = findListing(words, lower)?.means;
    if (asked === 'both sides') return (scene) => bothSides(scene, command);
    const counting = COUNTING.test(lower);
    if (asked === undefined && !counting) return undefined;
    const counted = COUNTED.exec(lower);
    const number = counted === null ? undefined : (NUMBERS[counted[1]!] ?? Number(counted[1]));
    if (asked === 'list' || (counting && number !== undefined))
      return (scene) => items(scene, command, number);
    return asked === 'steps' && !NO_STEPS.test(lower)
      ? (scene) => instructions(scene, command, number)
      : undefined;
  },
};

const findListing = createCuedPatterns<'both sides' | 'list' | 'steps'>([
  [
    'pros advantages benefits',
    /\b(?:pros and cons|advantages and disadvantages|benefits and (?:risks|drawbacks))\b/,
    'both sides',
  ],
  [
    'list name enumerate suggest recommend brainstorm',
    /^(?:list|name|enumerate|suggest|recommend|brainstorm)\b/,
    'list',
  ],
  [
    'bullet bulleted bullets list tips ideas examples reasons ways facts names suggestions',
    /\b(?:bullet(?:ed)? (?:points?|list)|bullets|numbered list|as a list|list of|(?:some|a few) (?:tips|ideas|examples|reasons|ways|facts|names|suggestions))\b/,
    'list',
  ],
  [
    'how step recipe instructions guide',
    /^how (?:to|do i|do you|do we|can i|can we|can you|would i|should i)\b|\bstep[- ]by[- ]step\b|\b(?:recipe|instructions|guide) (?:for|to)\b|^(?:show|teach|tell) me how to\b|^explain how to\b/,
    'steps',
  ],
]);

/** A command that starts like this asks for a list if it includes a number of entries. */
const COUNTING =
  /^(?:give|what (?:are|were)|tell|write|show|provide|share|create|generate|make|find|return|output|answer|reply|respond|top|i|come|think|identify|can|\d|three|five|ten)/;

/** Questions with "how" that do not ask for instructions. */
const NO_STEPS = /^how do you (?:feel|do|work|know)\b|^how can you help/;

/** Arguments for and against something. */
function* bothSides(scene: Scene, command: string): Writing {
  const { random } = scene;
  const subject = /\b(?:of|for|about|to|with) (.+)$/i.exec(withoutManner(command))?.[1];
  const topic = subject === undefined ? scene.topic : topicOf(`explain ${subject}`);
  const templates = createTemplates(topic, random);
  yield templates.fill(
    random.pick([
      'Here are the main points on both sides of {t}:',
      'A short look at both sides of {t}:',
      'There are good arguments on both sides of {t}:',
    ]),
  );
  for (const [heading, kind] of [
    ['Pros', 'benefit'],
    ['Cons', 'risk'],
  ] as const) {
    yield `\n\n**${heading}**\n`;
    const count = random.between(3, 4);
    const offset = random.int(POINTS[kind].length);
    for (let index = 0; index < count; index++)
      yield `\n- ${point(templates, kind, topic, index, offset).replaceAll('**', '')}`;
  }
  yield `\n\n${templates.sentence('conclusion')}`;
}

function* items(scene: Scene, command: string, number: number | undefined): Writing {
  const { random, ask } = scene;
  const what = withoutManner(command.replace(LIST_STYLE, ' ').replace(/\s+/g, ' '))
    .replace(
      /^(?:please )?(?:list|name|enumerate|suggest|recommend|brainstorm|give|tell|write|show|provide|share|create|generate|make|find|identify|return|output|reply with|answer with|respond with|what are|come up with|think of)(?: me| us)? /i,
      '',
    )
    .replace(
      /^(?:(?:all|the|of|a|an|some|any|few|several|short|simple|quick|numbered|bulleted|bullet|list|top|best|at least|exactly|only|just|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|main|different|common|important|popular|good|key|great|interesting|fun|unique|most) )+/i,
      '',
    );
  const style = listStyleIn(ask.text);
  const numbered =
    style.kind === 'numbers' ||
    /\b(?:numbered|ordered|top|rank)/.test(ask.lower) ||
    (style.kind === undefined && number !== undefined && random.chance(0.4));
  const members = membersOf(what);
  // "List the planets" means all of them.
  const all =
    number === undefined &&
    members !== undefined &&
    members.length <= 12 &&
    /\b(?:all|the)\b/.test(ask.lower);
  const count = all ? members.length : Math.min(MOST_ITEMS, number ?? random.between(4, 7));
  const bare = members !== undefined;
  const kind = kindOf(what);
  const topic = topicOf(`explain ${what.replace(KIND_WORDS, '')}`);
  const plain = style.isAlone || /\b(?:only|just)\b|\bno (?:intro|explanation)/.test(ask.lower);
  const label = withoutManner(what).replace(/\bmy\b/gi, 'your');
  if (!plain) {
    yield random
      .pick([
        `Here ${count === 1 ? 'is' : 'are'} ${wordFor(count)} ${label}:`,
        `${capitalise(wordFor(count))} ${label}:`,
        `Sure, ${count === 1 ? 'this is' : 'these are'} ${wordFor(count)} ${label}:`,
      ])
      .slice(0, 200);
    yield '\n\n';
  }
  const templates = createTemplates(topic, random);
  const offset = random.int(POINTS[kind].length);
  if (style.kind === 'commas') {
    const named = members ?? [];
    const from = random.int(Math.max(1, named.length));
    for (let index = 0; index < count; index++) {
      const item =
        index < named.length
          ? named[(from + index) % named.length]!
          : point(templates, kind, topic, index, offset)
              .replace(/^\*\*(.+?)\*\*.*$/s, '$1')
              .toLowerCase();
      yield index === 0 ? item : `, ${item}`;
    }
    return;
  }
  const start = bare && !all ? random.int(members.length) : 0;
  for (let index = 0; index < count; index++) {
    const mark = numbered ? `${index + 1}. ` : style.kind === 'lines' ? '' : '- ';
    const end = index === count - 1 ? '' : '\n';
    if (bare && index < members.length)
      yield `${mark}${capitalise(members[(start + index) % members.length]!)}${end}`;
    else yield `${mark}${point(templates, kind, topic, index, offset)}${end}`;
  }
  if (!plain && scene.wish.factor >= 1 && random.chance(0.35))
    yield `\n\n${scene.templates.sentence('offer')}`;
}

/**
 * Takes the points of one kind in a mixed order; from the second round on they are about an aspect of the
 * topic.
 */
function point(templates: Templates, kind: PointKind, topic: Topic, index: number, offset: number): string {
  const deck = POINTS[kind];
  const round = Math.floor(index / deck.length);
  const side = round === 0 ? undefined : facetOf(topic, round - 1);
  // Five is coprime to the deck sizes except 15, whose adjacent points differ enough already.
  const step = deck.length % 5 === 0 ? 4 : 5;
  const [title, detail] = templates.fill(deck[(offset + index * step) % deck.length]!, topic).split('|');
  return `**${title}${side === undefined ? '' : ` in ${side.name}`}**: ${detail}`;
}

function* instructions(scene: Scene, command: string, number: number | undefined): Writing {
  const { random, templates, wish } = scene;
  const topic = topicOf(command);
  if (wish.sentences !== undefined || wish.words !== undefined) {
    const count = wish.sentences ?? Math.max(1, Math.round(wish.words! / 17));
    for (let index = 0; index < count; index++) yield (index === 0 ? '' : ' ') + templates.sentence('advice');
    return;
  }
  const target = scene.aim(190, 0.35);
  const plan = stepsFor(topic, number);
  const count = Math.max(3, Math.min(plan.length, number ?? Math.round(target / 25)));
  yield templates.fill(random.pick(INTRODUCTIONS), topic);
  yield '\n\n';
  // The first and last step are always included; those in between as far as there is room, in order.
  let room = count - 2;
  let told = 0;
  for (const [index, step] of plan.entries()) {
    const last = index === plan.length - 1;
    if (index > 0 && !last) {
      if (!random.chance(room / (plan.length - 1 - index))) continue;
      room--;
    }
    told++;
    const [title, detail] = templates.fill(step, topic).split('|');
    yield `${told}. **${title}**: ${detail}${last ? '' : '\n'}`;
  }
  yield `\n\n${templates.sentence(random.pick(['advice', 'advice', 'conclusion'] as const))}`;
}

function stepsFor({ domain }: Topic, number: number | undefined): readonly string[] {
  const special = SPECIAL_STEPS[domain];
  return special === undefined || (number !== undefined && number > special.length) ? STEPS : special;
}

function kindOf(what: string): PointKind {
  const lower = what.toLowerCase();
  for (const [pattern, kind] of KINDS) if (pattern.test(lower)) return kind;
  return 'part';
}

function wordFor(count: number): string {
  return WORDS[count] ?? String(count);
}

const KINDS: readonly (readonly [RegExp, PointKind])[] = [
  [/^(?:[a-z]+ )?(?:benefits?|advantages?|pros|strengths?|positive)/, 'benefit'],
  [
    /^(?:[a-z]+ )?(?:tips?|ways|steps|rules|practices|suggestions|habits|strategies|techniques|methods|recommendations|hints|things to do)/,
    'tip',
  ],
  [/^(?:[a-z]+ )?(?:reasons?|arguments?|causes?)/, 'reason'],
  [
    /^(?:[a-z]+ )?(?:ideas?|activities|projects?|gifts?|themes?|exercises|questions|topics|games|titles|slogans|examples?)/,
    'idea',
  ],
  [/^(?:[a-z]+ )?(?:facts?|things|characteristics|features|properties|types|kinds)/, 'fact'],
  [
    /^(?:[a-z]+ )?(?:risks?|disadvantages?|cons|problems?|challenges?|mistakes?|dangers?|pitfalls|drawbacks|weaknesses|errors)/,
    'risk',
  ],
];

const KIND_WORDS =
  /^(?:[a-z]+ )?(?:benefits?|advantages?|pros|strengths?|tips?|ways|steps|rules|practices|suggestions|habits|strategies|techniques|methods|reasons?|arguments?|causes?|ideas?|activities|projects?|gifts?|themes?|exercises|questions|topics|games|titles|slogans|examples?|facts?|things|characteristics|features|properties|types|kinds|risks?|disadvantages?|cons|problems?|challenges?|mistakes?|dangers?|pitfalls|drawbacks|weaknesses|errors)(?: (?:about|of|for|on|to|with|in|why|when|against|that|when))?(?: (?:using|doing|learning))? /i;

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
};
const WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A number that counts entries rather than sentences, words, years or the like. */
const COUNTED =
  /\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)(?! ?(?:words?|sentences?|paragraphs?|lines?|years?|days?|hours?|minutes?|weeks?|months?|percent|%|stanzas?|of my|-|\.|\/|\*|\+|times|plus|minus|dollars|people|numbers\b|million|p\b))(?: [a-z'-]+){0,3}? [a-z'-]{2,}/;

const INTRODUCTIONS = [
  'Here is a simple way to go about {t}:',
  '{T} {is} easier when you take it step by step:',
  'You can approach {t} like this:',
  'The following steps work well for {t}:',
  'A practical plan for {t}:',
];

/** How the list is to be written, which is no part of what it lists. */
const LIST_STYLE =
  /,? (?:as|in|using) (?:an? )?(?:numbered|bulleted|bullet|ordered|comma[- ]separated|plain|simple)[- ]?(?:points?|list)?(?: form(?:at)?)?(?=[\s.,;!?]|$)|,? one (?:\w+ )?(?:per|on each|a) line|,? (?:comma[- ]separated|separated by commas?)(?= *(?:$|[.,;!?]))|\b(?:numbered|comma[- ]separated|bulleted) list of\b|,? (?:and )?nothing else|\bbullet points (?=about|on|for)/gi;

const MOST_ITEMS = 200;
