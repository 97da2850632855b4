import { runJest } from '../test.mjs';
import { countTests } from './jest.mjs';

const NEEDS_SERVERS = '--testPathIgnorePatterns=/node_modules/|/dist/|/e2e/|\\.int\\.spec|\\.race\\.';

/** Pure rules and parsers: no servers, seconds. */
export default { name: 'unit tests', run: () => countTests((extra) => runJest([NEEDS_SERVERS, '--silent', ...extra])) };
