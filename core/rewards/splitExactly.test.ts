import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleSplitInput } from './exampleSplit'
import { splitExactly } from './splitExactly'
import { splitFileSchema } from './splitFile'
import { sharedAddresses } from './splitMembers'

const refused = (code: string, words = /./) => expect.objectContaining({ code, message: expect.stringMatching(words) })

describe('splitExactly', () => {
  it('[RW1] shares every hotspot by largest remainder and adds up exactly', () => {
    const file = splitExactly(exampleSplitInput())
    expect(splitFileSchema.parse(file)).toEqual(file)
    expect(file.rows[0]?.shares).toEqual([
      { memberId: 'ada', amountBaseUnits: '33' },
      { memberId: 'bo', amountBaseUnits: '33' },
      { memberId: 'cy', amountBaseUnits: '34' },
    ])
    expect(file.totals).toEqual({
      totalBaseUnits: '1418458929',
      paidBaseUnits: '1417958890',
      heldBaseUnits: '500039',
      dustBaseUnits: '0',
      roundedUnits: 4,
      payees: 2,
    })
  })

  it('[AG1] takes the agreement of the hotspot before that of its group before the default', () => {
    expect(splitExactly(exampleSplitInput()).rows.map((row) => row.agreementId)).toEqual(['d', 'g', 'd', 'h', 'h'])
  })

  it('[RW2] conserves every base unit, whatever the amounts', () => {
    const input = exampleSplitInput()
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 10n ** 30n), { minLength: 1, maxLength: 20 }), (amounts) => {
        const rewards = amounts.map((amountBaseUnits, at) => ({ hotspotKey: `h${at}`, name: '', groups: [], amountBaseUnits }))
        const { totals, rows, members } = splitExactly({ ...input, rewards })
        expect(BigInt(totals.totalBaseUnits)).toBe(amounts.reduce((all, amount) => all + amount, 0n))
        expect(BigInt(totals.paidBaseUnits) + BigInt(totals.heldBaseUnits)).toBe(BigInt(totals.totalBaseUnits))
        for (const row of rows) {
          expect(row.shares.reduce((all, share) => all + BigInt(share.amountBaseUnits), 0n)).toBe(BigInt(row.amountBaseUnits))
        }
        expect(members.reduce((all, member) => all + BigInt(member.amountBaseUnits), 0n)).toBe(BigInt(totals.totalBaseUnits))
      }),
    )
  })

  it('[MB3] [MB4] holds what is due to a member without an address and names addresses that two members share', () => {
    const file = splitExactly(exampleSplitInput())
    expect(file.members.find((member) => member.id === 'cy')).toMatchObject({ status: 'held', amountBaseUnits: '500039' })
    expect(sharedAddresses(file.members)).toEqual([
      { address: '0xC347B7Ade2b3b833C08e431C65463Aada34107B5', memberIds: ['ada', 'di'] },
    ])
  })

  it('[RW3] says how many rewards have no agreement', () => {
    const input = exampleSplitInput()
    const agreements = input.agreements.filter((agreement) => agreement.id !== 'd')
    expect(() => splitExactly({ ...input, agreements })).toThrow(refused('split.no-agreement', /^2 of 5 rewards .*"h1".*default/))
  })

  it('[AG2] [AG3] [AG4] refuses agreements that contradict each other', () => {
    const input = exampleSplitInput()
    const [everyone, north, roof] = input.agreements
    if (!everyone || !north || !roof) throw new Error('the example has three agreements')
    const withExtra = (extra: object) => ({
      ...input,
      agreements: [...input.agreements, { ...everyone, id: 'x', name: 'X', ...extra }],
    })
    expect(() => splitExactly(withExtra({}))).toThrow(refused('agreement.ambiguous', /Everyone.*X/))
    expect(() => splitExactly(withExtra({ scope: north.scope }))).toThrow(refused('agreement.ambiguous', /group "north"/))
    expect(() => splitExactly(withExtra({ scope: roof.scope }))).toThrow(refused('agreement.ambiguous', /hotspot "h5"/))
    expect(() => splitExactly(withExtra({ id: 'd', scope: { kind: 'group', group: 'x' } }))).toThrow(
      refused('agreement.duplicate-id'),
    )
    const inTwoGroups = withExtra({ scope: { kind: 'group', group: 'old' } })
    const rewards = inTwoGroups.rewards.map((reward) =>
      reward.hotspotKey === 'h2' ? { ...reward, groups: ['north', 'old'] } : reward,
    )
    expect(() => splitExactly({ ...inTwoGroups, rewards })).toThrow(refused('agreement.ambiguous', /hotspot "h2".*North.*X/))
  })

  it('[RW4] [MB1] [MB2] [PC3] [PC4] refuses shares that are not 100 %, unknown members, bad addresses, doubled and negative rewards', () => {
    const input = exampleSplitInput()
    const withShares = (shares: { memberId: string; percent: string }[]) => ({
      ...input,
      agreements: [{ id: 'd', name: 'Everyone', scope: { kind: 'default' as const }, shares }],
    })
    const hundred = [{ memberId: 'ada', percent: '100' }]
    expect(() => splitExactly(withShares([{ memberId: 'ada', percent: '99.999999' }]))).toThrow(
      refused('agreement.not-100', /"Everyone" add up to 99.999999 %/),
    )
    expect(() => splitExactly(withShares([{ memberId: 'ada', percent: '1e2' }]))).toThrow(refused('percent.malformed'))
    expect(() => splitExactly(withShares([...hundred, ...hundred]))).toThrow(refused('agreement.duplicate-member'))
    expect(() => splitExactly(withShares([{ memberId: 'zed', percent: '100' }]))).toThrow(refused('split.unknown-member', /zed/))
    const lowercase = { id: 'ada', name: 'Ada', address: '0xc347b7ade2b3b833c08e431c65463aada34107b5' }
    expect(() => splitExactly({ ...withShares(hundred), members: [lowercase] })).toThrow(refused('address.no-checksum', /"Ada"/))
    const members = [...input.members, ...input.members]
    expect(() => splitExactly({ ...input, members })).toThrow(refused('member.duplicate', /"ada"/))
    const rewards = [...input.rewards, ...input.rewards]
    expect(() => splitExactly({ ...input, rewards })).toThrow(refused('split.duplicate-hotspot', /"h1"/))
    const negative = [{ hotspotKey: 'h', name: '', groups: [], amountBaseUnits: -1n }]
    expect(() => splitExactly({ ...input, rewards: negative })).toThrow(refused('split.negative-amount'))
    expect(() => splitExactly({ ...input, rewards: [] })).toThrow(refused('split.no-rewards'))
  })

  it('[RW5] reports progress and stops when told to', () => {
    const steps: number[] = []
    splitExactly(exampleSplitInput(), { onProgress: ({ done }) => steps.push(done) })
    expect(steps).toEqual([0, 5])
    expect(() => splitExactly(exampleSplitInput(), { signal: { aborted: true } })).toThrow(refused('split.cancelled'))
  })
})
