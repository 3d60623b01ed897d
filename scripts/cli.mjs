/** `npm run -s cli -- <command>`: the command line, in this process, so that stdin and the exit code are its own. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { prepare, programDir } from './prepare.mjs'

prepare({ quiet: true })
const program = join(programDir, 'out/main/cli.js')
process.argv = [process.execPath, program, ...process.argv.slice(2)]
createRequire(import.meta.url)(program)
