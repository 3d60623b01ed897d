import { Alert, Button, Checkbox, Drawer, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { checkToken, type TypedToken } from '#core/treasury/accounts/checkToken'
import type { ChainRecord, TokenRecord } from '#core/treasury/model/treasuryRecords'
import { saveToken } from '../../../data/treasury/accounts'
import { codeInput } from '../../../ui/codeInput'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { chainOptions } from './chainOptions'
import { shownFault } from './shownFault'

interface TokenDrawerProps {
  opened: TokenRecord | null
  chains: readonly ChainRecord[]
  tokens: readonly TokenRecord[]
  onClose: () => void
}

function typedOf({ facts }: TokenRecord): TypedToken {
  const { chain, address, symbol, decimals } = facts
  return { chain, address: address ?? '', isNative: address === null, symbol, decimals: String(decimals) }
}

/** A token by its chain and contract. Its decimals decide every amount, so they are compared with the chain when online. */
export function TokenDrawer({ opened, chains, tokens, onClose }: TokenDrawerProps) {
  const empty = {
    chain: chains.length === 1 ? (chains[0]?.id ?? '') : '',
    address: '',
    isNative: false,
    symbol: '',
    decimals: '',
  }
  const [typed, setTyped] = useState<TypedToken>(() => (opened ? typedOf(opened) : empty))
  const [problem, setProblem] = useState<Problem | null>(null)
  const others = tokens.filter(({ id }) => id !== opened?.id)
  const { faults, value } = checkToken(typed, others)
  const coin = chains.find(({ id }) => id === typed.chain)?.coin
  const change = (fields: Partial<TypedToken>) => setTyped({ ...typed, ...fields })

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!value) return
    try {
      await saveToken(opened, value)
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={opened ? `Token ${opened.facts.symbol}` : 'New token'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={save}>
        <Stack>
          <NativeSelect
            label="Chain"
            required
            data-autofocus
            disabled={opened !== null}
            data={chainOptions(chains)}
            value={typed.chain}
            onChange={(event) => change({ chain: event.currentTarget.value })}
          />
          <Checkbox
            label={`The chain's own coin${coin ? `, ${coin.symbol}` : ''}`}
            disabled={opened !== null}
            checked={typed.isNative}
            onChange={(event) => {
              const isNative = event.currentTarget.checked
              change({ isNative, ...(isNative && coin ? { symbol: coin.symbol, decimals: String(coin.decimals) } : null) })
            }}
          />
          {!typed.isNative && (
            <TextInput
              label="Contract"
              description="With its capital letters: they are its checksum."
              required
              spellCheck={false}
              readOnly={opened !== null}
              styles={codeInput}
              value={typed.address}
              error={shownFault(typed.address, faults.address)}
              onChange={(event) => change({ address: event.currentTarget.value })}
            />
          )}
          <Group grow align="flex-start">
            <TextInput
              label="Symbol"
              required
              value={typed.symbol}
              error={shownFault(typed.symbol, faults.symbol)}
              onChange={(event) => change({ symbol: event.currentTarget.value })}
            />
            <TextInput
              label="Decimals"
              required
              inputMode="numeric"
              value={typed.decimals}
              error={shownFault(typed.decimals, faults.decimals)}
              onChange={(event) => change({ decimals: event.currentTarget.value })}
            />
          </Group>
          {typed.isNative && faults.address !== undefined && <Alert color="yellow">{faults.address}</Alert>}
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!value}>
              Save token
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}
