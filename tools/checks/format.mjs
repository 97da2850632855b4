import { problemsOf, runPackage } from './programs.mjs';

export default {
  name: 'format',
  run: () => problemsOf(runPackage('prettier/bin/prettier.cjs', ['--check', '--cache', '--log-level=warn', '.'])),
};
