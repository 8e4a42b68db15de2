/**
 * How much a word says about the subject of a text, from 0.1 (`the`) to 1.2. Takes the place of inverse
 * document frequency, since there is no collection. Rarer words tend to be longer, so length is used for
 * words in no list.
 *
 * @example
 * rarity('of'); // 0.1
 * rarity('think'); // 0.45
 * rarity('photosynthesis'); // 1.2
 */
export function rarity(word: string): number {
  if (FUNCTION_WORDS.has(word)) return 0.1;
  if (COMMON_WORDS.has(word)) return 0.45;
  if (word.length === 1) return 0.3;
  if (DIGITS.test(word)) return 0.6;
  return Math.min(1.2, 0.7 + 0.06 * word.length);
}

const DIGITS = /^[0-9]+$/;

const toSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const FUNCTION_WORDS = toSet(`
a an the this that these those some any each every either neither both all such same other another
i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its itself
they them their theirs themselves one ones who whom whose which what whatever someone something anyone anything everyone
everything nobody nothing none
am is are was were be been being do does did done doing have has had having will would shall should can could may might must
ought im ive id ill youre youve youll hes shes its were weve theyre theyve thats theres whats lets
isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt wont wouldnt cant cannot couldnt shouldnt mustnt
and or but nor so yet if then else because since although though while whereas unless until when whenever where wherever why
how as than of to in on at by for with from into onto out off up down over under about above below between among through during
before after against along across around behind beside besides beyond despite except inside outside near toward towards upon
within without per via not no yes just only also too very quite rather really even still already again ever never always often
sometimes here there now soon later once twice more most less least much many few several enough own
s t d ll m re ve
`);

const COMMON_WORDS = toSet(`
get gets got gotten getting go goes went gone going make makes made making take takes took taken taking give gives gave given
giving put puts putting use uses used using say says said saying tell tells told telling ask asks asked asking know knows knew
known think thinks thought thinking see sees saw seen seeing look looks looked looking come comes came coming want wants wanted
need needs needed needing like likes liked try tries tried trying help helps helped helping keep keeps kept let set sets
seem seems seemed become becomes became feel feels felt find finds found finding show shows showed shown turn turns turned
start starts started begin begins began stop stops stopped happen happens happened change changes changed
work works worked working call calls called bring brings brought leave leaves left hold holds held move moves moved
thing things way ways time times day days year years week weeks month months hour hours minute minutes moment today tomorrow
yesterday morning evening night people person man men woman women child children guy lot lots kind kinds sort part parts
place places world life lives case point fact idea reason question answer problem side end number group area
good better best bad worse worst new newest old older oldest big bigger biggest small smaller smallest great large little long
longer short high higher low lower right wrong own different similar important possible able sure true real whole full
first second third last next early late many main main certain clear easy hard simple nice fine
well back away together almost nearly maybe perhaps however instead along around every day else
two three four five six seven eight nine ten hundred thousand million
please thank thanks hello hi ok okay
`);
