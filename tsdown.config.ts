import { defineConfig, type Rolldown } from 'tsdown';
import { compressedFiles } from './scripts/compressed-files.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';
import { unambiguousTypes } from './scripts/unambiguous-types.ts';

/** Compiled codecs, loaded by the threads that need them. */
const CODECS = [
  'node_modules/opusscript/build/opusscript_native_wasm.wasm',
  'node_modules/@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm',
  'node_modules/@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  'node_modules/@jsquash/webp/codec/enc/webp_enc_simd.wasm',
  'node_modules/@jsquash/webp/codec/dec/webp_dec.wasm',
];

/** Served by the documentation pages; shipped as files because they run in the browser. */
const PAGE_ASSETS = [
  'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  'node_modules/swagger-ui-dist/swagger-ui.css',
  'node_modules/swagger-ui-dist/favicon-32x32.png',
  'node_modules/redoc/bundles/redoc.standalone.js',
];

export default defineConfig({
  // The check is a file of its own, so that it runs before code that an old Node cannot load. The worker has a distinctive name,
  // because a user's bundle may have a `worker.js` of its own beside it.
  entry: {
    bin: 'src/bin.ts',
    'check-node': 'src/check-node.ts',
    index: 'src/index.ts',
    'fakeai-worker': 'src/media/worker.ts',
  },
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
  // Editors read the doc blocks from the types.
  outputOptions: { comments: { legal: true, annotation: true, jsdoc: false } },
  // Where Opus looks for its compiled half.
  define: {
    __dirname: 'import.meta.dirname',
    // Native addons of `ws`, which are not shipped: without this, it would use what `builtinRequire` finds in their place.
    'process.env.WS_NO_BUFFER_UTIL': '"1"',
    'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
  },
  // Names no source file of a dependency, whose path would tell where the package was built.
  inputOptions: { experimental: { attachDebugInfo: 'none' } },
  checks: { pluginTimings: false },
  // Not compressed: the first answer waits for a vocabulary.
  copy: [{ from: 'src/engine/tokenizer/vocabularies', to: 'dist' }],
  plugins: [
    builtinRequire(),
    unambiguousTypes(),
    asciiOutput(),
    thirdPartyNotices(['swagger-ui-dist', 'redoc', 'gpt-tokenizer']),
    compressedFiles([
      { from: PAGE_ASSETS, to: 'assets' },
      { from: CODECS, to: 'wasm' },
    ]),
  ],
});

/**
 * Bundled CommonJS packages require nothing but Node's own modules. Those need no file to be resolved from, and a
 * program's CommonJS bundle has none to offer: `import.meta.url` is undefined there.
 */
function builtinRequire(): Rolldown.Plugin {
  const found = 'createRequire(import.meta.url)';
  return {
    name: 'builtin-require',
    renderChunk: (code) => (code.includes(found) ? code.replaceAll(found, 'process.getBuiltinModule') : null),
  };
}

/**
 * Writes characters beyond ASCII as escapes. A single one beyond Latin-1 makes the engine hold the whole file in two
 * bytes per character: 3 MB more memory for the server, and more to decode at its start.
 */
function asciiOutput(): Rolldown.Plugin {
  // Templates of `String.raw` stay as they are: an escape is two characters or more in them.
  const rawOrOther = /\.raw\s*`(?:\\[\s\S]|[^`\\])*`|[^\0-\x7f]/g;
  const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'ascii-output',
    renderChunk(code, { fileName }) {
      if (!fileName.endsWith('.js')) return null;
      const quoted = /\\[^\0-\x7f]/.exec(code);
      if (quoted)
        throw new Error(`${fileName} has a backslash before a character beyond ASCII: ${quoted[0]}`);
      return code.replace(rawOrOther, (found) => (found.length > 1 ? found : toEscape(found)));
    },
  };
}
