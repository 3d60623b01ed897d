import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkAddressConfirmation } from '#core/treasury/payout/addressConfirmation'
import { treasuryOwners } from '#core/treasury/payout/treasuryOwners'
import { SIMULATED_LEDGER_ID } from '../../ledger/simulatedLedgerTransports'
import {
  createTreasuryRig,
  OWNER_ADDRESSES,
  OWNER_PATHS,
  onRealChain,
  RIG_ACCOUNT,
  RIG_SAFE,
  type RigOptions,
} from '../testing/treasuryRig'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-owner-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const program = (options: Partial<RigOptions> = {}) => createTreasuryRig({ folder, ...options })

describe('a changed address', () => {
  const [address, previousAddress] = OWNER_ADDRESSES
  const confirmedAt = '2026-11-20T12:00:00.000Z'
  const facts = { memberId: 'bo', memberName: 'Bo', previousAddress, address, confirmedAt }
  const onRig = { facts, treasury: RIG_SAFE, derivationPath: OWNER_PATHS[1] }

  it('[AK4] is confirmed on the Ledger of an owner, who is recovered before anything is given out', async () => {
    const { handlers, newContext, kinds, entries } = program()
    const confirm = (changes: object) =>
      handlers['treasury.confirmAddressAsOwner']({ ...onRig, deviceId: SIMULATED_LEDGER_ID, ...changes }, newContext())
    const file = await confirm({})
    expect(file).toMatchObject({ facts, signedBy: { kind: 'owner', address: OWNER_ADDRESSES[1] } })
    const owners = treasuryOwners(RIG_SAFE)
    expect(await checkAddressConfirmation(file, { ownPublicKey: null, owners })).toEqual(file)
    expect(kinds()).toEqual(['treasury.address-confirmed'])
    expect(entries[0]?.data).toMatchObject({ memberId: 'bo', address, owner: OWNER_ADDRESSES[1] })

    const treasury = { ...RIG_ACCOUNT, address: '0x1111111111111111111111111111111111111111' }
    await expect(confirm({ treasury })).rejects.toMatchObject({ code: 'ledger.other-account' })
    await expect(confirm({ treasury: onRealChain(RIG_SAFE).treasury })).rejects.toMatchObject({ code: 'ledger.training-chain' })
    const onSolana = { kind: 'solana', chain: 'solana:local', address: '1'.repeat(32) }
    await expect(confirm({ treasury: onSolana })).rejects.toMatchObject({ code: 'address-confirmation.solana-owner' })
    expect(kinds()).toHaveLength(1)
    const real = await confirm({ treasury: onRealChain(RIG_SAFE).treasury, deviceId: 'usb:1' })
    expect(real.signedBy).toEqual(file.signedBy)
  })

  it('[AK4] is confirmed by nobody who rejects it on the device', async () => {
    const { handlers, newContext, kinds } = program({ decision: 'reject' })
    const order = { ...onRig, deviceId: SIMULATED_LEDGER_ID }
    await expect(handlers['treasury.confirmAddressAsOwner'](order, newContext())).rejects.toMatchObject({
      code: 'ledger.rejected',
    })
    expect(kinds()).toEqual([])
  })
})
