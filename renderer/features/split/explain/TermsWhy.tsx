import { Stack, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { stageSentence } from '#core/agreements/termsSentences'
import { sumBaseUnits } from '#core/model/money'
import { sharedIn } from '#core/rewards/explain/sharedIn'
import type { SplitFile } from '#core/rewards/splitFile'
import { Amount } from '../../../ui/Amount'
import classes from './explain.module.css'

interface TermsWhyProps {
  split: SplitFile
  agreementId: string
  /** One stage of it, or null for all. */
  stageId: string | null
}

interface StageSum {
  id: string
  number: number
  sentence: string
  inBaseUnits: bigint
  givenBaseUnits: bigint
}

/** An agreement stage by stage: what each says, what came in and what it gave, for all of its hosts together. */
export function TermsWhy({ split, agreementId, stageId }: TermsWhyProps) {
  const stages = useMemo(() => stageSums(split, agreementId), [split, agreementId])
  return (
    <Stack gap={4}>
      <Title order={3}>{stageId === null ? 'Its stages' : 'The stage'}</Title>
      <ul className={classes.lines}>
        {stages
          .filter(({ id }) => stageId === null || id === stageId)
          .map(({ id, number, sentence, inBaseUnits, givenBaseUnits }) => (
            <li key={id}>
              <div>
                <Text fz="xs" lineClamp={4} title={sentence}>
                  {number}. {sentence}
                </Text>
                <Text fz="xs" c="dimmed">
                  <Amount baseUnits={inBaseUnits} token={split.token} /> came in.
                </Text>
              </div>
              <div>
                <Text fz="xs">
                  <Amount baseUnits={givenBaseUnits} token={split.token} />
                </Text>
              </div>
            </li>
          ))}
      </ul>
    </Stack>
  )
}

function stageSums(split: SplitFile, agreementId: string): StageSum[] {
  const names = new Map(split.members.map(({ id, name }) => [id, name]))
  const applied = sharedIn(split).shared.filter(({ terms }) => terms.id === agreementId)
  return (applied[0]?.terms.stages ?? []).map((stage, at) => {
    const results = applied.flatMap(({ stages }) => stages[at] ?? [])
    return {
      id: stage.id,
      number: at + 1,
      sentence: stageSentence(stage, names, { token: split.token }),
      inBaseUnits: sumBaseUnits(results.map(({ inBaseUnits }) => inBaseUnits)),
      givenBaseUnits: sumBaseUnits(results.map(({ inBaseUnits, outBaseUnits }) => inBaseUnits - outBaseUnits)),
    }
  })
}
