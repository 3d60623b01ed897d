import { ActionIcon, Autocomplete, Group, NumberInput, Select, Stack, Tooltip } from '@mantine/core'
import { IconArrowsExchange, IconMapPin } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Hotspot } from '#core/model/records'
import { type PathEnd, pathEndOfHotspot, pathEndText, readPathEnd } from './pathEnd'
import classes from './Terrain.module.css'

export type EndName = 'from' | 'to'
const END_LABELS: Record<EndName, string> = { from: 'From', to: 'To' }

/** How strongly the air bends the ray: the earth looks this many times larger. */
export const K_FACTORS = [
  { value: '1.3333', label: 'Usual air (k 4/3)' },
  { value: '1', label: 'No bending (k 1)' },
  { value: '0.6667', label: 'Adverse air (k 2/3)' },
]

interface ProfileEndsProps {
  ends: Record<EndName, PathEnd | null>
  onEnd: (end: EndName, value: PathEnd) => void
  onSwap: () => void
  picking: EndName | null
  onPick: (end: EndName | null) => void
  heightsM: Record<EndName, number>
  onHeight: (end: EndName, heightM: number) => void
  hotspots: readonly Hotspot[]
  profiles: readonly RadioProfile[]
  profileId: string | null
  onProfile: (id: string) => void
  kFactor: string
  onKFactor: (value: string) => void
}

/** Both ends with their heights, the radio between them and the state of the air. */
export function ProfileEnds(props: ProfileEndsProps) {
  return (
    <Stack gap={8} className={classes.ends}>
      {(['from', 'to'] as const).map((end) => (
        <Group key={end} gap={8} align="flex-end" wrap="nowrap">
          <EndInput
            label={END_LABELS[end]}
            value={props.ends[end]}
            hotspots={props.hotspots}
            onChange={(value) => props.onEnd(end, value)}
          />
          <Tooltip label={props.picking === end ? 'Stop picking' : `Pick ${end === 'from' ? 'the start' : 'the end'} on the map`}>
            <ActionIcon
              variant={props.picking === end ? 'filled' : 'default'}
              size={30}
              aria-label={`Pick ${end === 'from' ? 'the start' : 'the end'} on the map`}
              aria-pressed={props.picking === end}
              onClick={() => props.onPick(props.picking === end ? null : end)}
            >
              <IconMapPin size={16} />
            </ActionIcon>
          </Tooltip>
          <NumberInput
            label="Height"
            aria-label={`Height ${end === 'from' ? 'at the start' : 'at the end'}, metres above ground`}
            size="xs"
            w={84}
            flex="none"
            suffix=" m"
            min={0.5}
            max={3000}
            step={1}
            clampBehavior="blur"
            value={props.heightsM[end]}
            onChange={(value) => typeof value === 'number' && value > 0 && props.onHeight(end, value)}
          />
        </Group>
      ))}
      <Group gap={8} align="flex-end" wrap="nowrap">
        <Select
          label="Radio profile"
          size="xs"
          flex={1}
          data={props.profiles.map(({ id, name }) => ({ value: id, label: name }))}
          value={props.profileId}
          allowDeselect={false}
          onChange={(id) => id !== null && props.onProfile(id)}
        />
        <Tooltip label="Swap the ends">
          <ActionIcon variant="default" size={30} aria-label="Swap the ends" onClick={props.onSwap}>
            <IconArrowsExchange size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Select
        label="Refraction"
        size="xs"
        data={K_FACTORS}
        value={props.kFactor}
        allowDeselect={false}
        onChange={(value) => value !== null && props.onKFactor(value)}
      />
    </Stack>
  )
}

interface EndInputProps {
  label: string
  value: PathEnd | null
  hotspots: readonly Hotspot[]
  onChange: (value: PathEnd) => void
}

const SHOWN = 8

/** Takes a hotspot's name or key, or coordinates; what is typed counts on Enter and when the field is left. */
function EndInput({ label, value, hotspots, onChange }: EndInputProps) {
  const known = value ? pathEndText(value, hotspots) : ''
  const [text, setText] = useState(known)
  const [unknown, setUnknown] = useState(false)
  useEffect(() => {
    setText(known)
    setUnknown(false)
  }, [known])
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    if (wanted.length < 2 || text === known) return []
    return hotspots.filter(({ name }) => name.toLowerCase().includes(wanted)).slice(0, SHOWN)
  }, [hotspots, text, known])
  const submit = () => {
    if (text === known || text.trim() === '') return
    const end = readPathEnd(text, hotspots)
    setUnknown(end === null)
    if (end) onChange(end)
  }
  return (
    <form
      className={classes.endInput}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Autocomplete
        label={label}
        size="xs"
        placeholder="Hotspot or lat, lng"
        value={text}
        onChange={setText}
        onBlur={submit}
        data={found.map(({ id, name }) => ({ value: id, label: name }))}
        filter={({ options }) => options}
        dropdownOpened={found.length === 0 ? false : undefined}
        onOptionSubmit={(id) => {
          const hotspot = hotspots.find((one) => one.id === id)
          const end = hotspot && pathEndOfHotspot(hotspot)
          if (hotspot) setText(hotspot.name)
          if (end) onChange(end)
        }}
        error={unknown ? 'No hotspot of this name, and no coordinates.' : null}
      />
    </form>
  )
}
