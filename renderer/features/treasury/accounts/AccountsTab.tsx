import { Button, Stack } from '@mantine/core'
import { IconBuildingBank, IconServer2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import { isEvmChain } from '#core/treasury/model/chainKey'
import type { ChainRecord, TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { removeChain, removeToken, removeTreasury, useChains, useTokens, useTreasuries } from '../../../data/treasury/accounts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { ChainDrawer } from './ChainDrawer'
import { ChainsTable } from './ChainsTable'
import { NodesDialog } from './NodesDialog'
import { Section } from './Section'
import { SnapshotCheck } from './SnapshotCheck'
import { TokenDrawer } from './TokenDrawer'
import { TokensTable } from './TokensTable'
import { TreasuriesTable } from './TreasuriesTable'
import { TreasuryDrawer } from './TreasuryDrawer'
import { useNodes } from './useNodes'

type Opened =
  | { kind: 'chain'; record: ChainRecord | null }
  | { kind: 'token'; record: TokenRecord | null }
  | { kind: 'treasury'; record: TreasuryRecord | null }
  | { kind: 'nodes' }
  | null

/** The cooperative's chains, its tokens on them, and the accounts and Safes that pay. */
export function AccountsTab() {
  const chains = useChains()
  const tokens = useTokens()
  const treasuries = useTreasuries()
  const nodes = useNodes()
  const [opened, setOpened] = useState<Opened>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (!chains || !tokens || !treasuries) return null
  const attempt = (work: Promise<void>) =>
    work.then(() => setProblem(null)).catch((thrown: unknown) => setProblem(asProblem(thrown)))
  const close = () => setOpened(null)
  const isEmpty = chains.length + tokens.length + treasuries.length === 0
  const nameOf = (chain: string) => chains.find(({ id }) => id === chain)?.name ?? chain
  const asked = [...new Set(treasuries.map(({ facts }) => facts.chain))].flatMap((id) =>
    isEvmChain(id) ? [{ id, name: nameOf(id) }] : [],
  )

  return (
    <Stack gap="lg">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {isEmpty ? (
        <EmptyScreen
          icon={<IconBuildingBank size={28} />}
          title="No accounts yet"
          actions={
            <MayWrite tables={['chains']}>
              <Button onClick={() => setOpened({ kind: 'chain', record: null })}>Add a chain</Button>
            </MayWrite>
          }
        >
          Begin with the chain that you pay on. Then come the token, and the account or Safe that pays. Nothing is built in: what
          you add here is yours, and works without a network.
        </EmptyScreen>
      ) : (
        <>
          <SnapshotCheck chains={asked} known={nodes} />
          <Section
            title="Treasuries"
            isEmpty={treasuries.length === 0}
            empty="No treasury yet: the account or Safe that pays."
            action="Add a treasury"
            isMain={treasuries.length === 0}
            onAdd={() => setOpened({ kind: 'treasury', record: null })}
          >
            <TreasuriesTable
              treasuries={treasuries}
              chainName={nameOf}
              onChange={(record) => setOpened({ kind: 'treasury', record })}
              onRemove={(record) => void attempt(removeTreasury(record))}
            />
          </Section>
          <Section
            title="Tokens"
            isEmpty={tokens.length === 0}
            empty="No token yet: what is paid, by its contract and not by its name."
            action="Add a token"
            onAdd={() => setOpened({ kind: 'token', record: null })}
          >
            <TokensTable
              tokens={tokens}
              chainName={nameOf}
              onChange={(record) => setOpened({ kind: 'token', record })}
              onRemove={(record) => void attempt(removeToken(record))}
            />
          </Section>
          <Section
            title="Chains"
            isEmpty={chains.length === 0}
            empty="No chain yet."
            action="Add a chain"
            onAdd={() => setOpened({ kind: 'chain', record: null })}
            others={
              chains.length > 0 && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconServer2 size={14} />}
                  onClick={() => setOpened({ kind: 'nodes' })}
                >
                  Nodes
                </Button>
              )
            }
          >
            <ChainsTable
              chains={chains}
              onChange={(record) => setOpened({ kind: 'chain', record })}
              onRemove={({ id }) => void attempt(removeChain(id))}
            />
          </Section>
        </>
      )}
      {opened?.kind === 'nodes' && <NodesDialog chains={chains} known={nodes} onClose={close} />}
      {opened?.kind === 'chain' && <ChainDrawer opened={opened.record} chains={chains} onClose={close} />}
      {opened?.kind === 'token' && <TokenDrawer opened={opened.record} chains={chains} tokens={tokens} onClose={close} />}
      {opened?.kind === 'treasury' && (
        <TreasuryDrawer opened={opened.record} chains={chains} treasuries={treasuries} onClose={close} />
      )}
    </Stack>
  )
}
