/** The label of the device in hand that was saved. Kept outside the screen: leaving it does not free its place on a sheet. */
import { create } from 'zustand'
import { gridOf, type LabelKind, passPositions, useLabelPaper } from './labelPaper'

interface SavedLabel {
  recordId: string
  kind: LabelKind
  /** Position on the sheet, from 0. */
  startAt: number
}

export const useSavedLabel = create<{ saved: SavedLabel | null }>(() => ({ saved: null }))

/** While a label is on screen, its place on the sheet stays what was saved; only the next one goes on behind it. */
export function labelSaved(saved: SavedLabel): void {
  const { saved: before } = useSavedLabel.getState()
  // On other paper or of another device: both are printed.
  if (before && (before.recordId !== saved.recordId || before.kind !== saved.kind)) passSavedPlace()
  useSavedLabel.setState({ saved })
}

/** The device in hand is done with its label. */
export function labelLeft(): void {
  passSavedPlace()
  useSavedLabel.setState({ saved: null })
}

/** The sheet goes on behind the saved label, unless it was set to another place since. */
export function passSavedPlace(): void {
  const { saved } = useSavedLabel.getState()
  const grid = saved && gridOf(saved.kind)
  if (grid && useLabelPaper.getState().startAt[grid] === saved.startAt) passPositions(saved.kind, saved.startAt, 1)
}
