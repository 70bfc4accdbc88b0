// Counts tests from what vitest's JSON reporter wrote.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: number}} Count */
/** @typedef {{status: string, assertionResults: {status: string}[]}} FileResult */

/**
 * @param {string} file
 * @param {number} exitCode of vitest
 * @returns {Count}
 */
export function countTests(file, exitCode) {
  /** @type {FileResult[]} */
  const files = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [];
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of files) {
    const failedBefore = count.failed;
    for (const assertion of assertionResults) count[outcomeOf(assertion.status)] += 1;
    // A file that cannot even be loaded has no tests in it that could fail.
    if (status === 'failed' && count.failed === failedBefore) count.failed += 1;
  }
  // An error outside of any test: vitest fails although each test passed.
  if (exitCode !== 0 && count.failed === 0) count.failed = 1;
  return count;
}

/** @param {Count} count */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {string} status
 * @returns {keyof Count}
 */
function outcomeOf(status) {
  if (status === 'passed') return 'passed';
  return status === 'failed' ? 'failed' : 'skipped';
}
