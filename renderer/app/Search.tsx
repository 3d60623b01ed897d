import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import {
  IconFileImport,
  IconKeyboard,
  IconPlugConnected,
  IconRouter,
  IconSearch,
  IconTargetArrow,
  IconUser,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { dayOf } from '#core/provisioning/day/dayOf'
import { shortCodeOf, spokenShortCode } from '#core/provisioning/label/shortCode'
import { useFoundByName } from '../data/fleet/findByName'
import { goTo } from '../platform/hashRoute'
import { openImportDrawer } from '../platform/importDrawer'
import classes from './Search.module.css'
import { SCREENS } from './screens'

const TYPING_PAUSE_MS = 120

interface SearchProps {
  onShowShortcuts: () => void
}

/** Everything by name: screens, actions, hotspots and members; devices by the short code on their label. */
export function Search({ onShowShortcuts }: SearchProps) {
  const [query, setQuery] = useState('')
  const [settled] = useDebouncedValue(query.trim(), TYPING_PAUSE_MS)
  const found = useFoundByName(settled)
  const input = useRef<HTMLInputElement>(null)
  // Spotlight marks the first entry when a letter is typed; what is found only later must be ready for Enter too.
  useEffect(() => {
    const isFound = found.hotspots.length + found.members.length + found.devices.length > 0
    if (!isFound || document.querySelector('[data-action][data-selected]')) return
    input.current?.dispatchEvent(new KeyboardEvent('keydown', { code: 'ArrowDown', bubbles: true }))
  }, [found])

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Actions',
      actions: [
        {
          id: 'import',
          label: 'Import a file',
          description: 'Fleet, rewards or agreements',
          keywords: ['csv', 'geojson', 'open', 'hotspots'],
          leftSection: <IconFileImport size={18} />,
          onClick: () => openImportDrawer(),
        },
        {
          id: 'new-plan',
          label: 'Make a plan',
          description: 'Choose where the next hotspots go',
          keywords: ['new plan', 'sites', 'coverage'],
          leftSection: <IconTargetArrow size={18} />,
          onClick: () => goTo('/plans'),
        },
        {
          id: 'shortcuts',
          label: 'Show keyboard shortcuts',
          leftSection: <IconKeyboard size={18} />,
          onClick: onShowShortcuts,
        },
      ],
    },
    {
      group: 'Screens',
      actions: SCREENS.map((screen) => ({
        id: `screen:${screen.path}`,
        label: screen.label,
        leftSection: <screen.icon size={18} stroke={1.6} />,
        onClick: () => goTo(screen.path),
      })),
    },
  ]
  const matching = groups
    .map(({ group, actions }) => ({ group, actions: actions.filter((action) => matches(action, query)) }))
    .filter(({ actions }) => actions.length > 0)
  const records: SpotlightActionGroupData[] = [
    {
      group: 'Hotspots',
      actions: found.hotspots.map((hotspot) => ({
        id: `hotspot:${hotspot.id}`,
        label: hotspot.name,
        description: [hotspot.network, hotspot.place].filter(Boolean).join(' · '),
        leftSection: <IconRouter size={18} />,
        onClick: () => goTo(`/fleet?hotspot=${encodeURIComponent(hotspot.id)}`),
      })),
    },
    {
      group: 'Devices put into service',
      actions: found.devices.map((device) => ({
        id: `device:${device.id}`,
        label: device.deviceName,
        description: `Record ${spokenShortCode(shortCodeOf(device.id))}, ${dayOf(device.createdAt)}`,
        leftSection: <IconPlugConnected size={18} />,
        onClick: () => goTo(`/field?day=${dayOf(device.createdAt)}`),
      })),
    },
    {
      group: 'Members',
      actions: found.members.map((member) => ({
        id: `member:${member.id}`,
        label: member.name,
        description: member.role,
        leftSection: <IconUser size={18} />,
        onClick: () => goTo('/coop'),
      })),
    },
  ]

  return (
    <Spotlight
      actions={[...matching, ...records.filter(({ actions }) => actions.length > 0)]}
      filter={(_query, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      attributes={{ content: { 'aria-label': 'Search' } }}
      classNames={{ actionDescription: classes.description }}
      nothingFound="Nothing has that name"
      scrollable
      maxHeight={420}
      searchProps={{
        ref: input,
        leftSection: <IconSearch size={18} />,
        placeholder: 'Screens, actions, hotspots, members, short codes',
        'aria-label': 'Search',
      }}
    />
  )
}

function matches(action: SpotlightActionGroupData['actions'][number], query: string): boolean {
  const wanted = query.trim().toLowerCase()
  return [action.label, action.description, ...[action.keywords ?? []].flat()].some((text) =>
    text?.toLowerCase().includes(wanted),
  )
}
