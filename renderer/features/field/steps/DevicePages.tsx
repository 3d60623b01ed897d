import { Button, Text } from '@mantine/core'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { consoleClient } from '../../../platform/consoleClient'
import { failWith } from '../deviceSession'
import classes from '../Field.module.css'

/** The addresses that the device gave. They are only ever opened because somebody asked. */
export function DevicePages({ session }: { session: SessionState }) {
  return session.urls.map((url) => (
    <div key={url} className={classes.secret}>
      <Text fz="md" flex={1} className={classes.choiceText}>
        Its page on that network: <span className={classes.code}>{url}</span>
      </Text>
      <Button size="xl" variant="default" onClick={() => openPage(session.sessionId, url)}>
        Open its page
      </Button>
    </div>
  ))
}

async function openPage(sessionId: string, url: string): Promise<void> {
  try {
    const { opened } = await consoleClient.call('provisioning.openUrl', { sessionId, url })
    if (!opened) window.open(url, '_blank', 'noopener,noreferrer')
  } catch (thrown) {
    failWith(thrown)
  }
}
