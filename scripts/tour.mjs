/** `npm run tour -- --out DIR`: the three jobs in the real program; see e2e/tour.ts. */
import { runBundledTool } from './runTool.mjs'

runBundledTool('tour', ['chromium', 'socat'])
