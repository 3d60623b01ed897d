/**
 * How far a packed file is unpacked: 6 MB of gzip can stand for 6 GB of zeros. Real exports are packed 3 to 30 times;
 * whatever stays small may be packed as tightly as it likes, such as a tile of sea.
 */
import { Problem } from '../model/problem'

const ALWAYS_BYTES = 100_000_000
const MOST_BYTES = 2_000_000_000
const MOST_TIMES = 100

/** How many bytes may come out of so many packed ones. */
export function largestUnpackedBytes(packedBytes: number): number {
  return Math.min(MOST_BYTES, Math.max(ALWAYS_BYTES, packedBytes * MOST_TIMES))
}

/** What is said where more comes out. */
export function unpacksTooLarge(): Problem {
  return new Problem(
    'file.unpacks-too-large',
    'The packed file unpacks to more than 100 MB and 100 times its size, or to more than 2 GB, and was not unpacked further: unpack it yourself if you trust it.',
  )
}
