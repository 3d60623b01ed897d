import { Anchor, Button, Group, Text, Title } from '@mantine/core'
import { IconMap2 } from '@tabler/icons-react'
import { lazy, Suspense, useMemo } from 'react'
import { Link } from 'wouter'
import type { Hotspot } from '#core/model/records'
import { countText } from '#core/words/countText'
import { recentTimeText } from '#core/words/dateText'
import type { TodayRecords } from '../../data/today/todayRecords'
import { rgbText } from '../../map/palette'
import { openImportDrawer } from '../../platform/importDrawer'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { CHANGE_COLORS } from './changeColors'
import { type Changes, changesSince } from './changesSince'
import classes from './TodayScreen.module.css'

/** The map's engine is large: it loads once everything else of the screen is there. */
const TodayMap = lazy(async () => ({ default: (await import('./TodayMap')).TodayMap }))

interface WhereWeAreProps {
  /** Undefined while it is being read. */
  fleet: Hotspot[] | undefined
  located: number | undefined
  records: TodayRecords
  /** End of the visit before this one. */
  since: string | null
}

/** A small map of the fleet and what changed on it since the last visit. */
export function WhereWeAre({ fleet, located, records, since }: WhereWeAreProps) {
  const { provisionings, workOrders } = records
  const changes = useMemo(
    () => changesSince(fleet ?? [], { provisionings, workOrders }, since),
    [fleet, provisionings, workOrders, since],
  )
  return (
    <section className={classes.where} aria-labelledby="where-title">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="where-title">
          Where we are
        </Title>
        {located !== 0 && (
          <Anchor component={Link} href="/map" fz="sm">
            Open the map
          </Anchor>
        )}
      </Group>
      {located === 0 ? (
        <div className={classes.map}>
          <EmptyScreen
            icon={<IconMap2 size={28} />}
            title="No hotspot has a location yet"
            actions={
              <Button variant="default" onClick={() => openImportDrawer()}>
                Import a fleet
              </Button>
            }
          >
            Your hotspots will be drawn here, and what is new since your last visit will be marked.
          </EmptyScreen>
        </div>
      ) : (
        <>
          <div className={classes.map}>
            <Suspense fallback={null}>{fleet && <TodayMap fleet={fleet} changes={changes} />}</Suspense>
          </div>
          <ChangeLine changes={changes} />
        </>
      )}
    </section>
  )
}

function ChangeLine({ changes }: { changes: Changes }) {
  const { since, added, provisioned } = changes
  if (since === null) {
    return (
      <Text fz="xs" c="dimmed" mt={6}>
        What is new will be marked from your next visit on.
      </Text>
    )
  }
  const time = recentTimeText(since)
  return (
    <Group gap="md" mt={6}>
      <Text fz="xs" c="dimmed" className="figures">
        {added + provisioned === 0 ? 'Nothing new' : 'New'} since your last visit, {time}
      </Text>
      {added > 0 && <Mark color={rgbText(CHANGE_COLORS.added)}>{`${countText(added, 'hotspot')} added`}</Mark>}
      {provisioned > 0 && (
        <Mark color={rgbText(CHANGE_COLORS.provisioned)}>
          {`${countText(provisioned, 'record of a device', 'records of devices')} signed`}
        </Mark>
      )}
    </Group>
  )
}

function Mark({ color, children }: { color: string; children: string }) {
  return (
    <Text fz="xs" className={classes.mark}>
      <span className={classes.swatch} style={{ background: color }} />
      {children}
    </Text>
  )
}
