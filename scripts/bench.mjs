/** `npm run bench`: speed against references measured in the same run; see e2e/bench.ts. */
import { runBundledTool } from './runTool.mjs'

runBundledTool('bench', ['chromium', 'xvfb'])
