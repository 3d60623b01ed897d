import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { describeLoss } from '#core/journal/journalLoss'
import { useConnection } from '../platform/connection'
import { consoleClient } from '../platform/consoleClient'

/** Said only when this installation's key cannot be used or is in two folders, its journal lost entries, or other accounts can reach its files. */
export function InstallationBanner() {
  const connection = useConnection((state) => state.connection)
  const [warnings, setWarnings] = useState<string[]>([])

  useEffect(() => {
    if (connection !== 'connected') return
    let isShown = true
    const ask = () =>
      consoleClient.call('app.info', {}).then(
        ({ keyProblem, keyTwin, journalLost, foreignAccess }) => {
          const lost = journalLost && `${describeLoss(journalLost)} Look at it in Settings, Journal.`
          const access = foreignAccess.map(({ message }) => message)
          if (isShown)
            setWarnings([keyProblem?.message, keyTwin?.message, lost, ...access].filter((text) => typeof text === 'string'))
        },
        () => {},
      )
    void ask()
    // A loss is noted, and acknowledged, by an entry.
    const stop = consoleClient.on('journal.anchored', ask)
    return () => {
      isShown = false
      stop()
    }
  }, [connection])

  return warnings.map((text) => (
    <Alert key={text} color="red" radius={0} py={6} role="alert" icon={<IconAlertTriangle />} title={text} />
  ))
}
