/** A reporter of vitest: writes what failed outside every test, one sentence each, to UNHANDLED_ERRORS_FILE as JSON. */
import { writeFileSync } from 'node:fs'

// biome-ignore lint/style/noDefaultExport: vitest takes a reporter's default export
export default class UnhandledErrors {
  onTestRunEnd(_modules, errors) {
    const said = errors.map(({ name, message, stack }) =>
      `${name ?? 'Error'}: ${message} ${String(stack ?? '').split('\n')[1] ?? ''}`.trim(),
    )
    writeFileSync(process.env.UNHANDLED_ERRORS_FILE, JSON.stringify(said))
  }
}
