/** `npm run test:long`: the properties with 10,000 runs each, and whatever else takes too long for `npm test`. */
import { prepare, runTool } from './prepare.mjs'
import { ensureSystemPackages } from './systemPackages.mjs'

prepare({ tools: true })
ensureSystemPackages(['nats-server'])
const env = { ...process.env, PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '10000', LONG_TESTS: '1' }
const properties = [
  'core/records',
  'core/sync',
  'renderer/data/records',
  'renderer/data/backups',
  'main/sync/folder',
  'main/sync/nats/streamIndex',
]
const statuses = [
  runTool('vitest/vitest.mjs', ['run', ...properties], { env }),
  runTool('vitest/vitest.mjs', ['run', '--project', 'long'], { env }),
]
process.exit(statuses.find((status) => status !== 0) ?? 0)
