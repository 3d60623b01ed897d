import { Tabs } from '@mantine/core'
import {
  IconArchive,
  IconBug,
  IconDevices,
  IconHistory,
  IconInfoCircle,
  IconKey,
  IconListCheck,
  IconNetwork,
  IconQrcode,
  IconRouter,
  IconStack2,
} from '@tabler/icons-react'
import { useSearch } from 'wouter'
import { goTo } from '../../platform/hashRoute'
import { Screen } from '../../ui/Screen'
import { AboutPanel } from './AboutPanel'
import { BackupsPanel } from './backups/BackupsPanel'
import { CameraFilesPanel } from './CameraFilesPanel'
import { CooperativePanel } from './CooperativePanel'
import { DataLayersPanel } from './DataLayersPanel'
import { DevicesPanel } from './devices/DevicesPanel'
import { FaultsPanel } from './FaultsPanel'
import { HistoryPanel } from './history/HistoryPanel'
import { JournalPanel } from './JournalPanel'
import { NetworksPanel } from './NetworksPanel'
import { RadioProfilesPanel } from './radio/RadioProfilesPanel'

const PANELS = [
  { value: 'cooperative', label: 'Cooperative and key', icon: IconKey, panel: CooperativePanel },
  { value: 'history', label: 'History', icon: IconHistory, panel: HistoryPanel },
  { value: 'backups', label: 'Backups', icon: IconArchive, panel: BackupsPanel },
  { value: 'camera', label: 'Files by QR', icon: IconQrcode, panel: CameraFilesPanel },
  { value: 'journal', label: 'Journal', icon: IconListCheck, panel: JournalPanel },
  { value: 'networks', label: 'Networks', icon: IconNetwork, panel: NetworksPanel },
  { value: 'radio', label: 'Radio profiles', icon: IconRouter, panel: RadioProfilesPanel },
  { value: 'layers', label: 'Data layers', icon: IconStack2, panel: DataLayersPanel },
  { value: 'devices', label: 'Devices', icon: IconDevices, panel: DevicesPanel },
  { value: 'faults', label: 'Faults', icon: IconBug, panel: FaultsPanel },
  { value: 'about', label: 'About', icon: IconInfoCircle, panel: AboutPanel },
]

/** One panel at a time, named by the address: `/settings?tab=backups`. */
export function SettingsScreen() {
  const asked = new URLSearchParams(useSearch()).get('tab')
  const shown = PANELS.find(({ value }) => value === asked)?.value ?? 'cooperative'
  return (
    <Screen title="Settings">
      <Tabs value={shown} onChange={(tab) => goTo(`/settings?tab=${tab}`, { replace: true })} keepMounted={false}>
        {/* Room for the ring of focus, which the screen would cut off. */}
        <Tabs.List pt={4}>
          {PANELS.map(({ value, label, icon: Icon }) => (
            <Tabs.Tab key={value} value={value} px={6} leftSection={<Icon size={16} />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {PANELS.map(({ value, panel: Panel }) => (
          <Tabs.Panel key={value} value={value} pt="md">
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Screen>
  )
}
