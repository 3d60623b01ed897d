import { Badge, Text, Title } from '@mantine/core'
import type { Provisioning } from '#core/model/records'
import { provisioningFileSchema } from '#core/provisioning/provisioningFile'
import classes from './Field.module.css'

/** Today's devices, newest first. */
export function DayStrip({ provisionings }: { provisionings: Provisioning[] }) {
  const today = new Date().toDateString()
  const ofToday = provisionings.filter((provisioning) => new Date(provisioning.createdAt).toDateString() === today)
  return (
    <section className={classes.day} aria-labelledby="day-title">
      <Title order={2} id="day-title" fz="sm">
        Today: {ofToday.length} {ofToday.length === 1 ? 'device' : 'devices'}
      </Title>
      {ofToday.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Devices put into service today appear here.
        </Text>
      ) : (
        <ul className={classes.dayList}>
          {ofToday.map((provisioning) => {
            const facts = provisioningFileSchema.safeParse(provisioning.file).data?.facts
            return (
              <li key={provisioning.id} className={classes.dayItem}>
                <Text fz="sm" fw={600}>
                  {provisioning.deviceName}
                </Text>
                <Text fz="xs" c="dimmed">
                  {new Date(provisioning.createdAt).toLocaleTimeString('en', {
                    hour: '2-digit',
                    minute: '2-digit',
                    hour12: false,
                  })}
                  , {facts?.connected ? 'connected' : 'not connected'}
                </Text>
                {provisioning.simulated && (
                  <Badge color="yellow" variant="light" size="xs">
                    TRAINING
                  </Badge>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
