import { useEffect, useState } from 'react'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import { newestVerified } from '#core/records/backup/newestVerified'
import { consoleClient } from '../../platform/consoleClient'

interface MainState {
  /** ISO time of the newest verified backup on disk whose time can be believed; null when there is none. */
  newestBackupAt: string | null | undefined
  /** Why the newest copy of all could not be verified; null where it could, or nobody has tried. */
  unverified: string | null
  /** Device sessions that ended before their record was signed. */
  unfinished: UnfinishedSession[] | undefined
}

/** What only main knows, asked once; undefined while not known or main is away, which the banner already says. */
export function useMainState(): MainState {
  const [state, setState] = useState<MainState>({ newestBackupAt: undefined, unverified: null, unfinished: undefined })
  useEffect(() => {
    let isShown = true
    const adopt = (part: Partial<MainState>) => {
      if (isShown) setState((before) => ({ ...before, ...part }))
    }
    const ignore = () => {}
    consoleClient.call('backup.list', {}).then((copies) => {
      const verdict = copies[0]?.verified?.verdict
      adopt({
        newestBackupAt: newestVerified(copies.filter(({ fromFuture }) => !fromFuture))?.at ?? null,
        unverified: verdict && !verdict.isWhole ? verdict.reason : null,
      })
    }, ignore)
    consoleClient.call('provisioning.unfinished', {}).then((unfinished) => adopt({ unfinished }), ignore)
    return () => {
      isShown = false
    }
  }, [])
  return state
}
