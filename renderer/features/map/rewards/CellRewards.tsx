import { Text, Title } from '@mantine/core'
import { sumBaseUnits } from '#core/model/money'
import { periodOf } from '#core/rewards/splitFile'
import { numberText } from '#core/words/numberText'
import { Amount } from '../../../ui/Amount'
import { SignedAmount } from '../../../ui/SignedAmount'
import classes from '../MapScreen.module.css'
import { type PlacedReward, rewardsIn } from './placeRewards'
import type { ShownRewards } from './useRewards'

interface CellRewardsProps {
  cell: string
  rewards: ShownRewards
}

const LISTED = 12

/** The rewards of a cell, exact: their sum, what it was before where a change is shown, and which hotspots they are of. */
export function CellRewards({ cell, rewards }: CellRewardsProps) {
  const { split, before, placed, title } = rewards
  const found = rewardsIn(placed, cell)
  const sum = sumBaseUnits(found.map(({ baseUnits }) => baseUnits))
  const { token } = split
  return (
    <section aria-label="Rewards of this cell">
      <Title order={3}>{title}</Title>
      {before ? (
        <ChangeFacts
          rewards={rewards}
          beforeBaseUnits={sumBaseUnits(found.map(({ beforeBaseUnits }) => beforeBaseUnits ?? 0n))}
          changeBaseUnits={sum}
        />
      ) : (
        <Text fz="sm" fw={600}>
          <Amount baseUnits={sum} token={token} />
        </Text>
      )}
      {found.length === 0 ? (
        <Text fz="sm" c="dimmed">
          None of them is of a hotspot in this cell.
        </Text>
      ) : (
        <table className={`${classes.servers} figures`}>
          <thead>
            <tr>
              <th scope="col">Hotspot</th>
              <th scope="col">{before ? 'Change' : 'Amount'}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, LISTED).map((reward: PlacedReward) => (
              <tr key={reward.hotspotKey}>
                <td>{reward.name}</td>
                <td>
                  {before ? (
                    <SignedAmount baseUnits={reward.baseUnits} token={token} />
                  ) : (
                    <Amount baseUnits={reward.baseUnits} token={token} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > LISTED && (
        <Text fz="xs" c="dimmed">
          and {numberText(found.length - LISTED)} {before ? 'that changed less' : 'with less'}.
        </Text>
      )}
    </section>
  )
}

interface ChangeFactsProps {
  rewards: ShownRewards
  beforeBaseUnits: bigint
  changeBaseUnits: bigint
}

function ChangeFacts({ rewards: { split, before }, beforeBaseUnits, changeBaseUnits }: ChangeFactsProps) {
  return (
    <dl className={classes.facts}>
      <dt>{before ? periodOf(before).name : ''}</dt>
      <dd>
        <Amount baseUnits={beforeBaseUnits} token={split.token} />
      </dd>
      <dt>{periodOf(split).name}</dt>
      <dd>
        <Amount baseUnits={beforeBaseUnits + changeBaseUnits} token={split.token} />
      </dd>
      <dt>Change</dt>
      <dd>
        <SignedAmount baseUnits={changeBaseUnits} token={split.token} />
      </dd>
    </dl>
  )
}
