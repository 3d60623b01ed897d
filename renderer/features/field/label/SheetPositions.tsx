import { NumberInput } from '@mantine/core'
import { LABEL_GRIDS, type LabelGridName, positionOf, positionsOn } from '#core/provisioning/label/labelFormats'
import classes from './Label.module.css'
import { beginSheetAt } from './labelPaper'

interface SheetPositionsProps {
  grid: LabelGridName
  startAt: number
  count: number
}

const SHEET_MM = { width: 210, height: 297 }

/** Where on a sheet that was begun the labels go on: a number, and a small picture of the sheet. */
export function SheetPositions({ grid, startAt, count }: SheetPositionsProps) {
  const layout = LABEL_GRIDS[grid]
  const positions = positionsOn(layout)
  return (
    <div className={classes.sheet}>
      <svg viewBox={`0 0 ${SHEET_MM.width} ${SHEET_MM.height}`} className={classes.sheetMap} aria-hidden="true">
        <rect className={classes.sheetPaper} width={SHEET_MM.width} height={SHEET_MM.height} />
        {Array.from({ length: positions }, (_, position) => {
          const { xMm, yMm } = positionOf(layout, position)
          const state = position < startAt ? 'used' : position < startAt + count ? 'wanted' : 'free'
          return (
            <rect
              key={`${xMm}:${yMm}`}
              className={classes.sheetLabel}
              data-state={state}
              x={xMm}
              y={yMm}
              width={layout.labelWidthMm}
              height={layout.labelHeightMm}
              rx={2}
            />
          )
        })}
      </svg>
      <NumberInput
        label="First free label on the sheet"
        description={`From 1, top left, along the rows, to ${positions}`}
        size="lg"
        min={1}
        max={positions}
        clampBehavior="strict"
        allowDecimal={false}
        value={startAt + 1}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1 && value <= positions) beginSheetAt(grid, value - 1)
        }}
      />
    </div>
  )
}
