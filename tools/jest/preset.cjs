// One Jest project a workspace project; the emitted code is that of the production build (.swcrc).
const { readFileSync, readdirSync, existsSync } = require('node:fs');
const { join } = require('node:path');
const root = join(__dirname, '../..');
const { $schema: _schema, ...swc } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
const tsx = { ...swc.jsc, parser: { ...swc.jsc.parser, tsx: true }, transform: { ...swc.jsc.transform, react: { runtime: 'automatic' } } };

const project = (folder, name) => ({
  displayName: name,
  rootDir: join(root, folder, name),
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}', '<rootDir>/e2e/**/*.spec.ts'],
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }],
    '^.+\\.tsx$': ['@swc/jest', { ...swc, swcrc: false, jsc: tsx }],
    '^.+\\.m?js$': join(__dirname, 'esm-deps-transformer.cjs'),
  },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^@anwen/([^/]+)/testing$': join(root, 'libs/$1/src/testing.ts'),
    // A room of a library (`@anwen/inventory/counting`) is a folder; its source too, or the specs would load yesterday's build of it.
    '^@anwen/([^/]+)/(?!testing$|package\\.json$)([a-z-]+)$': join(root, 'libs/$1/src/$2/index.ts'),
    '^@anwen/([^/]+)$': join(root, 'libs/$1/src/index.ts'),
  },
});

module.exports = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => existsSync(join(root, folder, name, 'project.json')))
    .map((name) => project(folder, name)),
);
