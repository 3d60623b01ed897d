/** Which chip it is, its revision and its base MAC, read out of ROM and eFuses; nothing is written. */
import { Problem } from '../../model/problem'
import type { Step, StepResult } from '../session/ProvisioningDriver'
import { type Chip, chips, macOf, magicRegister } from './chips'
import { enterLoader, leaveLoader, readRegister, readSecurityInfo } from './loader'
import type { RomAnswer } from './romPacket'
import type { Esp32Timing } from './timing'

/** Of the flags: registers cannot be read. */
const SECURE_DOWNLOAD = 1 << 2
/** A locally administered address, as no chip leaves the factory with: the training device's. */
const trainingMacPrefix = '02:C0:4D:'

/**
 * Restarts the chip into its loader, reads, and restarts it into its own program, also when the reading failed.
 * @throws Problem `esp32.silent`, `esp32.damaged`, `esp32.unknown-chip`
 */
export function* identify(timing: Esp32Timing): Step<RomAnswer> {
  let result: StepResult
  try {
    yield* enterLoader(timing)
    result = yield* readChip(timing)
  } catch (fault) {
    yield* leaveLoader(timing)
    throw fault
  }
  yield* leaveLoader(timing)
  return result
}

function* readChip(timing: Esp32Timing): Step<RomAnswer> {
  const security = yield* readSecurityInfo(timing)
  const isLocked = security !== null && (security.flags & SECURE_DOWNLOAD) !== 0
  const chip = yield* findChip(security?.chipId ?? null, isLocked, timing)
  const device = { name: chip.name, firmware: 'ROM loader', version: '', chip: chip.name }
  if (isLocked) {
    const problem = new Problem(
      'esp32.locked',
      "The chip's loader is locked by its maker and tells no MAC address: take it from the device's label.",
    )
    return { abilities: [], device, identifiers: [], identified: true, problem: problem.toData() }
  }
  const mac = macOf(yield* readRegister(chip.mac[0], timing), yield* readRegister(chip.mac[1], timing))
  const words: number[] = []
  for (const address of chip.revisionRegisters) words.push(yield* readRegister(address, timing))
  return {
    ...(mac?.startsWith(trainingMacPrefix) ? { simulated: true } : {}),
    abilities: [],
    device: { ...device, version: chip.revision(words) },
    identifiers: mac === null ? [] : [{ kind: 'mac', value: mac }],
    identified: true,
    ...(mac === null ? { problem: noMacProblem().toData() } : {}),
  }
}

function noMacProblem(): Problem {
  return new Problem(
    'esp32.no-mac',
    'The chip tells no MAC address that can be one, so the record lacks it: identify it again, or take it from the label.',
  )
}

function* findChip(id: number | null, isLocked: boolean, timing: Esp32Timing): Step<RomAnswer, Chip> {
  const byId = id === null ? undefined : chips.find((chip) => chip.id === id)
  if (byId) return byId
  if (id !== null || isLocked) throw unknownProblem(`chip ${id ?? 'without a number'}`)
  const magic = yield* readRegister(magicRegister, timing)
  const byMagic = chips.find((chip) => chip.magic.includes(magic))
  if (!byMagic) throw unknownProblem(`magic 0x${magic.toString(16)}`)
  return byMagic
}

function unknownProblem(cause: string): Problem {
  return new Problem(
    'esp32.unknown-chip',
    'The chip is none that this version knows (ESP32, S2, S3, C2, C3, C6, H2): go on with the protocol of its firmware.',
    { cause },
  )
}
