import { useCallback, useEffect, useRef, useState } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { Problem } from '#core/model/problem'
import { nameFromFile } from '../../data/imports/rewardsImport'
import { removeLayer } from '../../data/layers/dataLayers'
import { importLayer, previewLayer } from '../../data/layers/layerImport'
import { type LayerChoices, type LayerPreview, NO_CHOICES } from '../../data/layers/layerPreview'
import { runJob } from '../../platform/jobs'
import { asProblem } from '../../ui/ProblemAlert'

export interface LayerImportState {
  preview: LayerPreview | null
  /** Reading, at first or again with other choices: 0 to 1, null while unknown; undefined when nothing is read. */
  reading: number | null | undefined
  writing: boolean
  problem: Problem | null
  layer: DataLayer | null
  undone: boolean
}

const AT_FIRST: LayerImportState = { preview: null, reading: null, writing: false, problem: null, layer: null, undone: false }

/** One file on its way to a layer. Reading is given up with the drawer; a write that has begun goes on as a job. */
export function useLayerImport(file: File) {
  const [state, setState] = useState(AT_FIRST)
  const reading = useRef<AbortController | null>(null)
  const patch = useCallback((change: Partial<LayerImportState>) => setState((before) => ({ ...before, ...change })), [])

  const read = useCallback(
    async (choices: LayerChoices) => {
      reading.current?.abort()
      const controller = new AbortController()
      reading.current = controller
      const { signal } = controller
      patch({ reading: null, problem: null })
      try {
        const onProgress = ({ share }: { share: number | null }) => {
          if (!signal.aborted) patch({ reading: share })
        }
        const preview = await previewLayer(file, choices, { signal, onProgress })
        if (!signal.aborted) patch({ preview, reading: undefined })
      } catch (thrown) {
        if (!signal.aborted) patch({ reading: undefined, problem: asProblem(thrown) })
      }
    },
    [file, patch],
  )

  useEffect(() => {
    setState(AT_FIRST)
    void read({ ...NO_CHOICES, name: nameFromFile(file.name) })
    return () => reading.current?.abort()
  }, [file, read])

  async function write(preview: LayerPreview): Promise<void> {
    patch({ writing: true, problem: null })
    try {
      const layer = await runJob(
        `Importing ${file.name}`,
        ({ signal, report }) =>
          importLayer(file, preview, {
            signal,
            onProgress: ({ step, share }) => report(share, step === 'reading' ? 'Reading' : 'Writing'),
          }),
        (done) => `${done.name} imported.`,
      )
      patch({ writing: false, layer })
    } catch (thrown) {
      patch({ writing: false, problem: asProblem(thrown) })
    }
  }

  async function undo(layer: DataLayer): Promise<void> {
    try {
      await removeLayer(layer.id)
      patch({ undone: true })
    } catch (thrown) {
      patch({ problem: asProblem(thrown) })
    }
  }

  return { state, read, write, undo }
}
