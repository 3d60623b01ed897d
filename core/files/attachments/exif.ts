/** The little that is read of Exif (CIPA DC-008): which way up a photo is, and whether it says where it was taken. */

const ORIENTATION = 0x0112
const GPS = 0x8825
const ENTRY_BYTES = 12
const MOST_ENTRIES = 1_000

export interface ExifFacts {
  /** 1 to 8; 1 is upright. */
  orientation: number
  hasPosition: boolean
}

/** @param tiff from its byte order on; one that cannot be read says nothing */
export function readExif(tiff: Uint8Array): ExifFacts {
  const facts = { orientation: 1, hasPosition: false }
  try {
    const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
    const isLittle = view.getUint16(0) === 0x4949
    const directory = view.getUint32(4, isLittle)
    const entries = Math.min(view.getUint16(directory, isLittle), MOST_ENTRIES)
    for (let entry = 0; entry < entries; entry++) {
      const at = directory + 2 + entry * ENTRY_BYTES
      const tag = view.getUint16(at, isLittle)
      if (tag === GPS) facts.hasPosition = true
      if (tag === ORIENTATION) facts.orientation = view.getUint16(at + 8, isLittle)
    }
  } catch (thrown) {
    // It ends too early.
    if (!(thrown instanceof RangeError)) throw thrown
  }
  if (facts.orientation < 1 || facts.orientation > 8) facts.orientation = 1
  return facts
}

/** Exif that says which way up a photo is, and nothing else. */
export function exifOfOrientation(orientation: number): Uint8Array {
  const tiff = new Uint8Array(26)
  const view = new DataView(tiff.buffer)
  view.setUint16(0, 0x4d4d)
  view.setUint16(2, 42)
  view.setUint32(4, 8)
  view.setUint16(8, 1)
  view.setUint16(10, ORIENTATION)
  view.setUint16(12, 3)
  view.setUint32(14, 1)
  view.setUint16(18, orientation)
  return tiff
}
