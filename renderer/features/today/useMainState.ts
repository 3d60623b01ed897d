import { useEffect, useState } from 'react'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import { consoleClient } from '../../platform/consoleClient'

interface MainState {
  /** ISO time of the newest backup on disk whose time can be believed; null when there is none. */
  newestBackupAt: string | null | undefined
  /** Device sessions that ended before their record was signed. */
  unfinished: UnfinishedSession[] | undefined
}

/** What only main knows, asked once; undefined while not known or main is away, which the banner already says. */
export function useMainState(): MainState {
  const [state, setState] = useState<MainState>({ newestBackupAt: undefined, unfinished: undefined })
  useEffect(() => {
    let isShown = true
    const adopt = (part: Partial<MainState>) => {
      if (isShown) setState((before) => ({ ...before, ...part }))
    }
    const ignore = () => {}
    consoleClient
      .call('backup.list', {})
      .then((backups) => adopt({ newestBackupAt: backups.find(({ fromFuture }) => !fromFuture)?.at ?? null }), ignore)
    consoleClient.call('provisioning.unfinished', {}).then((unfinished) => adopt({ unfinished }), ignore)
    return () => {
      isShown = false
    }
  }, [])
  return state
}
