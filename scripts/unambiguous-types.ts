import type { Rolldown } from 'tsdown';

/**
 * Renames names in typebox's declarations that mean different things as types and as values or namespaces, because the
 * bundler of declarations confuses the two: a type parameter `Result` beside a namespace `Result`, the global type
 * `Record` beside a function `Record`. The tests of the package compile the result.
 */
export function unambiguousTypes(): Rolldown.Plugin {
  return {
    name: 'unambiguous-types',
    transform: {
      order: 'pre',
      filter: { id: /[\\/]node_modules[\\/]typebox[\\/].*\.d\.mts$/ },
      handler: (code) => RENAMED.reduce((text, [from, to]) => text.replace(from, to), code),
    },
  };
}

const RENAMED: readonly (readonly [from: RegExp, to: string])[] = [
  // Its doc blocks would be a tenth of all declarations.
  [/\/\*\*[\s\S]*?\*\//g, ''],
  // Only namespaces have members.
  [/\b(Result|ExtendsResult)\./g, '$1Namespace.'],
  [/^import \* as Result from/gm, 'import * as ResultNamespace from'],
  [/^(import \{.*)\bExtendsResult\b/gm, '$1ExtendsResult as ExtendsResultNamespace'],
  [/\binfer Optional\b(.*)\[Optional,/g, 'infer OptionalPart$1[OptionalPart,'],
  [/(?<!function )\bRecord</g, 'globalThis.Record<'],
];
