// Jest's own counts, so that the closing line adds up to what it printed.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Calls `start(extraArguments)` and turns Jest's report into a check's result. */
export async function countTests(start) {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-jest-'));
  const file = join(folder, 'report.json');
  try {
    const code = await start(['--json', `--outputFile=${file}`]);
    return summarise(code, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return [`the tests did not run: ${error.message}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function summarise(code, report) {
  const problems = report.testResults.flatMap((suite) => suite.assertionResults.filter((test) => test.status === 'failed').map((test) => test.fullName));
  if (report.numRuntimeErrorTestSuites > 0) problems.push(`${report.numRuntimeErrorTestSuites} test file(s) could not run`);
  if (code !== 0 && problems.length === 0) problems.push(`Jest ended with exit code ${code}`);
  const failed = Math.max(problems.length, report.numFailedTests + report.numRuntimeErrorTestSuites);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests, problems };
}
