/** The workers behind the two dialogs; each dialog has its own, which ends with it. */
import { connectWorker, type WorkerClient } from '../../platform/connectWorker'
import { qrScanContract } from '../../workers/qrScanContract'
import { qrShowContract } from '../../workers/qrShowContract'

export function startQrShow(): WorkerClient<typeof qrShowContract> {
  const worker = new Worker(new URL('../../workers/qrShow.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('qrShow', qrShowContract, worker)
}

export function startQrScan(): WorkerClient<typeof qrScanContract> {
  const worker = new Worker(new URL('../../workers/qrScan.worker.ts', import.meta.url), { type: 'module' })
  return connectWorker('qrScan', qrScanContract, worker)
}
