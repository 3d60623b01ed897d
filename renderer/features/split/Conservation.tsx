import { Group, Paper, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { SplitFile } from '#core/rewards/splitFile'
import { numberText } from '#core/words/numberText'
import { Amount } from '../../ui/Amount'

/** total = paid + held + dust, in exact figures, with the word that says whether it holds. */
export function Conservation({ split }: { split: SplitFile }) {
  const { totals, token } = split
  const [total, paid, held, dust] = [totals.totalBaseUnits, totals.paidBaseUnits, totals.heldBaseUnits, totals.dustBaseUnits].map(
    BigInt,
  )
  const holds = total === (paid ?? 0n) + (held ?? 0n) + (dust ?? 0n)
  const parts = [
    { name: 'total', amount: totals.totalBaseUnits, sign: '' },
    { name: 'paid', amount: totals.paidBaseUnits, sign: '=' },
    { name: 'held', amount: totals.heldBaseUnits, sign: '+' },
    { name: 'dust', amount: totals.dustBaseUnits, sign: '+' },
  ]
  return (
    <Paper withBorder px="md" py={8} component="section" aria-label="Conservation">
      <Group gap="lg" style={{ rowGap: 2 }}>
        {parts.map((part) => (
          <Group key={part.name} gap={8} wrap="nowrap">
            {part.sign && <Text c="dimmed">{part.sign}</Text>}
            <Text fz="sm">
              <Text span inherit c="dimmed">
                {part.name}{' '}
              </Text>
              <Amount baseUnits={part.amount} token={token} />
            </Text>
          </Group>
        ))}
        <Group gap={4} wrap="nowrap" c={holds ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-red-text)'}>
          {holds ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
          <Text fz="sm" fw={600}>
            {holds ? 'adds up' : 'does not add up'}
          </Text>
        </Group>
        <Text fz="sm" c="dimmed">
          {numberText(totals.roundedUnits)} rounding units of 1 base unit, handed out by largest remainder
        </Text>
      </Group>
    </Paper>
  )
}
