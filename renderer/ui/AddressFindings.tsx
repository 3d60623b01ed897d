import { Group, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react'
import type { AddressFinding, AddressSeverity } from '#core/treasury/addresses/examineAddress'

const LOOKS: Record<AddressSeverity, { icon: typeof IconBan; color: string; word: string }> = {
  refuse: { icon: IconBan, color: 'var(--mantine-color-error)', word: 'Refused' },
  stop: { icon: IconAlertOctagon, color: 'var(--mantine-color-error)', word: 'Stop' },
  warn: { icon: IconAlertTriangle, color: 'var(--mantine-color-yellow-light-color)', word: 'Look' },
  note: { icon: IconInfoCircle, color: 'var(--mantine-color-dimmed)', word: 'Note' },
}

/** What is to be said of an address, the gravest first. */
export function AddressFindings({ findings }: { findings: readonly AddressFinding[] }) {
  if (findings.length === 0) return null
  return (
    <Stack gap={4}>
      {findings.map(({ kind, severity, message }) => {
        const { icon: Icon, color, word } = LOOKS[severity]
        return (
          <Group key={`${kind} ${message}`} gap={6} wrap="nowrap" align="flex-start">
            <Icon size={16} color={color} style={{ flexShrink: 0, marginTop: 2 }} aria-hidden />
            <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
              {severity !== 'note' && (
                <Text span inherit fw={600}>
                  {word}:{' '}
                </Text>
              )}
              {message}
            </Text>
          </Group>
        )
      })}
    </Stack>
  )
}
