import { describe, expect, it } from 'vitest'
import { exampleSplit } from '#core/rewards/exampleSplit'
import { explainShare } from './explainShare'

describe('explainShare', () => {
  const split = exampleSplit()

  it('explains the whole amount of every member', () => {
    for (const member of split.members) {
      const why = explainShare(split, { memberIds: [member.id], agreementIds: null, hotspotKeys: null })
      expect(why.amountBaseUnits).toBe(BigInt(member.amountBaseUnits))
    }
  })

  it('explains every base unit that was shared', () => {
    const why = explainShare(split, { memberIds: null, agreementIds: null, hotspotKeys: null })
    expect(why.amountBaseUnits).toBe(BigInt(split.totals.totalBaseUnits))
  })

  it('explains one hotspot', () => {
    const why = explainShare(split, { memberIds: null, agreementIds: null, hotspotKeys: ['h4'] })
    expect(why).toMatchObject({ amountBaseUnits: 7n, hotspots: 1 })
  })

  it('names hotspot, agreement and percentage of a band', () => {
    const why = explainShare(split, { memberIds: ['bo'], agreementIds: ['g'], hotspotKeys: null })
    expect(why.hotspots).toBe(1)
    expect(why.rows[0]).toMatchObject({
      hotspotName: 'Mast h2',
      agreementName: 'North',
      percent: '12.5',
      hotspotBaseUnits: 1_417_458_821n,
      shareBaseUnits: 177_182_353n,
      roundedUp: true,
    })
  })
})
