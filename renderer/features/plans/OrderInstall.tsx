import { Select, SimpleGrid, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Member } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import type { InstallOfOrder } from '../../data/installs/closeWorkOrder'
import { useHotspots } from '../../data/queries'

interface OrderInstallProps {
  members: Member[]
  value: InstallOfOrder | null
  /** Where a signed record or an earlier closing said which hotspot it is. */
  isHotspotKnown: boolean
  onChange: (install: InstallOfOrder | null) => void
}

/** Of a work order that is done: which hotspot stands there now, and who hosts it. */
export function OrderInstall({ members, value, isHotspotKnown, onChange }: OrderInstallProps) {
  const hotspots = useHotspots()
  const choices = useMemo(
    () => hotspots?.map(({ id, name }) => ({ value: id, label: `${name} (${shortKey(id)})` })) ?? [],
    [hotspots],
  )
  return (
    <section aria-label="Install">
      <Text fz="xs" c="dimmed" mb={4}>
        Install: agreements that pay the host of a hotspot go by it
      </Text>
      <SimpleGrid cols={2} spacing="sm">
        <Select
          label="Hotspot set up here"
          placeholder="None"
          searchable
          clearable={!isHotspotKnown}
          readOnly={isHotspotKnown}
          limit={50}
          data={choices}
          value={value?.hotspotId ?? null}
          onChange={(hotspotId) => onChange(hotspotId === null ? null : { hotspotId, hostId: value?.hostId ?? null })}
        />
        <Select
          label="Host"
          placeholder="Not known"
          searchable
          clearable
          disabled={value === null}
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={value?.hostId ?? null}
          onChange={(hostId) => value && onChange({ ...value, hostId })}
        />
      </SimpleGrid>
    </section>
  )
}

/** Names of hotspots can be alike. */
function shortKey(id: string): string {
  const key = hotspotKeyOf(id)
  return key.length > 10 ? `…${key.slice(-8)}` : key
}
