import { describe, expect, it } from 'vitest'
import { parseLabelPaper } from './labelPaperChoice'

const unset = { kind: 'roll-62', startAt: { 'a4-24': 0, 'a4-65': 0 } }

describe('the remembered paper', () => {
  it.each([null, '', 'nonsense', '[]', '7', '{"kind":"a3","startAt":{"a4-24":99}}'])('is a roll when %j was kept', (text) => {
    expect(parseLabelPaper(text)).toEqual(unset)
  })

  it('goes on at the next free position of each sheet', () => {
    const kept = { kind: 'a4-65', startAt: { 'a4-24': 23, 'a4-65': 64 } }
    expect(parseLabelPaper(JSON.stringify(kept))).toEqual(kept)
    expect(parseLabelPaper(JSON.stringify({ kind: 'png', startAt: { 'a4-24': 24, 'a4-65': 7 } }))).toEqual({
      kind: 'png',
      startAt: { 'a4-24': 0, 'a4-65': 7 },
    })
  })
})
