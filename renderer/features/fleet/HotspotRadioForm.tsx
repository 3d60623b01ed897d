import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { HotspotRadio } from '#core/model/radioProfile'
import type { Hotspot } from '#core/model/records'
import { useRadioProfiles } from '../../data/coverage/radioProfiles'
import { reviseRecord } from '../../data/records/changeRecords'
import { MayWrite } from '../../ui/access/MayWrite'

interface HotspotRadioFormProps {
  hotspot: Hotspot
  /** Called with the outcome of a write: null when it went well. */
  onDone: (thrown: unknown) => void
}

type Figure = 'antennaHeightM' | 'antennaGainDbi' | 'txPowerDbm'
const FIGURES: { key: Figure; label: string; suffix: string }[] = [
  { key: 'antennaHeightM', label: 'Antenna height', suffix: ' m' },
  { key: 'antennaGainDbi', label: 'Antenna gain', suffix: ' dBi' },
  { key: 'txPowerDbm', label: 'Power', suffix: ' dBm' },
]
const SECTOR = { beamwidthDeg: 65, maxAttenuationDb: 25 }

/** Where this hotspot's radio differs from the profile that the fleet is computed with. Empty fields follow the profile. */
export function HotspotRadioForm({ hotspot, onDone }: HotspotRadioFormProps) {
  const profiles = useRadioProfiles()
  const [draft, setDraft] = useState<HotspotRadio>(hotspot.radio ?? {})
  const isChanged = JSON.stringify(draft) !== JSON.stringify(hotspot.radio ?? {})
  const sector = draft.antenna?.kind === 'sector' ? draft.antenna : null
  // A key that is undefined would be written as a field without a value.
  const change = (patch: HotspotRadio) =>
    setDraft(Object.fromEntries(Object.entries({ ...draft, ...patch }).filter(([, value]) => value !== undefined)))
  const numberOf = (value: string | number) => (value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value))

  return (
    <Stack gap="xs" role="group" aria-label="Radio">
      <Text fz="xs" c="dimmed">
        Radio: empty fields follow the profile
      </Text>
      <Select
        label="Profile"
        placeholder="As the fleet"
        clearable
        data={profiles?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={draft.profileId ?? null}
        onChange={(id) => change({ profileId: id ?? undefined })}
      />
      <SimpleGrid cols={2} spacing="xs">
        {FIGURES.map(({ key, label, suffix }) => (
          <NumberInput
            key={key}
            label={label}
            suffix={suffix}
            placeholder="as the profile"
            hideControls
            value={draft[key] ?? ''}
            error={key === 'antennaHeightM' && (draft[key] ?? 1) <= 0 ? 'above ground' : undefined}
            onChange={(value) => change({ [key]: numberOf(value) })}
          />
        ))}
        <NumberInput
          label="Sector direction"
          suffix="°"
          placeholder="all round"
          hideControls
          min={0}
          max={360}
          value={sector?.azimuthDeg ?? ''}
          onChange={(value) => {
            const azimuthDeg = numberOf(value)
            change({ antenna: azimuthDeg === undefined ? undefined : { ...SECTOR, ...sector, kind: 'sector', azimuthDeg } })
          }}
        />
      </SimpleGrid>
      <Group justify="flex-end">
        <MayWrite tables={['hotspots']}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!isChanged || (draft.antennaHeightM ?? 1) <= 0}
            onClick={() => {
              const act = { kind: 'hotspot', title: `Radio of ${hotspot.name} changed` }
              reviseRecord(act, 'hotspots', hotspot, { radio: draft }).then(() => onDone(null), onDone)
            }}
          >
            Save radio
          </Button>
        </MayWrite>
      </Group>
    </Stack>
  )
}
