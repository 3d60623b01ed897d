/** What labels are printed on here: remembered between devices, with the next free position of a sheet that was begun. */
import { create } from 'zustand'
import { LABEL_GRIDS, type LabelFormatName, type LabelGridName, positionsOn } from '#core/provisioning/label/labelFormats'
import { type LabelPaperChoice, parseLabelPaper } from './labelPaperChoice'

/** `png` is a picture of the label as the roll has it. */
export type LabelKind = LabelFormatName | 'png'

const STORAGE_KEY = 'commonmast.label'

export const useLabelPaper = create<LabelPaperChoice>(() => parseLabelPaper(localStorage.getItem(STORAGE_KEY)))

export function chooseLabelKind(kind: LabelKind): void {
  keep({ ...useLabelPaper.getState(), kind })
}

/** @param startAt wraps to a new sheet after the last position. */
export function beginSheetAt(grid: LabelGridName, startAt: number): void {
  const before = useLabelPaper.getState()
  keep({ ...before, startAt: { ...before.startAt, [grid]: startAt % positionsOn(LABEL_GRIDS[grid]) } })
}

function keep(choice: LabelPaperChoice): void {
  useLabelPaper.setState(choice)
  localStorage.setItem(STORAGE_KEY, JSON.stringify(choice))
}

export function gridOf(kind: LabelKind): LabelGridName | null {
  return kind === 'a4-24' || kind === 'a4-65' ? kind : null
}

/** After saving: the sheet is used up to here. */
export function passPositions(kind: LabelKind, startAt: number, count: number): void {
  const grid = gridOf(kind)
  if (grid) beginSheetAt(grid, startAt + count)
}
