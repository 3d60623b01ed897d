/** Where the running text of a statement's page is, in points. */
import { A4 } from '../sheets/sheetMark'

export const PAGE_MARGIN = 40
/** Baseline of the line at the foot. */
export const PAGE_FOOT = A4.height - 34
/** Where running text must end. */
export const PAGE_END = PAGE_FOOT - 28
