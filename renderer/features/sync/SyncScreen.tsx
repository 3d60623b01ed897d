import { Badge, Tabs } from '@mantine/core'
import { IconDeviceLaptop, IconInbox, IconListNumbers, IconPackages, IconRefresh } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { useSearch } from 'wouter'
import { isWaiting } from '#core/sync/SyncStore'
import { numberText } from '#core/words/numberText'
import { useBatchesAside, useConflicts, useQueue, useWithheld } from '../../data/sync/syncQueries'
import { goTo } from '../../platform/hashRoute'
import { Screen } from '../../ui/Screen'
import { InboxTab } from './inbox/InboxTab'
import { LaptopsTab } from './laptops/LaptopsTab'
import { PlacesTab } from './places/PlacesTab'
import { QueueTab } from './QueueTab'
import { TravelTab } from './TravelTab'

interface TabEntry {
  value: string
  label: string
  icon: ComponentType<{ size?: number }>
  panel: ComponentType
  count?: number
}

/** Who holds what, by which way, and what needs a person; one part at a time, named by the address: `/sync?tab=inbox`. */
export function SyncScreen() {
  const asked = new URLSearchParams(useSearch()).get('tab')
  const queue = useQueue(0)
  const conflicts = useConflicts()
  const aside = useBatchesAside()
  const withheld = useWithheld()
  const tabs: TabEntry[] = [
    { value: 'places', label: 'Places', icon: IconRefresh, panel: PlacesTab },
    {
      ...{ value: 'inbox', label: 'Needs you', icon: IconInbox, panel: InboxTab },
      count: (conflicts?.length ?? 0) + (aside?.filter(({ fault }) => !isWaiting(fault)).length ?? 0) + (withheld?.length ?? 0),
    },
    { value: 'queue', label: 'To send', icon: IconListNumbers, panel: QueueTab, count: queue?.operations ?? 0 },
    { value: 'laptops', label: 'Laptops', icon: IconDeviceLaptop, panel: LaptopsTab },
    { value: 'travel', label: 'What travels', icon: IconPackages, panel: TravelTab },
  ]
  const shown = tabs.find(({ value }) => value === asked)?.value ?? 'places'
  return (
    <Screen title="Sync">
      <Tabs value={shown} onChange={(tab) => goTo(`/sync?tab=${tab}`, { replace: true })} keepMounted={false}>
        {/* Room for the ring of focus, which the screen would cut off. */}
        <Tabs.List pt={4}>
          {tabs.map(({ value, label, icon: Icon, count = 0 }) => (
            <Tabs.Tab
              key={value}
              value={value}
              px={10}
              leftSection={<Icon size={16} />}
              rightSection={
                count > 0 && (
                  <Badge variant="light" color={value === 'inbox' ? 'yellow' : 'gray'} tt="none" className="figures">
                    {numberText(count)}
                  </Badge>
                )
              }
            >
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ value, panel: Panel }) => (
          <Tabs.Panel key={value} value={value} pt="md">
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Screen>
  )
}
