import { Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { checkTreasury, type TypedTreasury } from '#core/treasury/accounts/checkTreasury'
import type { ChainRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { saveTreasury } from '../../../data/treasury/accounts'
import { AddressInput } from './AddressInput'
import { chainOptions } from './chainOptions'
import { DistributorRows } from './DistributorRows'
import { RecordDrawer } from './RecordDrawer'
import { SafeFields } from './SafeFields'
import { SignerRows } from './SignerRows'
import { shownFault } from './shownFault'
import { emptyTreasury, typedTreasury } from './typedTreasury'

interface TreasuryDrawerProps {
  opened: TreasuryRecord | null
  chains: readonly ChainRecord[]
  treasuries: readonly TreasuryRecord[]
  onClose: () => void
}

const KINDS: { value: TypedTreasury['kind']; label: string }[] = [
  { value: 'account', label: 'Account' },
  { value: 'safe', label: 'Safe' },
  { value: 'solana', label: 'Solana' },
]

/** Who pays: an account with one key, or a Safe whose owners agree, and who of them signs at which path of their Ledger. */
export function TreasuryDrawer({ opened, chains, treasuries, onClose }: TreasuryDrawerProps) {
  const [typed, setTyped] = useState<TypedTreasury>(() => (opened ? typedTreasury(opened) : emptyTreasury(chains)))
  const others = treasuries.filter(({ id }) => id !== opened?.id)
  const { faults, value } = checkTreasury(typed, others)
  const change = (fields: Partial<TypedTreasury>) => setTyped({ ...typed, ...fields })

  return (
    <RecordDrawer
      title={opened ? `Treasury ${opened.name}` : 'New treasury'}
      size="xl"
      saveLabel="Save treasury"
      save={value ? () => saveTreasury(opened, value) : null}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label="Kind of treasury"
        data={KINDS}
        value={typed.kind}
        onChange={(kind) => change({ kind: kind as TypedTreasury['kind'] })}
      />
      <Group grow align="flex-start">
        <TextInput
          label="Name"
          required
          data-autofocus
          value={typed.name}
          error={shownFault(typed.name, faults.name)}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label="Chain"
          required
          data={chainOptions(chains)}
          value={typed.chain}
          error={shownFault(typed.chain, faults.chain)}
          onChange={(event) => change({ chain: event.currentTarget.value })}
        />
      </Group>
      <AddressInput
        label="Address"
        description={typed.kind === 'safe' ? 'Of the Safe, with its capital letters: they are its checksum.' : undefined}
        value={typed.address}
        fault={faults.address}
        onChange={(address) => change({ address })}
      />
      {typed.kind === 'safe' && <SafeFields typed={typed} faults={faults} onChange={change} />}
      <SignerRows typed={typed} faults={faults} onChange={(signers) => change({ signers })} />
      {typed.kind !== 'solana' && (
        <DistributorRows typed={typed} faults={faults} onChange={(distributors) => change({ distributors })} />
      )}
    </RecordDrawer>
  )
}
