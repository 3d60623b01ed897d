import { Alert, Group, Paper, SegmentedControl, Switch, Text, Title } from '@mantine/core'
import type { DeviceReview, LedgerSettings, ReviewLine } from '#core/treasury/review/reviewLine'
import classes from './Payouts.module.css'

const SETTING_NAMES = { debugContracts: 'Debug contracts', rawMessages: 'Raw messages' } as const

interface DeviceReviewPanelProps {
  review: DeviceReview
  /** The setting of the Ethereum app that changes what it shows of this; null for another app. */
  setting: keyof typeof SETTING_NAMES | null
  settings: LedgerSettings
  onSettings: (settings: LedgerSettings) => void
}

/** Left what the device will show, line by line; right, beside each line, what it stands for. */
export function DeviceReviewPanel({ review, setting, settings, onSettings }: DeviceReviewPanelProps) {
  const { device, offScreen, advice, notes } = review
  return (
    <Paper withBorder px="md" py="xs" className={classes.review} tabIndex={0} role="group" aria-label="Review">
      <Title order={2} className={classes.head}>
        What the Ledger shows
      </Title>
      <Group justify="space-between" gap="xs">
        <Title order={2}>What it stands for</Title>
        {setting && (
          <Group gap="sm">
            <SegmentedControl
              size="xs"
              aria-label="Model of the Ledger"
              data={[
                { value: 'nano', label: 'Nano' },
                { value: 'touch', label: 'Touch' },
              ]}
              value={settings.model}
              onChange={(model) => onSettings({ ...settings, model })}
            />
            <Switch
              size="xs"
              label={`${SETTING_NAMES[setting]} is on`}
              checked={settings[setting]}
              onChange={(event) => onSettings({ ...settings, [setting]: event.currentTarget.checked })}
            />
          </Group>
        )}
      </Group>
      {device.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: labels repeat, and lines only change as a whole
        <Line key={at} line={line} />
      ))}
      <Title order={2} className={classes.offScreen}>
        Not on the screen
      </Title>
      {offScreen.map((line) => (
        <Line key={line.label} line={line} />
      ))}
      {advice.map(({ setting, why, how }) => (
        // A recommendation, no alarm.
        <Alert key={setting} role="note" color="blue" variant="light" py={6} mt="xs" className={classes.wide}>
          {how} {why}
        </Alert>
      ))}
      {notes.map((note) => (
        <Text key={note} fz="sm" c="dimmed" className={classes.wide}>
          {note}
        </Text>
      ))}
    </Paper>
  )
}

function Line({ line: { label, value, instead, meaning } }: { line: ReviewLine }) {
  return (
    <>
      <div className={classes.line}>
        <Text fz="xs" c={value === '' ? undefined : 'dimmed'} fw={value === '' ? 550 : undefined}>
          {label}
        </Text>
        {value === null && (
          <Text fz="sm" c="dimmed">
            {instead}
          </Text>
        )}
        {value && (
          <Text fz="sm" fw={550} ff="monospace">
            {value}
          </Text>
        )}
      </div>
      <Text fz="sm" className={classes.line}>
        {meaning}
      </Text>
    </>
  )
}
