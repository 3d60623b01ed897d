/** Browser-shell composition root: the console for an installed browser. Needs no Electron. */
import { resolve } from 'node:path'
import { Problem } from '#core/model/problem'
import { readBrowserFlags } from './browser/browserFlags'
import { runBrowserShell } from './browser/runBrowserShell'

async function main(): Promise<void> {
  const programDir = resolve(__dirname, '../..')
  await runBrowserShell(programDir, readBrowserFlags(process.argv.slice(2)))
}

main().then(
  () => process.exit(0),
  (thrown: unknown) => {
    const problem = Problem.from(thrown, 'console.did-not-start', 'The console could not start: see the technical cause.')
    console.error(problem.causeText ? `${problem.message} (${problem.causeText})` : problem.message)
    process.exit(problem.code === 'usage' ? 2 : 1)
  },
)
