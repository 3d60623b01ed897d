import { beforeEach, describe, expect, it, vi } from 'vitest'

vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined }))

import { beginSheetAt, chooseLabelKind, useLabelPaper } from './labelPaper'
import { labelLeft, labelSaved, passSavedPlace, useSavedLabel } from './savedLabels'

const free = () => useLabelPaper.getState().startAt

beforeEach(() => {
  useSavedLabel.setState({ saved: null })
  beginSheetAt('a4-24', 4)
  beginSheetAt('a4-65', 9)
})

describe('a saved label', () => {
  it('uses up its place of the sheet that it was saved on, whatever paper is chosen then', () => {
    labelSaved({ recordId: 'a', kind: 'a4-24', startAt: 4 })
    expect(free()).toEqual({ 'a4-24': 4, 'a4-65': 9 })
    chooseLabelKind('a4-65')
    labelLeft()
    expect(free()).toEqual({ 'a4-24': 5, 'a4-65': 9 })
    expect(useSavedLabel.getState().saved).toBeNull()
  })

  it('uses up both places when it was saved on two sheets, and one when it was saved twice on one', () => {
    labelSaved({ recordId: 'a', kind: 'a4-24', startAt: 4 })
    labelSaved({ recordId: 'a', kind: 'a4-24', startAt: 4 })
    labelSaved({ recordId: 'a', kind: 'a4-65', startAt: 9 })
    labelLeft()
    expect(free()).toEqual({ 'a4-24': 5, 'a4-65': 10 })
  })

  it('that was never left is not printed over by the next device', () => {
    labelSaved({ recordId: 'a', kind: 'a4-24', startAt: 4 })
    labelSaved({ recordId: 'b', kind: 'a4-65', startAt: 9 })
    expect(free()['a4-24']).toBe(5)
  })

  it('does not take the sheet back to a place that was passed meanwhile', () => {
    labelSaved({ recordId: 'a', kind: 'a4-24', startAt: 4 })
    passSavedPlace()
    beginSheetAt('a4-24', 12)
    labelLeft()
    expect(free()['a4-24']).toBe(12)
  })

  it('at the end of a sheet begins a new one; other paper has no places', () => {
    beginSheetAt('a4-24', 23)
    labelSaved({ recordId: 'a', kind: 'a4-24', startAt: 23 })
    labelLeft()
    expect(free()['a4-24']).toBe(0)
    labelSaved({ recordId: 'b', kind: 'png', startAt: 0 })
    labelLeft()
    expect(free()).toEqual({ 'a4-24': 0, 'a4-65': 9 })
  })
})
