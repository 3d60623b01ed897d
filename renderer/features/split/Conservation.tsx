import { Group, Paper, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { SplitFile } from '#core/rewards/splitFile'
import { Amount } from '../../ui/Amount'

interface Part {
  name: string
  baseUnits: string
  sign: '' | '=' | '+'
}

/** What came in and where it went, in exact figures, with the word that says whether it adds up. */
export function Conservation({ split }: { split: SplitFile }) {
  const [period, ...others] = equationsOf(split)
  return (
    <Paper withBorder px="md" py={8} component="section" aria-label="Conservation">
      {period && <Equation parts={period.parts} split={split} />}
      {others.map(({ title, parts }) => (
        <div key={title}>
          <Text fz="xs" c="dimmed" mt={4}>
            {title}
          </Text>
          <Equation parts={parts} split={split} />
        </div>
      ))}
    </Paper>
  )
}

function Equation({ parts, split }: { parts: Part[]; split: SplitFile }) {
  const [left, right] = [sumOf(parts, true), sumOf(parts, false)]
  const holds = left === right
  return (
    <Group gap="lg" style={{ rowGap: 2 }}>
      {parts.map((part) => (
        <Group key={part.name} gap={8} wrap="nowrap">
          {part.sign && <Text c="dimmed">{part.sign}</Text>}
          <Text fz="sm">
            <Text span inherit c="dimmed">
              {part.name}{' '}
            </Text>
            <Amount baseUnits={part.baseUnits} token={split.token} />
          </Text>
        </Group>
      ))}
      <Group gap={4} wrap="nowrap" c={holds ? 'var(--mantine-color-green-text)' : 'var(--mantine-color-red-text)'}>
        {holds ? <IconCircleCheck size={18} /> : <IconAlertTriangle size={18} />}
        <Text fz="sm" fw={600}>
          {holds ? 'adds up' : 'does not add up'}
        </Text>
      </Group>
    </Group>
  )
}

/** The sum of the parts before the equals sign, or from it on. */
function sumOf(parts: readonly Part[], before: boolean): bigint {
  const equals = parts.findIndex(({ sign }) => sign === '=')
  return parts.filter((_, at) => at < equals === before).reduce((sum, { baseUnits }) => sum + BigInt(baseUnits), 0n)
}

function equationsOf(split: SplitFile): { title: string; parts: Part[] }[] {
  const { totals } = split
  const total: Part = { name: 'total', baseUnits: totals.totalBaseUnits, sign: '' }
  const dust: Part = { name: 'dust', baseUnits: totals.dustBaseUnits, sign: '+' }
  if (split.format !== 'commonmast-split-v3') {
    const paid: Part = { name: 'paid', baseUnits: totals.paidBaseUnits, sign: '=' }
    return [{ title: 'This period', parts: [total, paid, { name: 'held', baseUnits: totals.heldBaseUnits, sign: '+' }, dust] }]
  }
  const { opening, closing, sinceBeginning, paidBaseUnits } = split.totals
  const paid: Part = { name: 'paid', baseUnits: paidBaseUnits, sign: '=' }
  const before = accountsOf(opening).filter(({ baseUnits }) => baseUnits !== '0')
  const period = [
    total,
    ...before.map((part) => ({ ...part, name: `${part.name} before` })),
    paid,
    ...accountsOf(closing).filter(({ name, baseUnits }) => name === 'held' || baseUnits !== '0'),
    dust,
  ]
  if (split.opening === null) return [{ title: 'This period', parts: period }]
  return [
    { title: 'This period', parts: period },
    {
      title: 'Since the beginning',
      parts: [
        { name: 'received', baseUnits: sinceBeginning.totalBaseUnits, sign: '' },
        { name: 'all paid', baseUnits: sinceBeginning.paidBaseUnits, sign: '=' },
        ...accountsOf(closing).map((part) => ({ ...part, name: `${part.name} now` })),
        { name: 'all dust', baseUnits: sinceBeginning.dustBaseUnits, sign: '+' },
      ],
    },
  ]
}

function accountsOf({ held, reserve, carried, prepaid }: Record<'held' | 'reserve' | 'carried' | 'prepaid', string>): Part[] {
  return Object.entries({ held, reserve, carried, 'paid ahead': prepaid }).map(([name, baseUnits]) => ({
    name,
    baseUnits,
    sign: '+',
  }))
}
