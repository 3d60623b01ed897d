import { describe, expect, it } from 'vitest'
import { addressConfirmationSentence, checkAddressConfirmation, verifyAddressConfirmation } from './addressConfirmation'
import { confirmedByInstallation, confirmedByOwner, INSTALLATION } from './exampleConfirmation'
import { ACCOUNTS, inputOf, payoutOf, SAFE_TREASURY, splitOf } from './examplePayoutV4'
import { preparePayoutV4 } from './preparePayoutV4'
import { treasuryOwners } from './treasuryOwners'
import { verifyPayoutV4 } from './verifyPayoutV4'

const BO = '0xB298394f965D5C1c55126882103E7b43B8f02F0D'
const NEW = ACCOUNTS[3]?.address ?? ''
const FACTS = { memberId: 'bo', memberName: 'Bo', previousAddress: BO, address: NEW, confirmedAt: '2026-02-20T12:00:00.000Z' }
const readers = { ownPublicKey: null, owners: treasuryOwners(SAFE_TREASURY) }
const refused = (code: string) => expect.objectContaining({ code })

describe('checkAddressConfirmation', () => {
  it('[AK1] takes one by another installation and one by an owner, and states every fact to sign', async () => {
    for (const file of [confirmedByInstallation(FACTS), await confirmedByOwner(FACTS, 1)]) {
      expect(await checkAddressConfirmation(file, readers)).toEqual(file)
      for (const [field, value] of Object.entries(FACTS)) {
        const other =
          field === 'confirmedAt' ? '2026-02-21T12:00:00.000Z' : field.endsWith('ddress') ? ACCOUNTS[2]?.address : `${value}x`
        const changed = { ...file, facts: { ...FACTS, [field]: other } }
        expect((await verifyAddressConfirmation(changed)).map(({ where }) => where)).toEqual(['signedBy.signature'])
      }
    }
    for (const value of Object.values(FACTS)) expect(addressConfirmationSentence(FACTS)).toContain(value)
  })

  it('[AK2] refuses this installation’s own, a stranger’s and what is none', async () => {
    const own = { ...readers, ownPublicKey: INSTALLATION }
    const check = (file: unknown, by = readers) => checkAddressConfirmation(file, by)
    await expect(checkAddressConfirmation(confirmedByInstallation(FACTS), own)).rejects.toThrow(
      refused('address-confirmation.own-key'),
    )
    await expect(check(await confirmedByOwner(FACTS, 3))).rejects.toThrow(refused('address-confirmation.no-owner'))
    const changed = { ...confirmedByInstallation(FACTS), facts: { ...FACTS, memberName: 'Boo' } }
    await expect(check(changed)).rejects.toThrow(refused('address-confirmation.not-genuine'))
    await expect(check({})).rejects.toThrow(refused('address-confirmation.malformed'))
    const lower = confirmedByInstallation({ ...FACTS, address: NEW.toLowerCase() })
    await expect(check(lower)).rejects.toThrow(refused('address-confirmation.not-genuine'))
  })

  it('[AK3] a changed address is paid only with one that says from where to where', async () => {
    const january = await payoutOf()
    const split = splitOf({ period: 'february', amount: 501n, addresses: { bo: NEW } })
    const input = inputOf({ previous: [january], split })
    const prepare = (...addressConfirmations: ReturnType<typeof confirmedByInstallation>[]) =>
      preparePayoutV4({ ...input, addressConfirmations })
    await expect(prepare()).rejects.toThrow(refused('payout.address-unconfirmed'))
    const ofOther = confirmedByInstallation({ ...FACTS, memberId: 'di' })
    const fromOther = confirmedByInstallation({ ...FACTS, previousAddress: ACCOUNTS[2]?.address ?? '' })
    await expect(prepare(ofOther, fromOther)).rejects.toThrow(refused('payout.address-unconfirmed'))
    // Of another treasury's owner, or of this installation's: they count elsewhere, and stop nobody's payout.
    const byStranger = await confirmedByOwner(FACTS, 3)
    await expect(prepare(byStranger)).rejects.toThrow(refused('address-confirmation.no-owner'))
    expect((await prepare(byStranger, confirmedByInstallation(FACTS))).addressConfirmations).toHaveLength(1)
    const payout = await prepare(confirmedByInstallation(FACTS), ofOther)
    expect(payout.addressConfirmations).toEqual([confirmedByInstallation(FACTS)])
    expect(await verifyPayoutV4(payout)).toEqual([])
    const next = inputOf({ previous: [payout], split: splitOf({ period: 'march', amount: 9n, addresses: { bo: NEW } }) })
    expect((await preparePayoutV4(next)).addressConfirmations).toEqual([])
  })
})
