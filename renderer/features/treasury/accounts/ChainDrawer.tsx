import { Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { chainTemplates } from '#core/treasury/accounts/chainTemplates'
import { checkChain, type TypedChain } from '#core/treasury/accounts/checkChain'
import type { ChainRecord } from '#core/treasury/model/treasuryRecords'
import { saveChain } from '../../../data/treasury/accounts'
import { RecordDrawer } from './RecordDrawer'
import { shownFault } from './shownFault'

interface ChainDrawerProps {
  opened: ChainRecord | null
  chains: readonly ChainRecord[]
  onClose: () => void
}

const EMPTY: TypedChain = { id: '', name: '', symbol: '', decimals: '18' }

function typedOf({ id, name, coin }: Pick<ChainRecord, 'id' | 'name' | 'coin'>): TypedChain {
  return { id, name, symbol: coin.symbol, decimals: String(coin.decimals) }
}

/** A chain: what it is called, and its own coin. Its nodes are each machine's own. */
export function ChainDrawer({ opened, chains, onClose }: ChainDrawerProps) {
  const [typed, setTyped] = useState(opened ? typedOf(opened) : EMPTY)
  const others = chains.filter(({ id }) => id !== opened?.id)
  const { faults, value } = checkChain(typed, others)
  const offered = chainTemplates.filter(({ id }) => !chains.some((chain) => chain.id === id))
  const change = (fields: Partial<TypedChain>) => setTyped({ ...typed, ...fields })

  return (
    <RecordDrawer
      title={opened ? `Chain ${opened.name}` : 'New chain'}
      saveLabel="Save chain"
      save={value ? () => saveChain(opened, value) : null}
      onClose={onClose}
    >
      {!opened && offered.length > 0 && (
        <NativeSelect
          label="Begin with"
          description="Fills the fields below; look them over, they are yours from then on."
          data={[{ value: '', label: 'Nothing' }, ...offered.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))]}
          onChange={(event) => {
            const template = chainTemplates.find(({ id }) => id === event.currentTarget.value)
            setTyped(template ? typedOf(template) : EMPTY)
          }}
        />
      )}
      <TextInput
        label="Chain id"
        description="The number of an EVM chain, such as 8453, or its CAIP-2 id."
        required
        data-autofocus
        readOnly={opened !== null}
        value={typed.id}
        error={shownFault(typed.id, faults.id)}
        onChange={(event) => change({ id: event.currentTarget.value })}
      />
      {opened && (
        <Text fz="sm" c="dimmed">
          Another id is another chain: add that one instead.
        </Text>
      )}
      <TextInput
        label="Name"
        required
        value={typed.name}
        error={shownFault(typed.name, faults.name)}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Coin"
          description="Pays the gas"
          required
          value={typed.symbol}
          error={shownFault(typed.symbol, faults.symbol)}
          onChange={(event) => change({ symbol: event.currentTarget.value })}
        />
        <TextInput
          label="Decimals"
          description="Of the coin"
          required
          inputMode="numeric"
          value={typed.decimals}
          error={shownFault(typed.decimals, faults.decimals)}
          onChange={(event) => change({ decimals: event.currentTarget.value })}
        />
      </Group>
    </RecordDrawer>
  )
}
