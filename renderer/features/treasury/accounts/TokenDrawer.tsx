import { Alert, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { checkToken, type TypedToken } from '#core/treasury/accounts/checkToken'
import type { ChainRecord, TokenRecord } from '#core/treasury/model/treasuryRecords'
import { saveToken } from '../../../data/treasury/accounts'
import { codeInput } from '../../../ui/codeInput'
import { chainOptions } from './chainOptions'
import { RecordDrawer } from './RecordDrawer'
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
  const others = tokens.filter(({ id }) => id !== opened?.id)
  const { faults, value } = checkToken(typed, others)
  const coin = chains.find(({ id }) => id === typed.chain)?.coin
  const change = (fields: Partial<TypedToken>) => setTyped({ ...typed, ...fields })

  return (
    <RecordDrawer
      title={opened ? `Token ${opened.facts.symbol}` : 'New token'}
      size="lg"
      saveLabel="Save token"
      save={value ? () => saveToken(opened, value) : null}
      onClose={onClose}
    >
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
    </RecordDrawer>
  )
}
