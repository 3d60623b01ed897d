import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { isPaidInMoney, periodOf, type SplitFile } from '#core/rewards/splitFile'
import type { ChainRecord, TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import type { AllPayouts } from '../../../data/treasury/payoutQueries'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { Code } from '../../../ui/Code'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { shortened } from '../../../ui/shortened'
import { MethodFields } from './MethodFields'
import { PreparedPayout } from './PreparedPayout'
import { isOfSolana } from './payoutSnapshot'
import { previousText } from './previousWords'
import { SettingsFields } from './SettingsFields'
import { SnapshotButtons } from './SnapshotButtons'
import { type NewPayoutWork, useNewPayout } from './useNewPayout'

interface NewPayoutFormProps {
  all: AllPayouts
  splits: SplitFile[]
  treasuries: TreasuryRecord[]
  tokens: TokenRecord[]
  chains: ChainRecord[]
  replaced: KeptPayout | null
}

/** What is paid, by whom and how; below it the payout as it comes out, before anything is kept. */
export function NewPayoutForm({ chains, replaced, ...parts }: NewPayoutFormProps) {
  const work = useNewPayout({ ...parts, replaced })
  const { split, treasury, token, fitting, method, problem, prepared, isPreparing } = work
  const evmSnapshot = work.snapshot && !isOfSolana(work.snapshot) ? work.snapshot : null
  const chainName = (id: string) => chains.find((chain) => chain.id === id)?.name ?? id

  function submit(event: FormEvent) {
    event.preventDefault()
    void work.prepare()
  }

  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          <SimpleGrid cols={3} spacing="sm" maw={1100}>
            <NativeSelect
              label="Split"
              data={parts.splits.map((one) => ({ value: one.contentSha256, label: periodOf(one).name }))}
              value={split?.contentSha256 ?? ''}
              onChange={(event) => work.chooseSplit(event.currentTarget.value)}
            />
            <NativeSelect
              label="Treasury"
              data={parts.treasuries.map(({ id, name, facts }) => ({ value: id, label: `${name} (${chainName(facts.chain)})` }))}
              value={treasury?.id ?? ''}
              onChange={(event) => work.chooseTreasury(event.currentTarget.value)}
            />
            <NativeSelect
              label="Token"
              data={fitting.map(({ id, facts }) => ({
                value: id,
                label: `${facts.symbol} (${facts.address === null ? 'native coin' : shortened(facts.address)})`,
              }))}
              value={token?.id ?? ''}
              description={token?.facts.address && <Code value={token.facts.address} what="contract of the token" whole />}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={fitting.length === 0 && 'There is no token on this chain: add it under Accounts.'}
              onChange={(event) => work.chooseToken(event.currentTarget.value)}
            />
          </SimpleGrid>
          {treasury && (
            <MethodFields
              treasury={treasury}
              payees={work.payees}
              recommended={work.recommended}
              method={method}
              onMethod={work.chooseMethod}
              distributors={work.distributors}
              distributor={work.distributor?.address ?? ''}
              onDistributor={work.chooseDistributor}
            />
          )}
          {treasury && token && (
            <SnapshotButtons
              treasury={treasury}
              token={token}
              distributor={method === 'merkle' ? (work.distributor?.address ?? null) : null}
              payees={work.payeeAddresses}
              heldNonces={work.heldNonces}
              snapshot={work.snapshot}
              onTaken={work.takeSnapshot}
              onProblem={work.fail}
            />
          )}
          {treasury && treasury.facts.kind !== 'solana' && (
            <SettingsFields
              isSafe={treasury.facts.kind === 'safe'}
              method={method}
              typed={work.settings}
              snapshot={evmSnapshot}
              problem={problem}
              onChange={work.type}
            />
          )}
          {split?.members.some(isPaidInMoney) && (
            <Text fz="sm">
              Paid in money, so that their tokens stay in the treasury:{' '}
              {split.members
                .filter(isPaidInMoney)
                .map(({ name }) => name)
                .join(', ')}
              .
            </Text>
          )}
          <Answers work={work} replaced={replaced} />
          {problem && <ProblemAlert problem={problem} onClose={work.dismiss} />}
          <Group>
            <MayWrite tables={['payouts', 'payoutMoves']}>
              <Button type="submit" loading={isPreparing} disabled={!token} variant={prepared ? 'default' : 'filled'}>
                {prepared ? 'Prepare again' : 'Prepare payout'}
              </Button>
            </MayWrite>
            {isPreparing && (
              <Button variant="subtle" onClick={work.cancel}>
                Cancel
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      {prepared && treasury && token && <PreparedPayout payout={prepared} work={work} />}
    </Stack>
  )
}

/** What only a person can say. */
function Answers({ work, replaced }: { work: NewPayoutWork; replaced: KeptPayout | null }) {
  const { answers, answer, previous, token, method, problem } = work
  if (replaced) {
    return (
      <TextInput
        label="Why it takes the place of the other"
        maw={640}
        required
        value={answers.reason}
        onChange={(event) => answer({ reason: event.currentTarget.value })}
      />
    )
  }
  return (
    <Stack gap="xs">
      <Text fz="sm">{previousText(previous.length, token?.facts.symbol ?? '')}</Text>
      {previous.length === 0 && (
        <Checkbox
          label="This is the first payout of all: nothing of this token was paid before, here or elsewhere"
          checked={answers.isFirst}
          onChange={(event) => answer({ isFirst: event.currentTarget.checked })}
        />
      )}
      {method === 'merkle' && previous.length > 0 && (
        <Checkbox
          label="It is the first root of this distributor"
          checked={answers.isFirstRoot}
          onChange={(event) => answer({ isFirstRoot: event.currentTarget.checked })}
        />
      )}
      {(problem?.code === 'payout.same-content' || answers.isAnotherPeriod) && (
        <Checkbox
          label="It is another period in which everybody got the same"
          checked={answers.isAnotherPeriod}
          onChange={(event) => answer({ isAnotherPeriod: event.currentTarget.checked })}
        />
      )}
      {(problem?.code === 'period.not-ended' || answers.evenBeforeEnd) && (
        <Checkbox
          label="Dates and clock are right: pay it before its end"
          checked={answers.evenBeforeEnd}
          onChange={(event) => answer({ evenBeforeEnd: event.currentTarget.checked })}
        />
      )}
    </Stack>
  )
}
