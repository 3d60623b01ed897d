/**
 * What the registers of each chip say. Addresses and bits: Espressif's technical reference manuals, chapter "eFuse Controller",
 * as esptool reads them (esptool/targets); numbers of chips: those in the header of their firmware images.
 */

export interface Chip {
  name: string
  /** In the answer to GET_SECURITY_INFO; null for chips whose loader has none in it. */
  id: number | null
  /** Of the register at `magicRegister`, where the older loaders differ. */
  magic: readonly number[]
  /** Registers of the base MAC: its last four bytes, then its first two. */
  mac: readonly [number, number]
  /** The registers that `revision` needs, in its order. */
  revisionRegisters: readonly number[]
  /** As Espressif writes it: "v0.4". */
  revision(words: readonly number[]): string
}

/** In ROM, hence the same for all units of a revision. */
export const magicRegister = 0x4000_1000

const bits = (word: number | undefined, low: number, count: number) => ((word ?? 0) >>> low) & ((1 << count) - 1)
const version = (major: number, minor: number) => `v${major}.${minor}`
const block1 = (base: number, word: number) => base + 0x44 + word * 4

const S2 = 0x3f41_a000
const S3 = 0x6000_7000
const C2_C3 = 0x6000_8800
const C6_H2 = 0x600b_0800
/** The ESP32 counts its first revisions in three scattered bits. */
const ESP32_MAJORS: Record<number, number> = { 0: 0, 1: 1, 3: 2, 7: 3 }

export const chips: readonly Chip[] = [
  {
    name: 'ESP32',
    id: null,
    magic: [0x00f0_1d83],
    mac: [0x3ff5_a004, 0x3ff5_a008],
    revisionRegisters: [0x3ff5_a00c, 0x3ff5_a014, 0x3ff6_607c],
    revision: ([word3, word5, date]) => {
      const major = (bits(date, 31, 1) << 2) | (bits(word5, 20, 1) << 1) | bits(word3, 15, 1)
      return version(ESP32_MAJORS[major] ?? 0, bits(word5, 24, 2))
    },
  },
  {
    name: 'ESP32-S2',
    id: 2,
    magic: [0x0000_07c6],
    mac: [block1(S2, 0), block1(S2, 1)],
    revisionRegisters: [block1(S2, 3), block1(S2, 4)],
    revision: ([word3, word4]) => version(bits(word3, 18, 2), (bits(word3, 20, 1) << 3) | bits(word4, 4, 3)),
  },
  {
    name: 'ESP32-S3',
    id: 9,
    magic: [0x0000_0009],
    mac: [block1(S3, 0), block1(S3, 1)],
    revisionRegisters: [block1(S3, 3), block1(S3, 5), S3 + 0x5c + 4 * 4],
    revision: ([word3, word5, block2Word4]) => {
      const minor = (bits(word5, 23, 1) << 3) | bits(word3, 18, 3)
      // On the first chips the bits of the major number hold something else; their eFuse blocks say 1.1.
      const isFirst = minor === 0 && bits(block2Word4, 0, 2) === 1 && bits(word3, 24, 3) === 1
      return version(isFirst ? 0 : bits(word5, 24, 2), minor)
    },
  },
  {
    name: 'ESP32-C2',
    id: 12,
    magic: [0x6f51_306f, 0x7c41_a06f],
    mac: [C2_C3 + 0x40, C2_C3 + 0x44],
    revisionRegisters: [C2_C3 + 0x44],
    revision: ([word1]) => version(bits(word1, 20, 2), bits(word1, 16, 4)),
  },
  {
    name: 'ESP32-C3',
    id: 5,
    magic: [0x6921_506f, 0x1b31_506f, 0x4881_606f, 0x4361_606f],
    mac: [block1(C2_C3, 0), block1(C2_C3, 1)],
    revisionRegisters: [block1(C2_C3, 3), block1(C2_C3, 5)],
    revision: ([word3, word5]) => version(bits(word5, 24, 2), (bits(word5, 23, 1) << 3) | bits(word3, 18, 3)),
  },
  {
    name: 'ESP32-C6',
    id: 13,
    magic: [0x2ce0_806f],
    mac: [block1(C6_H2, 0), block1(C6_H2, 1)],
    revisionRegisters: [block1(C6_H2, 3)],
    revision: ([word3]) => version(bits(word3, 22, 2), bits(word3, 18, 4)),
  },
  {
    name: 'ESP32-H2',
    id: 16,
    magic: [0xd7b7_3e80],
    mac: [block1(C6_H2, 0), block1(C6_H2, 1)],
    revisionRegisters: [block1(C6_H2, 3)],
    revision: ([word3]) => version(bits(word3, 21, 2), bits(word3, 18, 3)),
  },
]

/** `24:6F:28:…`; null for what no chip was given. */
export function macOf(lastFour: number, firstTwo: number): string | null {
  const bytes = [firstTwo >>> 8, firstTwo, lastFour >>> 24, lastFour >>> 16, lastFour >>> 8, lastFour].map((byte) => byte & 0xff)
  if (bytes.every((byte) => byte === 0) || bytes.every((byte) => byte === 0xff)) return null
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(':')
}
