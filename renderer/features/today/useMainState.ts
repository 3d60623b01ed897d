import { useEffect, useState } from 'react'
import type { UnfinishedSession } from '#core/contract/provisioningCalls'
import { newestVerified } from '#core/records/backup/newestVerified'
import { readStorage } from '../../data/durability/storage'
import { consoleClient } from '../../platform/consoleClient'
import type { Safety } from './safetyAttention'

interface MainState {
  safety: Safety
  /** Device sessions that ended before their record was signed. */
  unfinished: UnfinishedSession[] | undefined
}

const UNKNOWN: MainState = { safety: { newestBackupAt: undefined, unverified: null, room: null }, unfinished: undefined }

/** What only main and the browser know, asked once; undefined while not known or main is away, which the banner already says. */
export function useMainState(): MainState {
  const [state, setState] = useState<MainState>(UNKNOWN)
  useEffect(() => {
    let isShown = true
    const adopt = (change: (before: MainState) => MainState) => {
      if (isShown) setState(change)
    }
    const adoptSafety = (part: Partial<Safety>) => adopt((before) => ({ ...before, safety: { ...before.safety, ...part } }))
    const ignore = () => {}
    consoleClient.call('backup.list', {}).then((copies) => {
      const verdict = copies[0]?.verified?.verdict
      adoptSafety({
        newestBackupAt: newestVerified(copies.filter(({ fromFuture }) => !fromFuture))?.at ?? null,
        unverified: verdict && !verdict.isWhole ? verdict.reason : null,
      })
    }, ignore)
    consoleClient.call('provisioning.unfinished', {}).then((unfinished) => adopt((before) => ({ ...before, unfinished })), ignore)
    readStorage().then(({ room }) => adoptSafety({ room }), ignore)
    return () => {
      isShown = false
    }
  }, [])
  return state
}
