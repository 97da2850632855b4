import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bundleBudget } from './bundle-budget.mts';

/** Libraries that change together are cached together: an update of ours leaves them in the browser's cache. */
const GROUPS = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 30 },
  {
    name: 'platform',
    test: /node_modules\/(@tanstack|i18next|react-i18next|openapi-fetch|react-error-boundary|zod|void-elements|html-parse-stringify|use-sync-external-store)\//,
    priority: 20,
  },
  {
    name: 'antd-data',
    test: /node_modules\/(antd\/es\/(table|pagination|tree|select|checkbox|radio)|@rc-component\/(table|select|pagination|tree|virtual-list|checkbox))\//,
    priority: 10,
  },
];

export default defineConfig({
  plugins: [react(), bundleBudget({ entryKb: 220, chunkKb: 200, pageKb: 60 })],
  resolve: { conditions: ['@anwen/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome111',
    // The policy of the server forbids data: scripts, and small files are cheap over one connection.
    assetsInlineLimit: 0,
    // The budget above is the limit that counts.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { codeSplitting: { groups: GROUPS } } },
  },
});
