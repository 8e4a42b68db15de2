import { createHash } from 'node:crypto';
import { content, type WholeReply } from '../../kernel/reply.ts';
import { REDOC_DARK, REDOC_LIGHT, REDOC_STYLE } from './redoc-theme.ts';

/** How a caller gets in, as far as anyone may know it. */
export interface PublicAccess {
  readonly keyRequired: boolean;
  /** A key that may be shown to anyone. Undefined when the operator chose all keys. */
  readonly publicKey: string | undefined;
}

/**
 * Swagger UI: every operation to read and to try. The document comes from this server, and the validator, which would be
 * asked at a foreign host, is off. Optional members of forms start empty and are not sent then: with the viewer's
 * invented values most requests would be invalid. A public key is entered from the start, unless the reader entered one before.
 */
export function swaggerPage({ publicKey }: PublicAccess): WholeReply {
  const script = `${FOLLOW_COLOUR_SCHEME}
const OptionalStartsAbsent = () => ({
  wrapComponents: {
    JsonSchemaForm: (Form, { React }) => (props) =>
      React.createElement(
        Form,
        props.dispatchInitialValue && !props.required ? { ...props, dispatchInitialValue: false } : props,
      ),
    ParameterIncludeEmpty: (SendEmpty, { React }) => (props) =>
      React.createElement(SendEmpty, {
        ...props,
        isIncludedOptions: { ...props.isIncludedOptions, defaultValue: false },
      }),
  },
});
const ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  plugins: [OptionalStartsAbsent],
  onComplete() {
    const key = ${JSON.stringify(publicKey ?? null)};
    if (key && ui.authSelectors.authorized().size === 0) ui.preauthorizeApiKey('bearer', key);
  },
});`;
  return page({
    title: 'FakeAI API',
    head: `${ICON}<link rel="stylesheet" href="/docs/assets/swagger-ui.css">`,
    body: '<div id="swagger-ui"></div>\n<script src="/docs/assets/swagger-ui-bundle.js"></script>',
    script,
    policy: DOCUMENTATION_POLICY,
  });
}

/** Redoc: every operation to read. */
export function redocPage(): WholeReply {
  const script = `const scheme = matchMedia('(prefers-color-scheme: dark)');
scheme.addEventListener('change', () => location.reload());
const theme = scheme.matches ? ${JSON.stringify(REDOC_DARK)} : ${JSON.stringify(REDOC_LIGHT)};
Redoc.init('/openapi.json', { theme }, document.getElementById('redoc'));`;
  return page({
    title: 'FakeAI API reference',
    head: `${ICON}<style>
${REDOC_STYLE}
</style>`,
    body: '<div id="redoc"></div>\n<script src="/docs/assets/redoc.standalone.js"></script>',
    script,
    policy: DOCUMENTATION_POLICY,
  });
}

/** A place of this server. */
export interface Link {
  /** For programs. */
  readonly name: string;
  readonly path: string;
  /** For people. */
  readonly text: string;
}

/** Where someone arrives who opens the server's address. */
export function startPage(links: readonly Link[], version: string, access: PublicAccess): WholeReply {
  const items = links.map(({ path, text }) => `<li><a href="${path}">${path}</a>: ${text}</li>`);
  return page({
    title: 'FakeAI',
    head: `<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --text: #1c2430; --page: #fff; --code: #f2f4f7; --faint: #5d6675; --link: #0b57d0 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e7ec; --page: #14181f; --code: #222834; --faint: #9aa4b2; --link: #8ab4f8 }
}
body { font: 16px/1.6 system-ui, sans-serif; max-width: 48rem; margin: 3rem auto; padding: 0 1rem; color: var(--text); background: var(--page) }
a { color: var(--link) }
pre { background: var(--code); padding: 1rem; overflow-x: auto; border-radius: .4rem }
code { font-family: ui-monospace, monospace; font-size: .9em }
small { color: var(--faint); font-weight: normal }
</style>`,
    body: `<h1>FakeAI <small>${version}</small></h1>
<p>This server simulates the OpenAI platform: its answers have the right shape and come at the right pace, and there is no model
behind them. Point any OpenAI client at it.</p>
<ul>
${items.join('\n')}
</ul>
<p>${introduction(access)}</p>
<pre><code>curl <span id="origin"></span>/v1/chat/completions \\${authorization(access)}
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}'</code></pre>`,
    script: "document.getElementById('origin').textContent = location.origin;",
    policy: ["default-src 'none'", "style-src 'unsafe-inline'", 'img-src data:'],
  });
}

function introduction({ keyRequired, publicKey }: PublicAccess): string {
  if (!keyRequired) return 'A first request. This server needs no API key:';
  return publicKey === undefined
    ? 'A first request. <code>OPENAI_API_KEY</code> is one of the keys this server was started with:'
    : 'A first request, with a key that this server accepts:';
}

function authorization({ keyRequired, publicKey = '$OPENAI_API_KEY' }: PublicAccess): string {
  return keyRequired ? `\n  -H "Authorization: Bearer ${publicKey}" \\` : '';
}

/** Swagger UI has a dark theme of its own, behind a class. */
const FOLLOW_COLOUR_SCHEME = `const scheme = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', scheme.matches);
scheme.addEventListener('change', follow);
follow();`;

const ICON = '<link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">\n';

/** Both viewers build their styles as they run. Scripts come from this server, or are the page's own by their hash. */
const DOCUMENTATION_POLICY: readonly string[] = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'worker-src blob:',
];

interface Page {
  readonly title: string;
  readonly head: string;
  readonly body: string;
  /** Runs last. */
  readonly script: string;
  /** Directives of the content security policy, but for scripts. */
  readonly policy: readonly string[];
}

function page({ title, head, body, script, policy }: Page): WholeReply {
  const hash = createHash('sha256').update(script).digest('base64');
  const directives = [
    ...policy,
    `script-src 'self' 'sha256-${hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`;
  return content('text/html; charset=utf-8', html, {
    headers: { 'content-security-policy': directives.join('; '), 'referrer-policy': 'no-referrer' },
  });
}
