/**
 * The ROM loader of an ESP32 that does not exist, for training and tests: it answers the questions that read, and refuses all
 * others as the real one does those it does not know. It is always in its loader. Its MAC is locally administered, which says
 * that it is simulated; each unit has its own.
 */
import { type Chip, chips, magicRegister } from '../esp32/chips'
import { chipAnswer, chipCommand, Esp32DeviceLine, type HostFrame } from './esp32DeviceLine'
import type { DeviceFaults, SimulatedDevice } from './simulatedDevice'
import { withFaults } from './withFaults'

export interface SimulatedEsp32Options extends DeviceFaults {
  /** From 1. */
  unit?: number
  /** One of `chips`. */
  chip?: string
  /** Registers that hold something else than 0, beside the MAC and the chip's own. */
  registers?: Readonly<Record<number, number>>
  /** Registers cannot be read. */
  locked?: boolean
}

const answerMs = 2
const SYNC_ANSWERS = 8
const UNKNOWN = [1, 5, 0, 0]
const DONE = [0, 0, 0, 0]

export function createSimulatedEsp32(options: SimulatedEsp32Options = {}): SimulatedDevice {
  const { unit = 1, chip: name = 'ESP32-C3', registers = {}, locked = false, ...faults } = options
  const chip = chips.find((known) => known.name === name)
  const line = new Esp32DeviceLine()
  const held = new Map<number, number>([
    ...(chip
      ? ([
          [chip.mac[0], (0x4d00_0000 | unit) >>> 0],
          [chip.mac[1], 0x02c0],
          [magicRegister, chip.magic[0] ?? 0],
        ] as const)
      : []),
    ...Object.entries(registers).map(([address, value]) => [Number(address), value] as const),
  ])

  function answer({ command, data }: HostFrame): Uint8Array[] {
    if (command === chipCommand.sync) return Array.from({ length: SYNC_ANSWERS }, () => chipAnswer(command, 0x2012_0707, DONE))
    if (command === chipCommand.readRegister && !locked && data.length === 4) {
      const address = new DataView(data.buffer).getUint32(0, true)
      return [chipAnswer(command, held.get(address) ?? 0, DONE)]
    }
    const info = command === chipCommand.securityInfo && chip ? securityInfo(chip, locked) : null
    return [chipAnswer(command, 0, info ? [...info, ...DONE] : UNKNOWN)]
  }

  const device: SimulatedDevice = {
    boot: () => [],
    receive: (bytes) =>
      line
        .push(bytes)
        .flatMap(answer)
        .map((each, at) => ({ delayMs: at === 0 ? answerMs : 0, bytes: each, unplug: false })),
  }
  return withFaults(device, faults)
}

/** Flags, a counter, seven purposes of keys and, but for the S2, the number of the chip and the version of its answers. */
function securityInfo({ id }: Chip, locked: boolean): number[] | null {
  if (id === null) return null
  const short = [locked ? 4 : 0, 0, 0, 0, 0, ...Array<number>(7).fill(0)]
  return id === 2 ? short : [...short, id, 0, 0, 0, 0, 0, 0, 0]
}
