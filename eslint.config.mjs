// Run it through `npm run lint`: without Nx's project graph the boundary rule skips itself and everything looks green.
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import boundaries from './eslint.boundaries.js';
import { bannedImports, bannedSyntax, house } from './tools/eslint-rules.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx', '**/*.mts'];
const SERVER = ['apps/{api,worker,admin,cli}/**/*.ts', 'libs/*/src/**/*.ts'];
const BROWSER = ['apps/web/src/**/*.{ts,tsx}', 'apps/web/*.mts', 'libs/{ui,client}/**/*.{ts,tsx}'];
const SPECS = ['**/*.spec.ts', '**/*.spec.tsx', '**/e2e/**/*.ts'];

const typed = (project) => ({ parserOptions: { project, tsconfigRootDir: import.meta.dirname } });
const lines = (max) => ({ 'max-lines': ['error', { max }] });
const functionLines = (max) => ({ 'max-lines-per-function': ['error', { max, skipComments: true, skipBlankLines: true }] });

export default tseslint.config(
  { ignores: ['**/dist/**', '**/.nx/**', '.anwen/**', 'node_modules/**', 'libs/client/src/generated/**', '**/*.cjs', '**/public/**', 'docs/**'] },
  ...tseslint.configs.recommended,
  {
    plugins: { house },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'house/suppression-reason': 'error',
      'house/parameter-budget': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-require-imports': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      ...lines(300),
      ...functionLines(40),
    },
  },
  { files: TYPESCRIPT, ignores: BROWSER, languageOptions: typed('./tsconfig.json') },
  { files: BROWSER, languageOptions: typed('./tsconfig.browser.json') },
  {
    files: TYPESCRIPT,
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@nx/enforce-module-boundaries': ['error', { allow: [], allowCircularSelfDependency: true, depConstraints: boundaries.depConstraints }],
    },
  },
  {
    files: SERVER,
    ignores: BROWSER,
    rules: { 'no-restricted-syntax': ['error', ...bannedSyntax], 'no-restricted-imports': ['error', bannedImports], 'no-console': 'error' },
  },
  // A command talks to its user on stdout; a process says its last word there.
  { files: ['apps/cli/**/*.ts', 'apps/*/src/main.ts', 'tools/**'], rules: { 'no-console': 'off' } },
  {
    files: ['libs/*/src/index.ts'],
    rules: { ...lines(30), 'no-restricted-syntax': ['error', { selector: 'ExportAllDeclaration', message: 'Name what the library shows.' }] },
  },
  // A component is mostly its markup; the file budget still holds it together.
  { files: ['**/*.tsx'], rules: functionLines(120) },
  // A `describe` is a chapter, not a function.
  { files: SPECS, rules: { ...lines(500), 'max-lines-per-function': 'off', 'house/parameter-budget': 'off', 'no-console': 'off' } },
);
