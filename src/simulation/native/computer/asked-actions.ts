import { maskQuotations, QUOTED, unquoted } from '../quotations.ts';

/** What a computer is to do. */
export type Action =
  | { readonly type: 'screenshot' | 'wait' }
  | { readonly type: 'click'; readonly button: 'left' | 'right'; readonly x: number; readonly y: number }
  | { readonly type: 'double_click' | 'move'; readonly x: number; readonly y: number }
  | { readonly type: 'drag'; readonly path: readonly Point[] }
  | { readonly type: 'keypress'; readonly keys: readonly string[] }
  | { readonly type: 'type'; readonly text: string }
  | {
      readonly type: 'scroll';
      readonly x: number;
      readonly y: number;
      readonly scroll_x: number;
      readonly scroll_y: number;
    };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width and height in pixels. */
export interface Display {
  readonly width: number;
  readonly height: number;
}

/**
 * The actions that a request asks for, in order. Where something is on the display is not known: the same name is always
 * clicked at the same place.
 *
 * @example
 * actionsIn('Open example.com and click "More".', { width: 1024, height: 768 });
 * // [click into the address bar, type example.com, press ENTER, click]
 */
export function actionsIn(request: string, display: Display): Action[] {
  const masked = maskQuotations(request.slice(0, LONGEST));
  return masked.text
    .split(CLAUSE_END)
    .flatMap((clause) => actionsOf(clause.trim(), masked.restore, display))
    .slice(0, MOST_ACTIONS);
}

const LONGEST = 4_000;
const MOST_ACTIONS = 20;
const CLAUSE_END = /[.;!?]+(?:\s+|$)|\n+|,?\s+(?:and then|then|and)\s+|,\s+(?!\d)/;

const URL_TEXT = String.raw`https?:\/\/[^\s"'<>]{1,500}|(?:[\w-]{1,60}\.){1,4}(?:com|org|net|io|dev|ai|edu|gov|co|de|uk|fr|app|test|local)(?:\/[^\s"'<>]{0,300})?`;

