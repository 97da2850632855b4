// Lets tools load the TypeScript sources as the tests do: SWC with the settings of the build, libraries by their src folder.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

const root = join(__dirname, '..');

/** Installs the hooks once; afterwards `require('…/x.ts')` works and `@anwen/x` is its source. */
function loadSource(path) {
  if (!require.extensions['.ts']) install();
  return require(join(root, path));
}

function install() {
  require('reflect-metadata');
  const swc = require('@swc/core');
  const { $schema: _schema, ...options } = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  require.extensions['.ts'] = (module, filename) => {
    const { code } = swc.transformSync(readFileSync(filename, 'utf8'), { ...options, swcrc: false, sourceMaps: 'inline', filename });
    module._compile(code, filename);
  };
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...rest) {
    // `@anwen/x/room` is the folder of that name; `@anwen/x/testing` is a file.
    const [, lib, room] = /^@anwen\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(request) ?? [];
    const file = room === undefined ? 'index.ts' : room === 'testing' ? 'testing.ts' : `${room}/index.ts`;
    return resolve.call(this, lib ? join(root, 'libs', lib, 'src', file) : request, ...rest);
  };
  process.setSourceMapsEnabled(true);
}

module.exports = { loadSource };
