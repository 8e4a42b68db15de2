import type { Ask } from '../ask.ts';
import { createCuedPatterns } from '../clues.ts';
import { capitalise, isPlural } from '../grammar.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { createTemplates } from '../templates.ts';
import { createTopic, topicOf, withoutManner } from '../topic.ts';

/** Compares two things: similarities, differences, when to choose which; sometimes with a small table. */
export const comparison: Form = {
  name: 'comparison',
  clues: {
    mentions:
      'difference differences compare contrast vs versus better best faster cheaper easier safer worse should',
  },
  recognise: (ask) => {
    const sides = sidesOf(ask);
    return sides === undefined ? undefined : (scene) => compare(scene, sides[0], sides[1]);
  },
};

function sidesOf({ command, words }: Ask): readonly [string, string] | undefined {
  const match = findSides(words, withoutManner(command))?.match;
  if (match === undefined) return undefined;
  const [left, right] = [match[1]!, match[2]!].map(
    (side) => topicOf(`explain ${side.replace(/^(?:what|how) (?:is|are|does|do) (?:the )?/i, '')}`).name,
  );
  return left === 'this subject' || right === 'this subject' ? undefined : [left!, right!];
}

const findSides = createCuedPatterns([
  ['difference differences', /\bdifferences? between (.{1,60}?) (?:and|&) (.{1,60})$/i, undefined],
  [
    'compare contrast',
    /^(?:compare|contrast|compare and contrast) (.{1,60}?) (?:and|with|to|vs\.?|versus|against) (.{1,60})$/i,
    undefined,
  ],
  ['vs versus', /^(?:compare (?:the )?)?(.{1,60}?) (?:vs\.?|versus) (.{1,60})$/i, undefined],
  [
    'better best faster cheaper easier safer worse',
    /^(?:which|what)(?: one)? is (?:better|best|faster|cheaper|easier|safer|worse)[,:]? (.{1,60}?) or (.{1,60})$/i,
    undefined,
  ],
  ['should', /^should (?:i|we) (?:use|learn|choose|buy|pick|get) (.{1,60}?) or (.{1,60})$/i, undefined],
  [
    'better faster cheaper easier safer worse',
    /^(?:is|are) (.{1,60}?) (?:better|faster|cheaper|easier|safer|worse) than (.{1,60})$/i,
    undefined,
  ],
]);

function* compare(scene: Scene, left: string, right: string): Writing {
  const { random, wish } = scene;
  const topic = createTopic(`${left} and ${right}`);
  const templates = createTemplates(topic, random);
  const agree = (name: string, singular: string, plural: string): string =>
    isPlural(name) ? plural : singular;
  const say = (lines: readonly string[]): string => {
    const line = random.pick(lines);
    return capitalise(
      templates.fill(
        line
          .replace(/\{a\}/g, () => left)
          .replace(/\{b\}/g, () => right)
          .replace(/\{as\}/g, agree(left, 's', ''))
          .replace(/\{bs\}/g, agree(right, 's', ''))
          .replace(/\{ais\}/g, agree(left, 'is', 'are'))
          .replace(/\{bis\}/g, agree(right, 'is', 'are')),
      ),
    );
  };
  yield say(INTRODUCTIONS);
  if (wish.sentences === 1 || (wish.words ?? 99) < 40) return;
  yield ` ${say(SHARED)}`;
  const table =
    wish.factor >= 1 && wish.words === undefined && wish.sentences === undefined && random.chance(0.6);
  if (table) {
    const rows = pickRows(random.int(ROWS.length));
    yield `\n\n| | ${cell(left)} | ${cell(right)} |\n|---|---|---|`;
    for (const [aspect, first, second] of rows) yield `\n| ${aspect} | ${first} | ${second} |`;
  } else {
    yield `\n\n${say(LEFT)} ${say(RIGHT)}`;
    yield ` ${say(DIFFERENCES)}`;
  }
  if (wish.factor >= 1) yield `\n\n${say(LEFT_CHOICE)} ${say(RIGHT_CHOICE)}`;
  if (scene.aim(160) > 150) yield ` ${templates.from(CLOSING_CAUTION)}`;
  yield `\n\n${say(VERDICTS)}`;
}

function cell(name: string): string {
  return capitalise(name).slice(0, 50);
}

function pickRows(start: number): (readonly [string, string, string])[] {
  return Array.from({ length: 4 }, (_, index) => ROWS[(start + index) % ROWS.length]!);
}

const INTRODUCTIONS = [
  '{a} and {b} are often mentioned together, yet they start from different ideas.',
  'The short version: {a} and {b} overlap in purpose, but they differ in where they put the effort.',
  'Both {a} and {b} have their place, and the better choice depends on what you care about most.',
  'At first glance {a} and {b} look alike; the differences show once you work with them for a while.',
  'The main difference is one of emphasis: {a} lean{as} toward {concern}, while {b} lean{bs} toward {concern}.',
];
const SHARED = [
  'They share a common goal, and what you learn about one helps you to understand the other.',
  'Both deal with {matter}, and both reward a little planning.',
  'They have more in common than their supporters like to admit.',
  'In everyday use either of them will do for most simple cases.',
];
const LEFT = [
  '{a} tend{as} to be easier to start with, since the first steps are clear and the results come early.',
  'With {a}, the strength lies in {concern}: there is less to set up and less to explain.',
  '{a} suit{as} {people} who prefer clear rules and a known path.',
];
const RIGHT = [
  '{b} ask{bs} for more at the beginning and give{bs} more room later.',
  'With {b}, you gain freedom, and you pay for it with a little more care.',
  '{b} {bis} a good match for {people} who expect their needs to change.',
];
const DIFFERENCES = [
  'The gap is small in simple cases and grows with size.',
  'Much of the difference comes down to habit, so a fair test should last more than a day.',
  'Cost is rarely the deciding point; the time it takes to learn usually is.',
];
const LEFT_CHOICE = [
  'Choose {a} if you value {concern} and want quick results.',
  '{a} {ais} the safer choice when time is short and the task is well known.',
  'If you already know {a}, there is little reason to switch for a small task.',
];
const RIGHT_CHOICE = [
  'Choose {b} if you expect to grow, or if {concern} matters more than a fast start.',
  '{b} {bis} worth the extra effort when the work will last for years.',
  'Look at {b} first if your needs are unusual or likely to change.',
];
const CLOSING_CAUTION = [
  'Whatever you decide, try it on a small case first.',
  'It is also quite possible to combine them, using each where it is strong.',
  'Ask people who have used both for a year; their answers are often the most balanced.',
];
const VERDICTS = [
  'In short, neither is better in every way; the right choice follows from your goal.',
  'All things considered, the choice between {a} and {b} matters less than using either of them well.',
  'If in doubt, start with the one that the people around you know best.',
  'So the honest answer is that it depends, mostly on how much you value {concern}.',
];
const ROWS: readonly (readonly [string, string, string])[] = [
  ['First steps', 'quick', 'slower, but thorough'],
  ['Flexibility', 'moderate', 'high'],
  ['Learning effort', 'low to medium', 'medium to high'],
  ['Long term cost', 'steady', 'falls over time'],
  ['Best suited for', 'clear, known tasks', 'changing needs'],
  ['Typical risk', 'outgrowing it', 'doing too much too early'],
  ['Support from others', 'easy to find', 'smaller, but keen'],
];
