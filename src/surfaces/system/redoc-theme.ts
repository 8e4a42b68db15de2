const FONTS = {
  fontFamily: 'system-ui, sans-serif',
  headings: { fontFamily: 'system-ui, sans-serif' },
};

/** Redoc's own colours, in fonts that every machine has. */
export const REDOC_LIGHT = {
  typography: { ...FONTS, code: { fontFamily: 'ui-monospace, monospace' } },
};

const PAGE = '#14181f';
const RAISED = '#1c222c';
const TEXT = '#e4e7ec';
const FAINT = '#a9b3c1';

/** Redoc has no dark theme: these are the parts of it that have a colour. */
export const REDOC_DARK = {
  colors: {
    primary: { main: '#8ab4f8' },
    success: { main: '#6fcf7f' },
    warning: { main: '#f5b94a' },
    error: { main: '#ff8a80' },
    gray: { 50: RAISED, 100: RAISED },
    text: { primary: TEXT, secondary: FAINT },
    border: { dark: '#3a4352', light: '#2a313d' },
    responses: {
      success: { color: '#6fcf7f', backgroundColor: '#16291c', tabTextColor: '#6fcf7f' },
      error: { color: '#ff8a80', backgroundColor: '#331b1d', tabTextColor: '#ff8a80' },
      redirect: { color: '#f5b94a', backgroundColor: '#322815', tabTextColor: '#f5b94a' },
      info: { color: '#7fc4e8', backgroundColor: '#16283a', tabTextColor: '#7fc4e8' },
    },
  },
  schema: {
    linesColor: '#4a5568',
    typeNameColor: FAINT,
    typeTitleColor: FAINT,
    nestedBackground: RAISED,
    arrow: { color: FAINT },
  },
  typography: {
    ...FONTS,
    code: { fontFamily: 'ui-monospace, monospace', color: '#ffab91', backgroundColor: '#2a313d' },
    links: { color: '#8ab4f8', visited: '#8ab4f8', hover: '#aecbfa' },
  },
  sidebar: {
    backgroundColor: RAISED,
    textColor: TEXT,
    activeTextColor: '#8ab4f8',
    groupItems: { activeBackgroundColor: '#2a313d' },
    level1Items: { activeBackgroundColor: '#2a313d' },
    arrow: { color: TEXT },
  },
  rightPanel: {
    backgroundColor: '#0e1116',
    textColor: TEXT,
    servers: { overlay: { backgroundColor: RAISED, textColor: TEXT }, url: { backgroundColor: PAGE } },
  },
  codeBlock: { backgroundColor: '#1a1f28' },
};

/** What Redoc's theme does not reach. Its class names change with every build, so its elements are found by their places. */
export const REDOC_STYLE = `:root { color-scheme: light dark }
body { margin: 0 }
@media (prefers-color-scheme: dark) {
  body { background: ${PAGE} }
  #redoc h5, #redoc h5 > span { color: ${FAINT} }
  #redoc h5 + svg polygon { fill: ${FAINT} }
  #redoc td > div > div > span { color: ${FAINT} }
  #redoc span + div > button { color: ${PAGE} }
  #redoc .react-tabs__tab--selected { background: #2a313d; color: ${TEXT} }
  #redoc .token.number { color: #7fc4e8 }
  #redoc .token.boolean { color: #ff8a80 }
}`;
