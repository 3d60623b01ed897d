import { Anchor, CloseButton, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { installAt } from '#core/agreements/installs'
import { createTermsChooser } from '#core/agreements/termsInForce'
import { Problem } from '#core/model/problem'
import type { Agreement, Hotspot } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { networkName } from '#core/networks/networkName'
import { termsOf } from '#core/rewards/termsOf'
import { isoDay } from '#core/words/dateText'
import { useInstallsOf, useMembers } from '../../data/queries'
import { formatPosition } from '../../map/coordinates'
import { hotspotPosition } from '../../map/hotspotPosition'
import { Code } from '../../ui/Code'
import classes from './MapScreen.module.css'

interface HotspotPanelProps {
  hotspot: Hotspot
  agreements: Agreement[]
  /** Trying it elsewhere, where coverage is shown. */
  trial: ReactNode
  onClose: () => void
}

/** A hotspot: its facts, the agreement that its rewards follow, and the way to its row in the fleet. */
export function HotspotPanel({ hotspot, agreements, trial, onClose }: HotspotPanelProps) {
  const { lat, lng, h3 } = hotspot
  const host = useHostName(hotspot.id)
  return (
    <aside className={`${classes.panel} ${classes.details}`} aria-label="Chosen hotspot">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2}>{hotspot.name}</Title>
        <CloseButton aria-label="Close hotspot" onClick={onClose} />
      </Group>
      <dl className={classes.facts}>
        <dt>Key</dt>
        <dd>
          <Code value={hotspotKeyOf(hotspot.id)} what="key" />
        </dd>
        <dt>Network</dt>
        <dd>{networkName(hotspot.network)}</dd>
        <dt>Place</dt>
        <dd>{hotspot.place ?? 'Not given'}</dd>
        <dt>Position</dt>
        <dd className="figures">{lat === null || lng === null ? 'Not given' : formatPosition(lat, lng, 18)}</dd>
        <dt>H3 cell</dt>
        <dd>{h3 === null ? 'None' : <Code value={h3} what="cell" />}</dd>
        <dt>Owner</dt>
        <dd>{hotspot.owner === null ? 'Not given' : <Code value={hotspot.owner} what="owner" />}</dd>
        <dt>Host</dt>
        <dd>{host}</dd>
        <dt>Groups</dt>
        <dd>{hotspot.groups.join(', ') || 'None'}</dd>
        <dt>Agreement</dt>
        <dd>{agreementText(hotspot, agreements)}</dd>
        <dt>Since</dt>
        <dd className="figures">{isoDay(hotspot.createdAt)}</dd>
      </dl>
      {hotspotPosition(hotspot) === null && (
        <Text fz="sm" c="dimmed">
          Without a position it is not on the map.
        </Text>
      )}
      {trial}
      <Anchor component={Link} href={`/fleet?hotspot=${encodeURIComponent(hotspot.id)}`} fz="sm">
        Open in the fleet
      </Anchor>
    </aside>
  )
}

/** Whoever hosts it now, by its installs. */
function useHostName(hotspotId: string): string {
  const installs = useInstallsOf(hotspotId)
  const members = useMembers()
  const hostId = installAt(installs, new Date().toISOString())?.hostId ?? null
  if (hostId === null) return 'Not known'
  return members?.find(({ id }) => id === hostId)?.name ?? hostId
}

function agreementText(hotspot: Hotspot, agreements: Agreement[]): string {
  try {
    const choose = createTermsChooser(agreements.map(termsOf), hotspot.network)
    const subject = { hotspotKey: hotspotKeyOf(hotspot.id), groups: hotspot.groups, cell: hotspot.h3 }
    const agreement = choose(subject, new Date().toISOString())
    return agreement?.name ?? 'None yet: its rewards would be held'
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.message
    throw thrown
  }
}
