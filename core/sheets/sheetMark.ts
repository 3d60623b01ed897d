/** A printed page as drawing marks, so that its layout can be checked without a PDF. Points (1/72 inch), y down. */

export type SheetColor = readonly [red: number, green: number, blue: number]
export type SheetPoint = readonly [x: number, y: number]

export interface SheetBox {
  x: number
  y: number
  width: number
  height: number
}

export type SheetMark =
  /** `y` is the baseline. */
  | { kind: 'text'; x: number; y: number; text: string; size: number; bold: boolean; color: SheetColor }
  | { kind: 'line'; from: SheetPoint; to: SheetPoint; width: number; color: SheetColor }
  | { kind: 'box'; box: SheetBox; fill: SheetColor | null; edge: SheetColor | null }
  | { kind: 'polygon'; rings: SheetPoint[][]; fill: SheetColor | null; edge: SheetColor | null; edgeWidth: number }
  | { kind: 'disc'; centre: SheetPoint; radius: number; fill: SheetColor | null; edge: SheetColor | null }
  /** Nothing of these shows outside the box. */
  | { kind: 'clip'; box: SheetBox; marks: SheetMark[] }

/** What the layout must know about the letters it will be printed in. */
export interface SheetFont {
  widthOf(text: string, size: number, bold: boolean): number
  /** Whether it can draw this character at all. */
  has(codePoint: number): boolean
}

export const A4 = { width: 595.28, height: 841.89 } as const

export const INK: SheetColor = [0.1, 0.13, 0.17]
export const MUTED: SheetColor = [0.36, 0.42, 0.49]
export const HAIRLINE: SheetColor = [0.72, 0.76, 0.81]
