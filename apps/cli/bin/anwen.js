#!/usr/bin/env -S node --enable-source-maps --max-old-space-size=384
// The door to the built command line. It only says what is missing; everything else is in dist/main.js.
// The heap limit makes the collector work instead of growing with the machine: the largest job, the import of a
// factory's history, lives in a third of it.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '../dist/main.js');
if (existsSync(main)) {
  require(main);
} else {
  process.stderr.write('anwen is not built yet. Run "npm start" once (it builds everything), or "npm run build".\n');
  process.exitCode = 3;
}
