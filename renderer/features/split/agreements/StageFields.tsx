import { Autocomplete, Button, Group, MultiSelect, Select, Stack, Text } from '@mantine/core'
import { AmountField } from './AmountField'
import { type FixedDraft, IN_TOKEN, type PoolDraft, type RecoupDraft, type ReserveDraft, type StageDraft } from './agreementDraft'
import { PercentField } from './PercentField'
import { ReceiverFields } from './ReceiverFields'
import { RowFaults } from './RowFaults'
import type { ReceiverChoices } from './receiverChoices'
import { ShareRows } from './ShareRows'
import { StabilityFields } from './StabilityFields'
import { Words } from './Words'

export interface StageFieldsProps<S extends StageDraft> {
  stage: S
  /** What it is called: "stage 2". */
  of: string
  choices: ReceiverChoices
  symbol: string
  /** Names of reserves that are known. */
  reserves: string[]
  /** What is wrong at a field of the stage. */
  faultOf: (field: string) => string | undefined
  onChange: (stage: S) => void
}

/** The fields of one stage, by its kind. */
export function StageFields(props: StageFieldsProps<StageDraft>) {
  const { stage, onChange, ...rest } = props
  switch (stage.kind) {
    case 'fixed':
      return <FixedFields stage={stage} onChange={onChange} {...rest} />
    case 'percentage':
    case 'remainder':
      return <ShareRows stage={stage} onChange={onChange} {...rest} />
    case 'until-recouped':
      return <RecoupFields stage={stage} onChange={onChange} {...rest} />
    case 'pool':
      return <PoolFields stage={stage} onChange={onChange} {...rest} />
    case 'reserve':
      return <ReserveFields stage={stage} onChange={onChange} {...rest} />
    case 'stability':
      return <StabilityFields stage={stage} onChange={onChange} {...rest} />
  }
}

function FixedFields({ stage, of, choices, symbol, faultOf, onChange }: StageFieldsProps<FixedDraft>) {
  return (
    <Stack gap={6}>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <ReceiverFields
          of={of}
          receiver={stage.receiver}
          choices={choices}
          isFaulty={faultOf('to') !== undefined}
          onChange={(receiver) => onChange({ ...stage, receiver })}
        />
      </Group>
      <RowFaults of={[faultOf('to')]} />
      <Group gap={4} align="flex-start">
        <AmountField
          label="Amount"
          of={of}
          amount={stage.amount}
          symbol={symbol}
          isFaulty={faultOf('amount') !== undefined}
          onChange={(amount) => onChange({ ...stage, amount })}
        />
        <Select
          flex={1}
          miw={180}
          size="xs"
          allowDeselect={false}
          aria-label={`Where there is not enough for ${of}`}
          data={[
            { value: 'carry', label: 'What is short is owed on' },
            { value: 'cap', label: 'What is short is let go' },
          ]}
          value={stage.whenShort}
          onChange={(whenShort) => onChange({ ...stage, whenShort: whenShort === 'cap' ? 'cap' : 'carry' })}
        />
      </Group>
      <RowFaults of={[faultOf('amount')]} />
    </Stack>
  )
}

function RecoupFields({ stage, of, choices, symbol, faultOf, onChange }: StageFieldsProps<RecoupDraft>) {
  return (
    <Stack gap={6}>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <ReceiverFields
          of={of}
          receiver={stage.receiver}
          choices={choices}
          isFaulty={faultOf('to') !== undefined}
          onChange={(receiver) => onChange({ ...stage, receiver })}
        />
      </Group>
      <RowFaults of={[faultOf('to')]} />
      <Group gap="xs" align="flex-start">
        <Words>up to</Words>
        <PercentField
          label={`Percentage of ${of}`}
          value={stage.upToPercent}
          isFaulty={faultOf('percent') !== undefined}
          onChange={(upToPercent) => onChange({ ...stage, upToPercent })}
        />
        <Words>of what is left, until</Words>
        <AmountField
          label="Cost"
          of={of}
          amount={stage.cost}
          symbol={symbol}
          isFaulty={faultOf('amount') !== undefined}
          onChange={(cost) => onChange({ ...stage, cost })}
        />
        <Words>came back</Words>
      </Group>
      <RowFaults of={[faultOf('percent'), faultOf('amount')]} />
      {stage.counter && (
        <Text fz="xs" c="dimmed">
          Goes on with what came back under {stage.counter}.
        </Text>
      )}
    </Stack>
  )
}

const WEIGHTS = [
  { value: 'equal', label: 'In equal parts' },
  { value: 'hotspots', label: 'By the hotspots that they host' },
  { value: 'uptime', label: 'By the uptime of their hotspots' },
  { value: 'data', label: 'By the data that their hotspots carried' },
  { value: 'contribution', label: 'By what they contributed' },
]

function PoolFields({ stage, of, choices, faultOf, onChange }: StageFieldsProps<PoolDraft>) {
  return (
    <Stack gap={6}>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <PercentField
          label={`Percentage of ${of}`}
          value={stage.percent}
          isFaulty={faultOf('percent') !== undefined}
          onChange={(percent) => onChange({ ...stage, percent })}
        />
        <Select
          flex={1}
          size="xs"
          allowDeselect={false}
          aria-label={`How ${of} is shared`}
          data={WEIGHTS}
          value={stage.by}
          onChange={(by) => onChange({ ...stage, by: (by ?? 'equal') as PoolDraft['by'] })}
        />
      </Group>
      <RowFaults of={[faultOf('percent')]} />
      <MultiSelect
        size="xs"
        searchable
        clearable
        placeholder={stage.memberIds.length === 0 ? 'Choose the members of the pool' : ''}
        aria-label={`Members of ${of}`}
        data={choices.members}
        limit={100}
        value={stage.memberIds}
        error={faultOf('members')}
        onChange={(memberIds) => onChange({ ...stage, memberIds })}
      />
      {choices.members.length > stage.memberIds.length && (
        <Button
          size="compact-xs"
          variant="subtle"
          w="max-content"
          onClick={() => onChange({ ...stage, memberIds: choices.members.map(({ value }) => value) })}
        >
          All {choices.members.length}
        </Button>
      )}
    </Stack>
  )
}

function ReserveFields({ stage, of, symbol, reserves, faultOf, onChange }: StageFieldsProps<ReserveDraft>) {
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-start">
        <PercentField
          label={`Percentage of ${of}`}
          value={stage.percent}
          isFaulty={faultOf('percent') !== undefined}
          onChange={(percent) => onChange({ ...stage, percent })}
        />
        <Words>into</Words>
        <Autocomplete
          flex={1}
          miw={140}
          size="xs"
          placeholder="Name of the reserve"
          aria-label={`Reserve of ${of}`}
          data={reserves}
          value={stage.reserve}
          error={faultOf('reserve') !== undefined}
          onChange={(reserve) => onChange({ ...stage, reserve })}
        />
        {stage.until ? (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Words>until it holds</Words>
            <AmountField
              label="Most"
              of={of}
              amount={stage.until}
              symbol={symbol}
              isFaulty={faultOf('amount') !== undefined}
              onChange={(until) => onChange({ ...stage, until })}
            />
            <Button size="compact-xs" variant="subtle" mt={3} onClick={() => onChange({ ...stage, until: null })}>
              Without end
            </Button>
          </Group>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            mt={3}
            onClick={() => onChange({ ...stage, until: { text: '', unit: IN_TOKEN } })}
          >
            Until it holds …
          </Button>
        )}
      </Group>
      <RowFaults of={[faultOf('percent'), faultOf('reserve'), faultOf('amount')]} />
    </Stack>
  )
}
