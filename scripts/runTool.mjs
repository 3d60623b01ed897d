/** Runs a tool of e2e/ that vite.tools.config.ts has bundled, with this command's arguments. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { prepare, programDir } from './prepare.mjs'
import { ensureSystemPackages } from './systemPackages.mjs'

export function runBundledTool(name, systemPackages) {
  prepare({ tools: true })
  ensureSystemPackages(systemPackages)
  const child = spawn(process.execPath, [join(programDir, `out/tools/${name}.cjs`), ...process.argv.slice(2)], {
    cwd: programDir,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}
