import { Group, Stack, Text } from '@mantine/core'
import type { Token } from '#core/model/money'
import type { ChangePart } from '#core/rewards/explain/changeParts'
import { countText } from '#core/words/countText'
import { SignedAmount } from './SignedAmount'

interface ChangeReasonsProps {
  parts: readonly ChangePart[]
  token: Token
  /** The largest so many; the others are one sum. */
  most: number
}

/** Why somebody is paid more or less, the largest reason first. They add up to the whole difference. */
export function ChangeReasons({ parts, token, most }: ChangeReasonsProps) {
  const shown = parts.length <= most + 1 ? parts : parts.slice(0, most)
  const others = parts.slice(shown.length)
  return (
    <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {shown.map((part) => (
        <Group
          component="li"
          key={`${part.cause} ${part.stage?.appliedId} ${part.stage?.number}`}
          justify="space-between"
          align="flex-start"
          gap="2px 12px"
        >
          <Text fz="xs" flex="1 1 200px" lineClamp={3} title={part.sentence}>
            {part.sentence}
            {part.stage && (
              <Text span inherit c="dimmed">
                {' '}
                {part.stage.agreementName}, stage {part.stage.number}
              </Text>
            )}
          </Text>
          <Text span ml="auto">
            <SignedAmount baseUnits={part.baseUnits} token={token} />
          </Text>
        </Group>
      ))}
      {others.length > 0 && (
        <Group component="li" justify="space-between" wrap="nowrap" gap="sm">
          <Text fz="xs" c="dimmed">
            {countText(others.length, 'smaller reason')}
          </Text>
          <SignedAmount baseUnits={others.reduce((sum, { baseUnits }) => sum + baseUnits, 0n)} token={token} />
        </Group>
      )}
    </Stack>
  )
}
