import { createHash } from 'node:crypto';
import { content, type WholeReply } from '../../kernel/reply.ts';

/**
 * Swagger UI: every operation to read and to try. The document comes from this server, and the validator, which would be
 * asked at a foreign host, is off.
 */
export function swaggerPage(): WholeReply {
  const script = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  docExpansion: 'list',
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
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
  const script = `Redoc.init('/openapi.json', {
  theme: {
    typography: {
      fontFamily: 'system-ui, sans-serif',
      headings: { fontFamily: 'system-ui, sans-serif' },
      code: { fontFamily: 'ui-monospace, monospace' },
    },
  },
}, document.getElementById('redoc'));`;
  return page({
    title: 'FakeAI API reference',
    head: `${ICON}<style>body { margin: 0 }</style>`,
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
export function startPage(links: readonly Link[], version: string): WholeReply {
  const items = links.map(({ path, text }) => `<li><a href="${path}">${path}</a>: ${text}</li>`);
  return page({
    title: 'FakeAI',
    head: `<link rel="icon" href="data:,">
<style>
body { font: 16px/1.6 system-ui, sans-serif; max-width: 48rem; margin: 3rem auto; padding: 0 1rem; color: #1c2430 }
pre { background: #f2f4f7; padding: 1rem; overflow-x: auto; border-radius: .4rem }
code { font-family: ui-monospace, monospace; font-size: .9em }
small { color: #667085; font-weight: normal }
</style>`,
    body: `<h1>FakeAI <small>${version}</small></h1>
<p>This server simulates the OpenAI platform: its answers have the right shape and come at the right pace, and there is no model
behind them. Point any OpenAI client at it.</p>
<ul>
${items.join('\n')}
</ul>
<p>A first request, with a key that this server lets in:</p>
<pre><code>curl <span id="origin"></span>/v1/chat/completions \\
  -H "Authorization: Bearer $OPENAI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello"}]}'</code></pre>`,
    script: "document.getElementById('origin').textContent = location.origin;",
    policy: ["default-src 'none'", "style-src 'unsafe-inline'", 'img-src data:'],
  });
}

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
