import { useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { type OpenCamera, openCamera } from '../../platform/camera'
import { cameraStopped } from '../../platform/cameraProblem'
import { asProblem } from '../ProblemAlert'

export interface CameraUse {
  /** Null while it is opened, and where it could not be. */
  camera: OpenCamera | null
  problem: Problem | null
  tryAgain(): void
}

/**
 * A camera while `isWanted` and the component is there, and not a moment longer.
 * @param id of the camera; null for whichever the system offers
 */
export function useCamera(isWanted: boolean, id: string | null): CameraUse {
  const [camera, setCamera] = useState<OpenCamera | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same camera again
  useEffect(() => {
    if (!isWanted) return
    let opened: OpenCamera | null = null
    let isCurrent = true
    setProblem(null)
    openCamera(id).then(
      (next) => {
        if (!isCurrent) return next.close()
        opened = next
        setCamera(next)
        for (const track of next.stream.getTracks()) {
          track.addEventListener('ended', () => {
            next.close()
            if (!isCurrent) return
            setCamera(null)
            setProblem(cameraStopped())
          })
        }
      },
      (thrown: unknown) => isCurrent && setProblem(asProblem(thrown)),
    )
    return () => {
      isCurrent = false
      opened?.close()
      setCamera(null)
    }
  }, [isWanted, id, attempt])

  return { camera, problem, tryAgain: () => setAttempt((count) => count + 1) }
}
