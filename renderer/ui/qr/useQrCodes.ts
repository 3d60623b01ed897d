import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { LAST_FRAME } from '#core/files/qr/fileFrames'
import type { NamedFile } from '#core/files/qr/packFile'
import type { QrModules } from '#core/files/qr/qrModules'
import type { Problem } from '#core/model/problem'
import type { QrFile } from '../../workers/qrShowContract'
import { asProblem } from '../ProblemAlert'
import { startQrShow } from './qrWorkers'

export interface ShownCode extends QrModules {
  /** From 1; those beyond `needed` mix several. */
  frame: number
}

export interface QrCodes {
  /** Null while the file is packed. */
  file: QrFile | null
  code: ShownCode | null
  problem: Problem | null
  isRunning: boolean
  setRunning(isRunning: boolean): void
  /** One code on or back. */
  step(by: 1 | -1): void
  restart(): void
}

/** The codes of a file one after the other, `perSecond` of them while it runs. */
export function useQrCodes(file: NamedFile, perSecond: number): QrCodes {
  const [opened, setOpened] = useState<QrFile | null>(null)
  const [code, setCode] = useState<ShownCode | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRunning, setRunning] = useState(true)
  const worker = useRef<ReturnType<typeof startQrShow> | null>(null)
  const frame = useRef(1)

  useEffect(() => {
    const started = startQrShow()
    worker.current = started
    let isCurrent = true
    started.call('open', file).then(
      async (answer) => {
        const first = await started.call('code', { frame: 1 })
        if (!isCurrent) return
        frame.current = 1
        setCode({ ...first, frame: 1 })
        setOpened(answer)
      },
      (thrown: unknown) => isCurrent && setProblem(asProblem(thrown)),
    )
    return () => {
      isCurrent = false
      worker.current = null
      started.close()
      setOpened(null)
      setCode(null)
    }
  }, [file])

  async function goTo(next: number): Promise<void> {
    const asked = worker.current
    if (!asked || !opened) return
    frame.current = next
    try {
      const modules = await asked.call('code', { frame: next })
      // Unless another one was asked for meanwhile.
      if (frame.current === next && worker.current === asked) setCode({ ...modules, frame: next })
    } catch (thrown) {
      if (worker.current === asked) setProblem(asProblem(thrown))
    }
  }

  const goOn = useEffectEvent(() => void goTo(frame.current < LAST_FRAME ? frame.current + 1 : 1))
  const canRun = opened !== null && opened.needed > 1 && isRunning && problem === null
  useEffect(() => {
    if (!canRun) return
    const timer = setInterval(() => goOn(), 1_000 / perSecond)
    return () => clearInterval(timer)
  }, [canRun, perSecond])

  return {
    ...{ file: opened, code, problem, isRunning, setRunning },
    step: (by) => void goTo(Math.min(LAST_FRAME, Math.max(1, frame.current + by))),
    restart: () => void goTo(1),
  }
}
