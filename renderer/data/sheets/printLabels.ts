/** Labels as files: laid out and made into a PDF in a worker, drawn as a picture here. */
import { Problem } from '#core/model/problem'
import type { DeviceLabel } from '#core/provisioning/label/deviceLabel'
import type { LabelPage, LabelPaper } from '#core/provisioning/label/labelPages'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { type LabelPrint, labelContract } from '../../workers/labelContract'
import { drawMarksOn } from './drawMarksOn'
import { withResolution } from './pngResolution'

/** @throws Problem `label.position`, `labels.cancelled`, or `worker.failed` when the labels could not be made. */
export function printLabels(
  title: string,
  labels: readonly DeviceLabel[],
  paper: LabelPaper,
  signal?: AbortSignal,
): Promise<LabelPrint> {
  const worker = new Worker(new URL('../../workers/label.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('label', labelContract, worker, { patienceMs: 0, endedProblem })
  return callOnce(client, 'print', { title, labels: [...labels], paper }, { signal })
}

function endedProblem(): Problem {
  return new Problem('labels.cancelled', 'The labels were stopped and no file was made.')
}

const DOTS_PER_INCH = 300
const POINTS_PER_INCH = 72

/** A page as a PNG of 300 dots to the inch, which says so, so that it prints in its own size. */
export async function labelPng({ width, height, marks }: LabelPage): Promise<Uint8Array<ArrayBuffer>> {
  const scale = DOTS_PER_INCH / POINTS_PER_INCH
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gives no canvas to draw on')
  drawMarksOn(context, marks, scale)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return withResolution(new Uint8Array(await blob.arrayBuffer()), DOTS_PER_INCH)
}
