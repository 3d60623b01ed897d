import { Badge, Button, Text, Title } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useSearch } from 'wouter'
import type { Provisioning } from '#core/model/records'
import { dayOf } from '#core/provisioning/day/dayOf'
import { deviceOfDay, outcomeOf } from '#core/provisioning/day/deviceOfDay'
import { countText } from '#core/words/countText'
import { timeText } from '#core/words/dateText'
import { goTo } from '../../../platform/hashRoute'
import classes from './Day.module.css'
import { DayPanel } from './DayPanel'

/** Today's devices, newest first, and the way to all that is known of them. `/field?day=…` opens it. */
export function DayStrip({ provisionings }: { provisionings: Provisioning[] }) {
  const today = dayOf(new Date())
  const devices = useMemo(
    () => provisionings.filter(({ createdAt }) => dayOf(createdAt) === today).map(deviceOfDay),
    [provisionings, today],
  )
  const isOpen = new URLSearchParams(useSearch()).has('day')
  return (
    <section className={classes.strip} aria-labelledby="day-title">
      <Title order={2} id="day-title" fz="sm">
        Today: {countText(devices.length, 'device')}
      </Title>
      <Button
        className={classes.stripAction}
        variant="default"
        size="lg"
        leftSection={<IconTable size={20} />}
        onClick={() => goTo(`/field?day=${today}`)}
      >
        Devices of the day
      </Button>
      {devices.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Devices put into service today appear here.
        </Text>
      ) : (
        <ul className={classes.stripList}>
          {devices.map((device) => (
            <li key={device.recordId} className={classes.stripItem}>
              <div className={classes.stripName}>
                <Text fz="sm" fw={600} truncate>
                  {device.name}
                </Text>
                {device.simulated && (
                  <Badge color="yellow" variant="light" size="xs" flex="none">
                    TRAINING
                  </Badge>
                )}
              </div>
              <Text fz="xs" c="dimmed">
                {timeText(device.signedAt)}, {outcomeOf(device).toLowerCase()}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {isOpen && <DayPanel onClose={() => goTo('/field', { replace: true })} />}
    </section>
  )
}
