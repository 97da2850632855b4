#!/usr/bin/env node
// The door to the built command line. It only says what is missing; everything else is in dist/main.js.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '../dist/main.js');
if (existsSync(main)) {
  process.setSourceMapsEnabled(true);
  require(main);
} else {
  process.stderr.write('anwen is not built yet. Run "npm start" once (it builds everything), or "npm run build".\n');
  process.exitCode = 3;
}
