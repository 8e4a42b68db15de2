/** What a text asks to be drawn, or how it asks a picture to be changed. */

const PICTURE =
  '(?:images?|pictures?|pics?|photos?|photographs?|illustrations?|drawings?|paintings?|logos?|icons?|posters?|portraits?|sketch(?:es)?|artworks?|wallpapers?|avatars?|stickers?|banners?|cartoons?|mascots?|watercolou?rs?)';

const ARTICLE = '(?:an?|the|some|another|one|two|three|my|our|new)';

/** Words between the article and the picture that say what the picture is not of: "a caption for the picture". */
const NOT_OF =
  '(?!(?:of|for|in|from|to|about|that|with|on|and|or|docker|container|disk|vm|caption|description|text|code)\\b)';

const MADE = 'generate|create|make|produce|design|render|show|give|need|want|see|like';

/** "Create a simple flat logo": the picture is what the verb makes. */
const MAKING = new RegExp(
  `\\b(?:${MADE})\\s+(?:(?:me|us|up|to\\s+see|have)\\s+)?${ARTICLE}\\s+((?:${NOT_OF}[\\w'-]+,?\\s+){0,5}?${PICTURE})\\b(?!\\s+(?:tag|class|component|url|file|caption|description|gallery|processing|classifier|model|prompt|editor|format)s?\\b)`,
  'i',
);

/** "Draw a fox", but not "draw a conclusion". */
const DRAWING =
  /(?:^|[.!?:;,\n]\s*|\b(?:please|can you|could you|would you|will you|(?:want|like|need) you to|now|and|then|just|let's)\s+)(?:draw|paint|sketch|illustrate|doodle)\s+(?!(?:an?\s+|the\s+|any\s+|some\s+|your\s+)?(?:conclusions?|comparisons?|distinctions?|parallels?|inferences?|attention|line between)\b|(?:on|up|from)\b)/i;

/** A command to change something. */
const CHANGING =
  /(?:^|[.!?:;,\n]\s*|\b(?:please|can you|could you|would you|will you|(?:want|like|need) you to|now|and|then|just|let's)\s+)(?:edit|change|modify|alter|retouch|remove|erase|add|replace|recolou?r|turn|convert|crop|restyle|make|put|swap|brighten|darken|blur|colou?ri[sz]e|redraw|repaint|transform|give|let)\b(?!\s+(?:up|me|us|sense|sure|of)\b)/i;

/** What is made of words, not of a picture. */
const IN_WORDS =
  /\b(?:lists?|tables?|summary|captions?|descriptions?|poems?|story|stories|titles?|json|sentences?|paragraphs?|recipes?|plans?|texts?|markdown|code|html|css|ascii|svg|mermaid|numbers)\b/i;

const NEGATED =
  /\b(?:don'?t|do not|never|without|no need to|not)\s+(?:\w+\s+){0,2}(?:draw|paint|generate|create|make|use|sketch)\b/i;

const ABOUT_DRAWING =
  /\b(?:how|who|why|when|what)\b[^.?!]{0,40}\b(?:draw|paint|sketch|make|create|generate)\b/i;

/** Whether a text asks for a new picture. */
export function wantsPicture(text: string): boolean {
  if (NEGATED.test(text) || ABOUT_DRAWING.test(text)) return false;
  const isMade = MAKING.test(text) || DRAWING.test(text);
  return isMade && !/\b(?:ascii|svg|mermaid|html|css)\b/i.test(text);
}

/** Whether a text asks to change a picture that it comes with or that was made before. */
export function wantsChange(text: string): boolean {
  return !NEGATED.test(text) && !ABOUT_DRAWING.test(text) && CHANGING.test(text) && !IN_WORDS.test(text);
}

/** "the picture", "draw it": what is there already. */
const REFERRING = new RegExp(
  `\\b(?:the|this|that|my|our)\\s+(?:[\\w'-]+\\s+){0,2}?${PICTURE}\\b|\\b(?:draw|paint|sketch|illustrate|make|show)\\s+(?:it|this|that|him|her|them)\\b`,
  'i',
);

/** Whether a text speaks of something that is there already, if there is a picture. */
export function refersToPicture(text: string): boolean {
  return REFERRING.test(text);
}

const POLITE =
  /^(?:(?:hi|hello|hey|ok|okay|great|thanks|thank you)[,.!]*\s+|please,?\s+|(?:can|could|would|will) you\s+(?:please\s+)?|i(?:'d| would)? (?:want|like|need) (?:you )?(?:to )?|now,?\s+|then,?\s+|just\s+|let's\s+)+/i;

const VERB =
  /^(?:draw|paint|sketch|illustrate|doodle|generate|create|make|produce|design|render|show|give|see|have)\s+(?:(?:me|us|up)\s+)?/i;

const PLAIN =
  /^(?:an?|the|another|one|new)\s+(?:new\s+)?(?:image|picture|pic|drawing)\s+(?:of|showing|that shows|with)\s+/i;

/**
 * The prompt for a picture: what a text asks to see, without the asking.
 *
 * @example
 * promptIn('Please draw me a picture of a red fox in the snow!'); // 'A red fox in the snow'
 */
export function promptIn(text: string): string {
  const asked = text.trim().replace(POLITE, '').replace(VERB, '').replace(PLAIN, '');
  return polished(asked === '' ? text : asked);
}

/** The prompt for a change: the text without polite words. */
export function changeIn(text: string): string {
  return polished(text.trim().replace(POLITE, ''));
}

function polished(text: string): string {
  const bare = text
    .slice(0, LONGEST_PROMPT)
    .replace(/[\s.!?,;:]{1,20}$/, '')
    .replace(/,?\s+please$/i, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** Characters. */
const LONGEST_PROMPT = 1000;
