import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import type { NamedFile } from '#core/files/qr/packFile'
import { Problem } from '#core/model/problem'
import { asProblem } from '../ProblemAlert'
import { startQrScan } from './qrWorkers'

/** A picture of more lines tells no more and takes longer. */
const MOST_LINES = 1_080
/** A code that was caught while it changed; the next one comes by itself. */
const PASSING = 'qr.damaged-code'

export interface QrScan {
  /** Independent codes that are there and that are needed; null before the first. */
  progress: { received: number; needed: number } | null
  /** Why the last code was not used; null once one is again. */
  refusal: Problem | null
  /** What ended the reading. */
  problem: Problem | null
  /** Forgets what was read, to read another file. */
  restart(): void
}

/** Reads a file from what the camera sees. @param onFile once, with the whole file */
export function useQrScan(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  onFile: (file: NamedFile) => void,
): QrScan {
  const [worker, setWorker] = useState<ReturnType<typeof startQrScan> | null>(null)
  const [progress, setProgress] = useState<QrScan['progress']>(null)
  const [refusal, setRefusal] = useState<Problem | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  useEffect(() => {
    const started = startQrScan()
    setWorker(started)
    return () => started.close()
  }, [])

  const look = useEffectEvent(async (shown: HTMLVideoElement): Promise<void> => {
    if (!worker) return
    const picture = await middleSquare(shown)
    const reading = await worker.call('read', { picture }, { transfer: [picture] })
    if (reading.kind === 'nothing') return
    if (reading.kind === 'refused') {
      if (reading.problem.code === PASSING) return
      if (reading.problem.code === 'qr.not-whole') setProgress(null)
      return setRefusal(Problem.fromData(reading.problem))
    }
    setRefusal(null)
    if (reading.kind === 'complete') onFile(reading.file)
    else setProgress({ received: reading.received, needed: reading.needed })
  })

  useEffect(() => {
    const shown = video.current
    if (!worker || !stream || !shown) return
    const stopped = new AbortController()
    const { signal } = stopped
    shown.srcObject = stream
    const run = async () => {
      await shown.play()
      while (!signal.aborted) {
        await nextPicture(shown, signal)
        if (!signal.aborted) await look(shown)
      }
    }
    // What the end of the dialog interrupts is no problem.
    run().catch((thrown: unknown) => signal.aborted || setProblem(asProblem(thrown)))
    return () => {
      stopped.abort()
      shown.srcObject = null
    }
  }, [worker, stream, video])

  return {
    ...{ progress, refusal, problem },
    restart() {
      setProgress(null)
      setRefusal(null)
      worker?.call('reset', {}).catch((thrown: unknown) => setProblem(asProblem(thrown)))
    },
  }
}

/** What the view shows of the camera: the square in its middle. */
function middleSquare(shown: HTMLVideoElement): Promise<ImageBitmap> {
  const { videoWidth, videoHeight } = shown
  const side = Math.min(videoWidth, videoHeight)
  const lines = Math.min(side, MOST_LINES)
  return createImageBitmap(shown, (videoWidth - side) / 2, (videoHeight - side) / 2, side, side, {
    resizeWidth: lines,
    resizeHeight: lines,
  })
}

/** Resolves with the camera's next picture, or when it is stopped. */
function nextPicture(shown: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    shown.requestVideoFrameCallback(() => resolve())
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
