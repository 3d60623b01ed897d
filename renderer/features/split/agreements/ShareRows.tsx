import { ActionIcon, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowBarToDown, IconArrowBarToUp, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { equalPercents, sumShares } from '../shareSum'
import { AmountField } from './AmountField'
import { type DraftAmount, type DraftShare, emptyShare, IN_TOKEN, type SharesDraft } from './agreementDraft'
import { PercentField } from './PercentField'
import { ReceiverFields } from './ReceiverFields'
import { RowFaults } from './RowFaults'
import type { StageFieldsProps } from './StageFields'
import { SumSentence } from './SumSentence'

/** Who shares in a stage and by how much, each perhaps between a floor and a cap, with the exact sum below. */
export function ShareRows({ stage, of, choices, symbol, faultOf, onChange }: StageFieldsProps<SharesDraft>) {
  const { shares, by, kind } = stage
  const replace = (line: string, patch: Partial<DraftShare>) =>
    onChange({ ...stage, shares: shares.map((share) => (share.line === line ? { ...share, ...patch } : share)) })

  function shareEqually() {
    const percents = equalPercents(shares.map(({ line }) => line))
    const part = (line: string) => (by === 'parts' ? '1' : (percents.get(line) ?? ''))
    onChange({ ...stage, shares: shares.map((share) => ({ ...share, share: part(share.line) })) })
  }

  return (
    <Stack gap={6} role="group" aria-label={`Shares of ${of}`}>
      {shares.map((share, at) => {
        const ofShare = `share ${at + 1} of ${of}`
        return (
          <Stack key={share.line} gap={4}>
            <Group gap={4} wrap="nowrap" align="flex-start">
              <ReceiverFields
                of={ofShare}
                receiver={share}
                choices={choices}
                isFaulty={faultOf(`${share.line}.to`) !== undefined}
                onChange={({ to, role }) => replace(share.line, { to, role })}
              />
              {by === 'percent' ? (
                <PercentField
                  label={`Percentage of ${ofShare}`}
                  value={share.share}
                  isFaulty={faultOf(`${share.line}.share`) !== undefined}
                  onChange={(text) => replace(share.line, { share: text })}
                />
              ) : (
                <TextInput
                  w={96}
                  size="xs"
                  inputMode="numeric"
                  aria-label={`Parts of ${ofShare}`}
                  placeholder="Parts"
                  value={share.share}
                  error={faultOf(`${share.line}.share`) !== undefined}
                  onChange={(event) => replace(share.line, { share: event.currentTarget.value })}
                />
              )}
              <BoundButton bound="cap" of={ofShare} share={share} onAdd={(cap) => replace(share.line, { cap })} />
              <BoundButton bound="floor" of={ofShare} share={share} onAdd={(floor) => replace(share.line, { floor })} />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Remove ${ofShare}`}
                onClick={() => onChange({ ...stage, shares: shares.filter(({ line }) => line !== share.line) })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
            <RowFaults of={['to', 'share', 'floor', 'cap'].map((field) => faultOf(`${share.line}.${field}`))} />
            {(['floor', 'cap'] as const).map((bound) => {
              const amount = share[bound]
              if (!amount) return null
              return (
                <Group key={bound} gap="xs" pl="md" wrap="nowrap" align="flex-start">
                  <Text fz="xs" c="dimmed" w={60} pt={6}>
                    {bound === 'cap' ? 'At most' : 'At least'}
                  </Text>
                  <AmountField
                    label={bound === 'cap' ? 'Cap' : 'Floor'}
                    of={ofShare}
                    amount={amount}
                    symbol={symbol}
                    isFaulty={faultOf(`${share.line}.${bound}`) !== undefined}
                    onChange={(changed) => replace(share.line, { [bound]: changed })}
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove the ${bound} of ${ofShare}`}
                    onClick={() => replace(share.line, { [bound]: null })}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                </Group>
              )
            })}
          </Stack>
        )
      })}
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={12} />}
            onClick={() => onChange({ ...stage, shares: [...shares, emptyShare(firstShare(stage))] })}
          >
            Add a share
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={shareEqually} disabled={shares.length < 2}>
            Share equally
          </Button>
        </Group>
        {kind === 'remainder' && (
          <SegmentedControl
            size="xs"
            aria-label={`How the shares of ${of} are written`}
            data={[
              { value: 'percent', label: 'Percent' },
              { value: 'parts', label: 'Parts' },
            ]}
            value={by}
            onChange={(value) => onChange({ ...stage, by: value as SharesDraft['by'] })}
          />
        )}
      </Group>
      {kind === 'remainder' && by === 'percent' && (
        <SumSentence sum={sumShares(shares.map(({ to, share }) => ({ memberId: to, percent: share })))} />
      )}
      {faultOf('shares') && (
        <Text fz="xs" c="var(--mantine-color-error)">
          {faultOf('shares')}
        </Text>
      )}
    </Stack>
  )
}

function firstShare({ kind, by, shares }: SharesDraft): string {
  if (kind !== 'remainder' || shares.length > 0) return ''
  return by === 'percent' ? '100' : '1'
}

interface BoundButtonProps {
  bound: 'cap' | 'floor'
  of: string
  share: DraftShare
  onAdd: (amount: DraftAmount) => void
}

function BoundButton({ bound, of, share, onAdd }: BoundButtonProps) {
  const Icon = bound === 'cap' ? IconArrowBarToUp : IconArrowBarToDown
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      title={bound === 'cap' ? 'At most …' : 'At least …'}
      aria-label={`Give a ${bound} to ${of}`}
      disabled={share[bound] !== null}
      onClick={() => onAdd({ text: '', unit: IN_TOKEN })}
    >
      <Icon size={16} />
    </ActionIcon>
  )
}
