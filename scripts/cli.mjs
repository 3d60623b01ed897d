/** `npm run -s cli -- <command>`: the command line, in this process, so that stdin and the exit code are its own. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { prepare, programDir } from './prepare.mjs'

prepare({ quiet: true })
const program = join(programDir, 'out/main/cli.js')
// npm runs scripts in the program's folder; a path means the folder that it was typed in.
if (process.env.npm_lifecycle_event === 'cli' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
process.argv = [process.execPath, program, ...process.argv.slice(2)]
createRequire(import.meta.url)(program)
