/** Labels laid out on paper: one page a label on a roll, as many sheets as it takes on A4. Points, y down. */
import { Problem } from '../../model/problem'
import { A4, type SheetFont, type SheetMark } from '../../sheets/sheetMark'
import type { DeviceLabel } from './deviceLabel'
import { LABEL_GRIDS, type LabelFormatName, POINTS_PER_MM, positionOf, positionsOn } from './labelFormats'
import { labelMarks, rollLabel } from './labelMarks'

export interface LabelPage {
  width: number
  height: number
  marks: SheetMark[]
}

export interface LabelPaper {
  format: LabelFormatName
  /** First free position of the first sheet, from 0, so that a sheet begun earlier can go on. */
  startAt: number
}

/** @throws Problem `label.position` when the sheet has no such position. */
export function labelPages(labels: readonly DeviceLabel[], { format, startAt }: LabelPaper, font: SheetFont): LabelPage[] {
  if (format === 'roll-62') return labels.map((label) => rollLabel(label, font))
  const grid = LABEL_GRIDS[format]
  const perSheet = positionsOn(grid)
  if (!Number.isInteger(startAt) || startAt < 0 || startAt >= perSheet) {
    throw new Problem('label.position', `This sheet has positions 1 to ${perSheet}: choose one of them to begin at.`, {
      field: 'start position',
    })
  }
  const sheets = labels.length === 0 ? 0 : Math.ceil((startAt + labels.length) / perSheet)
  const pages = Array.from({ length: sheets }, (): LabelPage => ({ width: A4.width, height: A4.height, marks: [] }))
  for (const [index, label] of labels.entries()) {
    const at = startAt + index
    const { xMm, yMm } = positionOf(grid, at % perSheet)
    const box = {
      x: xMm * POINTS_PER_MM,
      y: yMm * POINTS_PER_MM,
      width: grid.labelWidthMm * POINTS_PER_MM,
      height: grid.labelHeightMm * POINTS_PER_MM,
    }
    pages[Math.floor(at / perSheet)]?.marks.push({ kind: 'clip', box, marks: labelMarks(label, box, font) })
  }
  return pages
}
