/** `npm run devnet`: a development chain to try payouts on; see e2e/devnet.ts. */
import { runBundledTool } from './runTool.mjs'

runBundledTool('devnet', [])
