import { IconArrowsHorizontal } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import classes from './MapTools.module.css'

/** A map in two halves: what has `side: 'left'` is drawn left of the divider, what has 'right' right of it. */
export interface MapSwipe {
  /** Where the divider is, 0 to 1 of the map's width. */
  at: number
  /** What each half shows, e.g. "Plan A". */
  left: string
  right: string
  onMove(at: number): void
}

const STEP = 0.02
const LEAP = 0.1

/** The divider between two halves of a map, by pointer or by arrow keys. */
export function MapDivider({ at, left, right, onMove }: MapSwipe) {
  const isDragging = useRef(false)
  const move = (next: number) => onMove(Math.max(0, Math.min(1, next)))
  const onKeyDown = (event: KeyboardEvent) => {
    const target = dividerKey(event.key, at)
    if (target === null) return
    event.preventDefault()
    move(target)
  }
  return (
    <div
      className={classes.divider}
      style={{ left: `${at * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={`Divider between ${left} and ${right}`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={`${left} on the left ${Math.round(at * 100)}%`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        isDragging.current = true
      }}
      onPointerMove={(event) => {
        const frame = event.currentTarget.parentElement?.getBoundingClientRect()
        if (isDragging.current && frame) move((event.clientX - frame.left) / frame.width)
      }}
      onPointerUp={() => {
        isDragging.current = false
      }}
    >
      <span className={classes.side} data-side="left">
        {left}
      </span>
      <span className={classes.side} data-side="right">
        {right}
      </span>
      <span className={classes.grip}>
        <IconArrowsHorizontal size={14} />
      </span>
    </div>
  )
}

function dividerKey(key: string, at: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - STEP
    case 'ArrowRight':
    case 'ArrowUp':
      return at + STEP
    case 'PageDown':
      return at - LEAP
    case 'PageUp':
      return at + LEAP
    case 'Home':
      return 0
    case 'End':
      return 1
    default:
      return null
  }
}
