import { Button, Group, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatAmount, parseAmount } from '#core/model/money'
import { minimumPayoutSetting } from '#core/records/tables/cooperativeSettings'
import { saveCooperativeSetting } from '../../../data/cooperative/settings'
import { dropMinimumOfPeriod } from '../../../data/money/periodInputs'
import type { SplitInputs } from '../../../data/money/splitInputs'
import { MayWrite } from '../../../ui/access/MayWrite'
import type { InputsPartProps } from './InputsSection'

interface MinimumPayoutPartProps extends InputsPartProps {
  inputs: SplitInputs
}

/** What is less than this waits until it is more; of the token, unless a file gave the period one of its own. */
export function MinimumPayoutPart({ period, isClosed, run, inputs }: MinimumPayoutPartProps) {
  const { token } = period
  const kept = formatAmount(inputs.minimumPayoutBaseUnits, token.decimals)
  const [typed, setTyped] = useState<string | null>(null)

  async function save() {
    const baseUnits = parseAmount(typed ?? kept, token.decimals, { field: 'smallest payout' }).toString()
    const act = { kind: 'setting', title: `Smallest payout of ${token.symbol} set to ${typed} ${token.symbol}` }
    await saveCooperativeSetting(act, minimumPayoutSetting(token.symbol), baseUnits)
    setTyped(null)
  }

  return (
    <div>
      <Title order={3} mb={4}>
        Smallest payout
      </Title>
      {inputs.isMinimumOfPeriod ? (
        <Group gap="md">
          <Text fz="sm" className="figures">
            {kept} {token.symbol} in this period, as its file says.
          </Text>
          {!isClosed && (
            <MayWrite tables={['periodInputs']}>
              <Button size="compact-sm" variant="default" onClick={() => run(() => dropMinimumOfPeriod(period))}>
                Use that of all periods
              </Button>
            </MayWrite>
          )}
        </Group>
      ) : (
        <Group gap="xs" align="flex-end">
          <TextInput
            label={`In ${token.symbol}, in all periods that are not closed`}
            description="What a member is due below it is carried to the next period. 0 pays everything."
            size="xs"
            value={typed ?? kept}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <MayWrite tables={['cooperativeSettings']}>
            <Button size="xs" variant="default" disabled={typed === null || typed.trim() === kept} onClick={() => run(save)}>
              Save
            </Button>
          </MayWrite>
        </Group>
      )}
    </div>
  )
}
