/** A restore, from the choice of a backup over a look at what will differ to its end. */
import { useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { BackupOptions } from '../../../data/backups/backups'
import { previewRestore, restoreBackup, restoreIntoFresh } from '../../../data/backups/backups'
import type { ChosenBackup, RestoredBackup } from '../../../data/backups/backupWork'
import type { RestorePreview } from '../../../data/backups/restorePreview'
import { runJob } from '../../../platform/jobs'
import { asProblem } from '../../../ui/ProblemAlert'

export interface Progress {
  /** 0 to 1, or null while it is unknown. */
  share: number | null
  note: string
}

export type RestoreState =
  | { step: 'none' }
  | { step: 'looking'; fileName: string; progress: Progress }
  /** `preview` null: the records that are here cannot be read, for the reason in `unreadable`. */
  | { step: 'chosen'; fileName: string; backup: ChosenBackup; preview: RestorePreview | null; unreadable: Problem | null }
  | { step: 'restoring'; fileName: string; progress: Progress }
  | { step: 'done'; answer: RestoredBackup }

/** Some rows of this backup cannot be used: a person may restore without them. */
export interface UnusableRows {
  problem: Problem
  withoutThem: () => void
}

export interface Restore {
  state: RestoreState
  problem: Problem | null
  unusable: UnusableRows | null
  /** @param readText of the backup */
  choose(fileName: string, readText: () => Promise<string>): Promise<void>
  /** Restores what was chosen; `fresh` sets the records that are here aside. */
  confirm(options: { fresh: boolean }): Promise<void>
  cancel(): void
  close(): void
}

export function useRestore(): Restore {
  const [state, setState] = useState<RestoreState>({ step: 'none' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [unusable, setUnusable] = useState<UnusableRows | null>(null)
  const canceller = useRef(new AbortController())

  function begin(): BackupOptions & { signal: AbortSignal } {
    canceller.current = new AbortController()
    setProblem(null)
    setUnusable(null)
    return {
      signal: canceller.current.signal,
      onProgress: ({ done, total, note = '' }) => {
        const progress = { share: total > 0 ? done / total : null, note }
        setState((now) => (now.step === 'looking' || now.step === 'restoring' ? { ...now, progress } : now))
      },
    }
  }

  async function look(fileName: string, backup: ChosenBackup) {
    const options = begin()
    setState({ step: 'looking', fileName, progress: { share: null, note: '' } })
    try {
      setState({ step: 'chosen', fileName, backup, preview: await previewRestore(backup, options), unreadable: null })
    } catch (thrown) {
      const fault = asProblem(thrown)
      if (isOfRecordsHere(fault)) {
        setState({ step: 'chosen', fileName, backup, preview: null, unreadable: fault })
        return
      }
      setState({ step: 'none' })
      if (fault.code === 'backup.unusable-record' && !backup.leaveOut) {
        setUnusable({ problem: fault, withoutThem: () => void look(fileName, { ...backup, leaveOut: true }) })
      } else if (!isCancel(fault)) setProblem(fault)
    }
  }

  return {
    state,
    problem,
    unusable,
    async choose(fileName, readText) {
      begin()
      try {
        await look(fileName, { text: await readText(), leaveOut: false })
      } catch (thrown) {
        setProblem(asProblem(thrown))
      }
    },
    async confirm({ fresh }) {
      if (state.step !== 'chosen') return
      const { fileName, backup, preview } = state
      const options = begin()
      setState({ step: 'restoring', fileName, progress: { share: null, note: '' } })
      try {
        const answer = await runJob(
          'Restore a backup',
          ({ signal, report }) => {
            signal.addEventListener('abort', () => canceller.current.abort(), { once: true })
            const onProgress: BackupOptions['onProgress'] = (progress) => {
              report(progress.total > 0 ? progress.done / progress.total : null, progress.note)
              options.onProgress?.(progress)
            }
            const both = { ...options, onProgress }
            return fresh || !preview ? restoreIntoFresh(backup, both) : restoreBackup(backup, preview, both)
          },
          () => 'Restored',
        )
        setState({ step: 'done', answer })
      } catch (thrown) {
        const fault = asProblem(thrown)
        setState(state)
        if (isCancel(fault)) return
        setProblem(fault)
        if (fault.code === 'restore.changed-meanwhile') await look(fileName, backup)
      }
    },
    cancel: () => canceller.current.abort(),
    close: () => {
      canceller.current.abort()
      setState({ step: 'none' })
      setProblem(null)
    },
  }
}

/** Whether it may be the records that are here which stand in the way of a restore: then they can be set aside. */
export function mayBeOfRecordsHere({ code }: Problem): boolean {
  return !/^(disk|contract|restore|worker|backup)\./.test(code) && code !== 'data.disk-full'
}

/** What keeps the records that are here from being compared, rather than the backup. */
function isOfRecordsHere({ code }: Problem): boolean {
  return code.startsWith('data.') && !['data.cancelled', 'data.disk-full'].includes(code)
}

function isCancel({ code }: Problem): boolean {
  return code.endsWith('.cancelled')
}