function actionsOf(clause: string, restore: (part: string) => string, display: Display): Action[] {
  const { width, height } = display;
  const center = { x: Math.floor(width / 2), y: Math.floor(height / 2) };
  const quoted = new RegExp(QUOTED).exec(clause)?.[0];
  const said = quoted === undefined ? undefined : unquoted(restore(quoted));
  const points = [...clause.matchAll(/\(?\b(\d{1,5}),\s?(\d{1,5})\b\)?/g)].map(([, x, y]) => ({
    x: Math.min(Number(x), width - 1),
    y: Math.min(Number(y), height - 1),
  }));
  const [first, second] = points;
  const [url] = new RegExp(URL_TEXT, 'i').exec(restore(clause)) ?? [];
  const placeOf = (): Point => first ?? placeFor(said ?? targetIn(clause), display);
  if (/\bscreenshot\b/i.test(clause)) return [{ type: 'screenshot' }];
  if (
    url !== undefined &&
    /\b(?:open|go|visit|navigate|browse|load|check|look|find|on|at|to)\b/i.test(clause)
  ) {
    const address = { x: center.x, y: Math.min(ADDRESS_BAR, height - 1) };
    const opening: Action[] = [
      { type: 'click', button: 'left', ...address },
      { type: 'type', text: url.replace(/[.,;:!?)]+$/, '') },
      { type: 'keypress', keys: ['ENTER'] },
      { type: 'wait' },
    ];
    return opening;
  }
  if (/\bsearch(?:ing)?\b.{0,40}\bfor\b|\blook up\b/i.test(clause)) {
    const [, phrase = ''] = /\b(?:for|up)\s+(.{1,200})$/i.exec(restore(clause)) ?? [];
    return [
      { type: 'click', button: 'left', ...placeFor('search', display) },
      { type: 'type', text: said ?? unquoted(phrase.trim()) },
      { type: 'keypress', keys: ['ENTER'] },
    ];
  }
  if (/\bdrag\b/i.test(clause))
    return [{ type: 'drag', path: [first ?? center, second ?? placeFor(said ?? targetIn(clause), display)] }];
  if (/\bdouble[- ]?click\b/i.test(clause)) return [{ type: 'double_click', ...placeOf() }];
  if (/\bright[- ]?click\b/i.test(clause)) return [{ type: 'click', button: 'right', ...placeOf() }];
  if (
    /\b(?:click|tap|select|choose)\b/i.test(clause) ||
    (/\b(?:press|push)\b/i.test(clause) && /\bbutton\b/i.test(clause))
  )
    return [{ type: 'click', button: 'left', ...placeOf() }];
  if (/\b(?:hover|move)\b/i.test(clause) && /\b(?:mouse|cursor|pointer|over|hover)\b/i.test(clause))
    return [{ type: 'move', ...placeOf() }];
  if (/\bscroll\b/i.test(clause)) {
    const amount = Number(/\b(\d{1,5}) ?(?:px|pixels)\b/i.exec(clause)?.[1] ?? Math.floor(height / 2));
    const isSideways = /\b(?:left|right)\b/i.test(clause);
    const sign = /\b(?:up|top|left)\b/i.test(clause) ? -1 : 1;
    return [
      {
        type: 'scroll',
        ...center,
        scroll_x: isSideways ? sign * amount : 0,
        scroll_y: isSideways ? 0 : sign * amount,
      },
    ];
  }
  if (/\b(?:type|enter|write|input|fill)\b/i.test(clause) && said !== undefined) {
    const [, field] =
      /\b(?:into|in|as)\s+(?:the\s+)?([\w -]{2,40}?)(?:\s+(?:field|box|input|form))?$/i.exec(clause) ?? [];
    const text: Action = { type: 'type', text: said };
    return field === undefined
      ? [text]
      : [{ type: 'click', button: 'left', ...placeFor(field, display) }, text];
  }
  if (/\b(?:press|hit|use)\b/i.test(clause)) {
    const keys = keysIn(restore(clause));
    if (keys.length > 0) return [{ type: 'keypress', keys }];
  }
  return /^wait\b/i.test(clause) ? [{ type: 'wait' }] : [];
}

/** Pixels from the top, in a browser. */
const ADDRESS_BAR = 40;

/** What a clause names behind its verb. */
function targetIn(clause: string): string {
  const [, target = clause] =
    /\b(?:click|tap|select|choose|press|push|over|to)\s+(?:on\s+)?(?:the\s+|a\s+)?(.{1,80})$/i.exec(clause) ??
    [];
  return target.toLowerCase();
}

/** A place within the middle of the display, always the same for the same name. */
function placeFor(name: string, { width, height }: Display): Point {
  let sum = 2_166_136_261;
  for (const unit of name.toLowerCase().slice(0, 80))
    sum = Math.imul(sum ^ unit.charCodeAt(0), 16_777_619) >>> 0;
  return {
    x: Math.floor(width * (0.1 + (0.8 * (sum % 1000)) / 1000)),
    y: Math.floor(height * (0.15 + (0.7 * ((sum >>> 10) % 1000)) / 1000)),
  };
}

const KEYS =
  /\b(?:ctrl|control|cmd|command|meta|alt|option|shift|enter|return|escape|esc|tab|space|backspace|delete|home|end|page ?(?:up|down)|(?:arrow )?(?:up|down|left|right)(?: arrow)?|f\d{1,2})\b|(?<=\+\s?)\w\b/gi;
const NAMES: Readonly<Record<string, string>> = {
  CONTROL: 'CTRL',
  COMMAND: 'CMD',
  RETURN: 'ENTER',
  ESCAPE: 'ESC',
  OPTION: 'ALT',
};

/** The keys that are named: "Ctrl+C". */
function keysIn(clause: string): string[] {
  return [...clause.matchAll(KEYS)].slice(0, 5).map(([key]) => {
    const name = key
      .replace(/\b(?:arrow|page)\b ?| ?\barrow\b/gi, (word) => (/page/i.test(word) ? 'page' : ''))
      .toUpperCase();
    return NAMES[name] ?? name;
  });
}
