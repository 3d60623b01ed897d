import { Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { createMemberExplainer } from '#core/rewards/explain/explainMember'
import type { SplitFile } from '#core/rewards/splitFile'
import { amountText } from '#core/words/amountText'
import { Amount } from '../../../ui/Amount'
import { SignedAmount } from '../../../ui/SignedAmount'
import { ChangeReasons } from './ChangeReasons'
import classes from './explain.module.css'
import type { Comparison } from './useComparison'

interface MemberWhyProps {
  split: SplitFile
  memberId: string
  comparison: Comparison
}

/** A member's amount: why it is not what it was before, and how it came about stage by stage. */
export function MemberWhy({ split, memberId, comparison }: MemberWhyProps) {
  const explain = useMemo(() => createMemberExplainer(split), [split])
  const why = useMemo(() => explain(memberId), [explain, memberId])
  if (!why) return null
  return (
    <Stack gap="sm">
      <ComparedWith split={split} memberId={memberId} comparison={comparison} />
      <section aria-label={`Stages that gave ${why.name} something`}>
        <Title order={3} mb={4}>
          How it comes about
        </Title>
        <ul className={classes.lines}>
          {why.stages.map((line) => (
            <li key={`${line.isTakenBack} ${line.appliedId} ${line.stageId}`}>
              <div>
                <Text fz="xs" fw={550}>
                  {line.agreementName}, stage {line.stage} of {line.stages}: {line.rule}
                  {line.isTakenBack && ', taken back'}
                </Text>
                <Text fz="xs" c="dimmed" lineClamp={3} title={line.sentence}>
                  {line.sentence}
                </Text>
                <Text fz="xs" c="dimmed">
                  <Amount baseUnits={line.inBaseUnits} token={split.token} /> came in.
                  {line.limits.map(({ sentence }) => ` ${sentence}`)}
                  {line.roundedUnits > 0n && ' It has one of the base units that did not divide.'}
                </Text>
              </div>
              <div>
                <Text fz="xs">
                  <SignedAmount baseUnits={line.baseUnits} token={split.token} />
                </Text>
              </div>
            </li>
          ))}
          {why.stages.length === 0 && (
            <li>
              <div>
                <Text fz="xs" c="dimmed">
                  No stage gave anything.
                </Text>
              </div>
            </li>
          )}
          {why.settlement.map((line) => (
            <li key={line.kind}>
              <div>
                <Text fz="xs">{line.sentence}</Text>
              </div>
              <div>
                <Text fz="xs">
                  <SignedAmount baseUnits={line.baseUnits} token={split.token} />
                </Text>
              </div>
            </li>
          ))}
          <li>
            <div>
              <Text fz="xs" fw={600}>
                Paid with this period
              </Text>
            </div>
            <div>
              <Text fz="xs" fw={600}>
                <Amount baseUnits={why.paidBaseUnits} token={split.token} />
              </Text>
            </div>
          </li>
        </ul>
      </section>
    </Stack>
  )
}

function ComparedWith({ split, memberId, comparison }: MemberWhyProps) {
  if (comparison.state === 'failed') return <Text fz="xs">{comparison.problem.message}</Text>
  if (comparison.state === 'working') {
    return (
      <Text fz="xs" c="dimmed">
        Comparing with the period before…
      </Text>
    )
  }
  if (comparison.state === 'none') {
    return (
      <Text fz="xs" c="dimmed">
        {comparison.isCorrection
          ? 'This period corrects another: its amounts are differences already.'
          : `No period of ${split.token.symbol} was closed before, so there is nothing to compare with.`}
      </Text>
    )
  }
  const { beforeName, members } = comparison.comparison
  const change = members.find((each) => each.memberId === memberId)
  if (!change) return null
  return (
    <section aria-label={`Compared with ${beforeName}`}>
      <Title order={3} mb={4} aria-live="polite">
        {changeText(change.changeBaseUnits, change.beforeBaseUnits === null, beforeName, split)}
      </Title>
      <ChangeReasons parts={change.parts} token={split.token} most={6} />
    </section>
  )
}

function changeText(change: bigint, isNew: boolean, beforeName: string, { token }: SplitFile): string {
  if (isNew) return `Was no member in ${beforeName}`
  if (change === 0n) return `As much as in ${beforeName}`
  return `${amountText(change < 0n ? -change : change, token)} ${change < 0n ? 'less' : 'more'} than in ${beforeName}, because`
}
