import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconQrcode, IconSearch } from '@tabler/icons-react'
import { dayOf } from '#core/provisioning/day/dayOf'
import type { DeviceOfDay } from '#core/provisioning/day/deviceOfDay'
import { devicesCsv } from '#core/provisioning/day/devicesCsv'
import { countText } from '#core/words/countText'
import { saveFile } from '../../../platform/saveFile'
import classes from './Day.module.css'

interface DayHeadProps {
  day: string
  onDay: (day: string) => void
  filter: string
  onFilter: (filter: string) => void
  /** Those that the filter leaves. */
  devices: readonly DeviceOfDay[]
  total: number
  titleOf: (workOrderId: string) => string
  onLabels: () => void
}

/** Which day, which of its devices, and what can be taken out of them. */
export function DayHead({ day, onDay, filter, onFilter, devices, total, titleOf, onLabels }: DayHeadProps) {
  const none = devices.length === 0
  const withLabel = devices.filter(({ file }) => file !== null).length
  return (
    <Group gap="sm" align="flex-end" wrap="wrap">
      <Group gap={4} align="flex-end" wrap="nowrap">
        <ActionIcon variant="default" size={36} aria-label="The day before" onClick={() => onDay(shifted(day, -1))}>
          <IconChevronLeft size={18} />
        </ActionIcon>
        <TextInput
          label="Day"
          type="date"
          value={day}
          max={dayOf(new Date())}
          onChange={(event) => event.currentTarget.value !== '' && onDay(event.currentTarget.value)}
        />
        <ActionIcon
          variant="default"
          size={36}
          aria-label="The day after"
          disabled={day >= dayOf(new Date())}
          onClick={() => onDay(shifted(day, 1))}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Group>
      <TextInput
        label="Search"
        placeholder="Name, MAC, EUI, key, short code"
        leftSection={<IconSearch size={16} />}
        value={filter}
        data-autofocus
        spellCheck={false}
        w={300}
        onChange={(event) => onFilter(event.currentTarget.value)}
      />
      <Text c="dimmed" className="figures" mb={8} flex={1} role="status">
        {filter.trim() === '' ? countText(total, 'device') : `${devices.length} of ${countText(total, 'device')}`}
      </Text>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        disabled={none}
        onClick={() => saveFile(`devices-${day}.csv`, devicesCsv(devices, titleOf), 'text/csv;charset=utf-8')}
      >
        Export CSV
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        disabled={none}
        onClick={() => saveRecords(devices, day)}
      >
        Save records
      </Button>
      <Button className={classes.action} leftSection={<IconQrcode size={16} />} disabled={withLabel === 0} onClick={onLabels}>
        Labels
      </Button>
    </Group>
  )
}

/** The signed records as they are, one after the other: each of them verifies by itself. */
function saveRecords(devices: readonly DeviceOfDay[], day: string): void {
  const records = devices.flatMap(({ record }) => (record === null ? [] : [record]))
  saveFile(`provisioning-records-${day}.json`, `${JSON.stringify(records, null, 1)}\n`)
}

function shifted(day: string, days: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(new Date(year, month - 1, date + days, 12))
}
