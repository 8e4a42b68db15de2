import { readdir, readFile } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import type { Rolldown } from 'tsdown';

const FOLDER = `${sep}node_modules${sep}`;

/**
 * Writes THIRD-PARTY-NOTICES: the licences of all packages whose code is in the bundle, and of the packages
 * in `shipped`, whose files are copied next to it.
 */
export function thirdPartyNotices(shipped: readonly string[]): Rolldown.Plugin {
  return {
    name: 'third-party-notices',
    async generateBundle(_options, bundle) {
      const folders = new Set(shipped.map((name) => join('node_modules', name)));
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = packageFolder(id);
          if (folder !== undefined && renderedLength > 0) folders.add(folder);
        }
      }
      const notices = await Promise.all([...folders].map(noticeOf));
      const source = [INTRODUCTION, ...[...new Set(notices)].sort()].join(`\n${'-'.repeat(80)}\n\n`);
      this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-NOTICES', source });
    },
  };
}

const INTRODUCTION = `This package contains code of the packages below, under their licences.\n`;

/** `/x/node_modules/@a/b/lib/c.js` → `/x/node_modules/@a/b`; undefined for this project's own code. */
function packageFolder(id: string): string | undefined {
  const start = id.lastIndexOf(FOLDER);
  if (start < 0 || id.includes('\0')) return undefined;
  const [first = '', second = ''] = id.slice(start + FOLDER.length).split(sep);
  return id.slice(0, start) + FOLDER + (first.startsWith('@') ? join(first, second) : first);
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  // Compiled parts of a package are in subfolders with their own licences.
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => !file.includes('node_modules') && /^(licen[cs]e|notice|copying)(\.\w+)*$/i.test(basename(file)),
  );
  if (files.length === 0 && license === undefined)
    throw new Error(`${name} has no licence that could be shipped`);
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
  return [
    `${name} ${version} (${license ?? 'see below'})\n`,
    ...texts.map((text) => `${text.trim()}\n`),
  ].join('\n');
}
