import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Budget {
  /** JavaScript that the login page needs: the entry and what it imports at once. */
  readonly entryKb: number;
  /** Any one shared chunk. */
  readonly chunkKb: number;
  /** A page's own code. */
  readonly pageKb: number;
}

const kb = (code: string) => gzipSync(code).length / 1024;

/** Fails the build that grows over the budgets of the UI guidelines: a slow line in a workshop feels every one. */
export function bundleBudget({ entryKb, chunkKb, pageKb }: Budget): Plugin {
  return {
    name: 'anwen-bundle-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
      const reached = new Set<string>();
      const reach = (name: string) => {
        if (reached.has(name)) return;
        reached.add(name);
        chunks.get(name)?.imports.forEach(reach);
      };
      for (const { isEntry, fileName } of chunks.values()) if (isEntry) reach(fileName);
      const size = (name: string) => kb(chunks.get(name)?.code ?? '');
      const entry = [...reached].reduce((sum, name) => sum + size(name), 0);
      const complaints = entry > entryKb ? [`login needs ${entry.toFixed(1)} kB, budget ${entryKb}`] : [];
      for (const { fileName, facadeModuleId } of chunks.values()) {
        const limit = facadeModuleId?.includes('/src/routes/') === true ? pageKb : chunkKb;
        if (size(fileName) > limit) complaints.push(`${fileName} is ${size(fileName).toFixed(1)} kB, budget ${limit}`);
      }
      this.info(`login page: ${entry.toFixed(1)} kB of ${entryKb} kB (gzip)`);
      if (complaints.length > 0) this.error(`bundle over budget: ${complaints.join('; ')}`);
    },
  };
}
