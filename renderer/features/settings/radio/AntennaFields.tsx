import { Fieldset, SegmentedControl, Stack, Text } from '@mantine/core'
import type { Antenna } from '#core/model/radioProfile'
import { NumberFields } from './NumberFields'

const SECTOR = { kind: 'sector', azimuthDeg: 0, beamwidthDeg: 65, maxAttenuationDb: 25 } as const
const SECTOR_FIELDS = [
  { key: 'azimuthDeg', label: 'Main direction', suffix: '°', decimals: 0 },
  { key: 'beamwidthDeg', label: 'Beam width at half power', suffix: '°', decimals: 0 },
  { key: 'maxAttenuationDb', label: 'Front to back', suffix: ' dB', decimals: 1 },
] as const

/** All round, or a sector. A measured pattern comes with an imported profile and keeps its figures. */
export function AntennaFields({ antenna, onChange }: { antenna: Antenna; onChange: (antenna: Antenna) => void }) {
  return (
    <Fieldset legend="Antenna" variant="unstyled">
      <Stack gap="xs">
        <SegmentedControl
          aria-label="Kind of antenna"
          size="xs"
          data={[
            { value: 'omni', label: 'All round' },
            { value: 'sector', label: 'Sector' },
            ...(antenna.kind === 'pattern' ? [{ value: 'pattern', label: 'Measured pattern' }] : []),
          ]}
          value={antenna.kind}
          onChange={(kind) => {
            if (kind !== antenna.kind) onChange(kind === 'sector' ? SECTOR : { kind: 'omni' })
          }}
        />
        {antenna.kind === 'sector' && (
          <NumberFields
            title="Sector"
            fields={SECTOR_FIELDS}
            values={antenna}
            faults={{}}
            onChange={(key, value) => onChange({ ...antenna, [key]: value })}
          />
        )}
        {antenna.kind === 'pattern' && (
          <Text fz="sm" c="dimmed">
            {antenna.attenuationDb.length} measured bearings, main direction {antenna.azimuthDeg}°.
          </Text>
        )}
      </Stack>
    </Fieldset>
  )
}
