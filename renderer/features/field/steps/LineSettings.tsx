import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { DriverName } from '#core/provisioning/session/sessionState'
import { capitalised } from '#core/words/capitalised'
import { DRIVER_WORDS } from '../flow/stepWords'

const BAUD_RATES = [4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600]
const DRIVERS = ['improv', 'linux-console', 'nmea', 'rak-at', 'esp32-rom'] satisfies DriverName[]

interface LineSettingsProps {
  driver: DriverName | null
  baudRate: number
  onDriver: (driver: DriverName | null) => void
  onBaudRate: (baudRate: number) => void
}

/** What the device speaks and how fast, for who knows better than the guess. */
export function LineSettings({ driver, baudRate, onDriver, onBaudRate }: LineSettingsProps) {
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) {
    return (
      <Button size="xl" fz="md" px="md" w="fit-content" variant="subtle" onClick={() => setIsOpen(true)}>
        Protocol: {driver === null ? 'found out' : DRIVER_WORDS[driver]}, {baudRate} baud. Change
      </Button>
    )
  }
  return (
    <Group grow>
      <NativeSelect
        label="Protocol"
        size="xl"
        data={[
          { value: '', label: 'Found out' },
          ...DRIVERS.map((value) => ({ value, label: capitalised(DRIVER_WORDS[value]) })),
        ]}
        value={driver ?? ''}
        onChange={({ currentTarget }) => onDriver(DRIVERS.find((one) => one === currentTarget.value) ?? null)}
      />
      <NativeSelect
        label="Speed"
        size="xl"
        data={[...new Set([...BAUD_RATES, baudRate])]
          .sort((a, b) => a - b)
          .map((rate) => ({ value: `${rate}`, label: `${rate} baud` }))}
        value={`${baudRate}`}
        onChange={({ currentTarget }) => onBaudRate(Number(currentTarget.value))}
      />
    </Group>
  )
}
