import { Group, Stack, Text } from '@mantine/core'
import type { Token } from '#core/model/money'
import type { ChangePart } from '#core/rewards/explain/changeParts'
import { SignedAmount } from '../../../ui/SignedAmount'
import { groupReasons } from './groupReasons'

interface ChangeReasonsProps {
  parts: readonly ChangePart[]
  token: Token
  /** So many are named one by one; more are joined by their kind. */
  most: number
}

/** Why somebody is paid more or less, the largest reason first. They add up to the whole difference. */
export function ChangeReasons({ parts, token, most }: ChangeReasonsProps) {
  return (
    <Stack gap={4} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {groupReasons(parts, most).map(({ key, sentence, place, baseUnits }) => (
        <Group component="li" key={key} justify="space-between" align="flex-start" gap="2px 12px">
          <Text fz="xs" flex="1 1 200px" lineClamp={3} title={sentence}>
            {sentence}
            {place && (
              <Text span inherit c="dimmed">
                {' '}
                {place}
              </Text>
            )}
          </Text>
          <Text fz="xs" ml="auto">
            <SignedAmount baseUnits={baseUnits} token={token} />
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
