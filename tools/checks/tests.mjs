import { runTests } from '../test.mjs';
import { countTests } from './jest.mjs';

/** Everything `npm test` runs. */
export default { name: 'tests', run: () => countTests(runTests) };
