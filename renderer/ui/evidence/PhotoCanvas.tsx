import { Loader, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Evidence } from '#core/model/evidence'
import type { Problem } from '#core/model/problem'
import { drawContent } from '../../data/evidence/readContent'
import { asProblem } from '../ProblemAlert'

interface PhotoCanvasProps {
  evidence: Evidence
  longestPixels: number
  /** What is in the photo, in words. */
  label: string
}

/** A photo on a canvas: no address of it exists that a page could be made to load. */
export function PhotoCanvas({ evidence, longestPixels, label }: PhotoCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [state, setState] = useState<'drawing' | 'drawn' | Problem>('drawing')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the content of a hash never changes, whatever else of the record does
  useEffect(() => {
    let isStale = false
    setState('drawing')
    drawContent(evidence, longestPixels).then(
      (picture) => {
        const on = canvas.current
        if (!isStale && on) {
          on.width = picture.width
          on.height = picture.height
          on.getContext('2d')?.drawImage(picture, 0, 0)
          setState('drawn')
        }
        picture.close()
      },
      (thrown) => !isStale && setState(asProblem(thrown)),
    )
    return () => {
      isStale = true
    }
  }, [evidence.sha256, longestPixels])
  return (
    <>
      {state === 'drawing' && <Loader size="sm" aria-label="Drawing the photo" />}
      {typeof state === 'object' && (
        <Text fz="xs" c="red" p="xs" role="alert">
          {state.message}
        </Text>
      )}
      <canvas ref={canvas} role="img" aria-label={label} hidden={state !== 'drawn'} />
    </>
  )
}
