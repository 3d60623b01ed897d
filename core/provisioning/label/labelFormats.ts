/** Paper that labels are printed on. Lengths in millimetres; positions are counted along rows from the top left, from 0. */

export type LabelFormatName = 'roll-62' | 'a4-24' | 'a4-65'

export interface LabelGrid {
  columns: number
  rows: number
  labelWidthMm: number
  labelHeightMm: number
  /** From the sheet's edge to the first label. */
  leftMm: number
  topMm: number
  /** From the left edge of one label to that of the next; rows touch. */
  columnStepMm: number
}

/** Sheets of self-adhesive labels that are sold everywhere: 24 of 63.5 × 33.9 mm, 65 of 38.1 × 21.2 mm. */
export const LABEL_GRIDS = {
  'a4-24': { columns: 3, rows: 8, labelWidthMm: 63.5, labelHeightMm: 33.9, leftMm: 7.25, topMm: 12.9, columnStepMm: 66 },
  'a4-65': { columns: 5, rows: 13, labelWidthMm: 38.1, labelHeightMm: 21.2, leftMm: 4.75, topMm: 10.7, columnStepMm: 40.6 },
} as const satisfies Partial<Record<LabelFormatName, LabelGrid>>

export type LabelGridName = keyof typeof LABEL_GRIDS

/** Continuous paper for label printers (62 mm wide, such as DK-22205); a printer marks the middle 58.9 mm of it. */
export const ROLL_WIDTH_MM = 62
export const ROLL_MARGIN_MM = 2

export const POINTS_PER_MM = 72 / 25.4

export function positionsOn(grid: LabelGrid): number {
  return grid.columns * grid.rows
}

/** Top left corner of a label on its sheet. */
export function positionOf(grid: LabelGrid, position: number): { xMm: number; yMm: number } {
  const column = position % grid.columns
  const row = Math.floor(position / grid.columns)
  return { xMm: grid.leftMm + column * grid.columnStepMm, yMm: grid.topMm + row * grid.labelHeightMm }
}
