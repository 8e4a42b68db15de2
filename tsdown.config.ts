import { defineConfig } from 'tsdown';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';

/** Served by the documentation pages; shipped as files because they run in the browser. */
const PAGE_ASSETS = [
  'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  'node_modules/swagger-ui-dist/swagger-ui.css',
  'node_modules/swagger-ui-dist/favicon-32x32.png',
  'node_modules/redoc/bundles/redoc.standalone.js',
];

export default defineConfig({
  entry: ['src/bin.ts', 'src/index.ts'],
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // `.js` and `.d.ts`, as package.json says, instead of `.mjs`.
  fixedExtension: false,
  // The published package has no dependencies: what is used is inside, and only what is used.
  deps: { alwaysBundle: /./, neverBundle: [/^node:/], onlyBundle: false },
  dts: { entry: 'src/index.ts' },
  // Not minified: it saved 2 of 66 ms at the start, and a stack that points at a line is worth more.
  minify: false,
  // Names no source file of a dependency, whose path would tell where the package was built.
  inputOptions: { experimental: { attachDebugInfo: 'none' } },
  checks: { pluginTimings: false },
  copy: [
    ...PAGE_ASSETS.map((from) => ({ from, to: 'dist/assets' })),
    { from: 'src/engine/tokenizer/vocabularies', to: 'dist' },
  ],
  plugins: [thirdPartyNotices(['swagger-ui-dist', 'redoc', 'gpt-tokenizer'])],
});
