/** `npm test`: every check, test and flow, summed in the last line. Each tool that counts nothing itself counts as one. */
import { mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { electronFlows } from './electronFlows.mjs'
import { prepare, programDir, readJson, runTool } from './prepare.mjs'
import { ensureSystemPackages } from './systemPackages.mjs'

const reports = join(programDir, 'test-results')
const sum = { passed: 0, failed: 0, skipped: 0 }
/** Named again at the end, where whoever sees only the last lines finds them. */
const failures = []

prepare({ tools: true })
ensureSystemPackages(['beancount', 'chromium', 'hledger', 'nats-server', 'socat', 'xvfb'])
mkdirSync(reports, { recursive: true })

heading('Biome')
count(once(runTool('@biomejs/biome/bin/biome', ['ci', '.'])))
heading('TypeScript')
count(once(runTool('typescript/bin/tsc', ['-b'])))
heading('knip')
count(once(runTool('knip/bin/knip.js', [])))
heading('Unit, property and bundle-contract tests')
count(vitest())
heading('Flows in the browser shell')
count(playwright('flows.json'))
heading('Real Electron')
count(electronFlows((env) => playwright('electron.json', ['--config', 'playwright.electron.config.ts'], env)))

for (const name of failures) console.log(`FAILED ${name}`)
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exit(sum.failed === 0 ? 0 : 1)

function heading(name) {
  console.log(`\n== ${name}`)
}

function count({ passed, failed, skipped }) {
  sum.passed += passed
  sum.failed += failed
  sum.skipped += skipped
  console.log(`   ${passed} passed, ${failed} failed, ${skipped} skipped`)
}

function once(status) {
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 }
}

function vitest() {
  const file = join(reports, 'vitest.json')
  rmSync(file, { force: true })
  const outside = join(reports, 'unhandledErrors.json')
  rmSync(outside, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', '--reporter=./scripts/unhandledErrors.mjs']
  const env = { ...process.env, UNHANDLED_ERRORS_FILE: outside }
  const status = runTool('vitest/vitest.mjs', ['run', ...reporters, `--outputFile.json=${file}`], { env })
  const report = readJson(file)
  for (const sentence of readJson(outside) ?? []) failures.push(`outside of tests: ${sentence}`)
  if (status !== 0) failures.push(`vitest ended with ${status}`)
  if (!report) return once(1)
  for (const { name, assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status === 'failed') failures.push(`${relative(programDir, name)}: ${fullName}`)
    }
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report
  return withStatus(status, { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests })
}

function playwright(report, options = [], env = process.env) {
  const file = join(reports, report)
  rmSync(file, { force: true })
  const status = runTool('@playwright/test/cli.js', ['test', ...options], { env })
  const { stats, suites } = readJson(file) ?? {}
  if (!stats) return once(1)
  failures.push(...suites.flatMap(failedSpecs))
  return withStatus(status, { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped })
}

function failedSpecs({ specs = [], suites = [] }) {
  return [...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`), ...suites.flatMap(failedSpecs)]
}

/** A run that failed outside its tests, such as a file that does not load, is a failure too. */
function withStatus(status, counts) {
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}
