// The browser of the end-to-end test: the machine's own, or Debian's package when we may install it.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackages } from './services/debian.mjs';
import { say } from './services/home.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium; undefined (and said so) when there is none to be had. The browser test then skips visibly. */
export function provideChromium() {
  const given = process.env.ANWEN_TEST_CHROMIUM;
  if (given !== undefined) return given || undefined;
  if (!find() || !hasChineseFont()) installPackages(['chromium', 'fonts-noto-cjk']);
  const found = find();
  if (!found) say('no Chromium and not allowed to install it, so the browser test is skipped; as an administrator: apt-get install chromium fonts-noto-cjk');
  return found;
}

function find() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const hasChineseFont = () => (spawnSync('fc-list', [':lang=zh-tw', 'family'], { encoding: 'utf8' }).stdout ?? '').trim() !== '';
