/** HiGHS, which blocks its thread until a proof is complete. Its script alone is served with leave to run WebAssembly. */
import loadHighs from 'highs'
import wasmUrl from 'highs/runtime?url'
import { proveWithHighs } from '#core/planning/optimise/proveWithHighs'
import { serveWorker } from '../platform/serveWorker'
import { proveContract } from './proveContract'

serveWorker(proveContract, {
  async prove({ task, deadlineAt }, { progress }) {
    const highs = await loadHighs({ locateFile: () => wasmUrl })
    return proveWithHighs(highs, task, { timeMs: deadlineAt - Date.now(), onBound: progress })
  },
})
