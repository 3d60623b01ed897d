import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The version in the program's own package.json; Electron's `app.getVersion` answers its own when run from a checkout. */
export function readProgramVersion(programDir: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(programDir, 'package.json'), 'utf8'))).version
}
