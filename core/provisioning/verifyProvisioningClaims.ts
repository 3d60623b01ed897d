/** What a record of version 2 claims of its device, recomputed from what the record itself holds. */
import { Problem } from '../model/problem'
import { checkAddGateway } from './helium/checkAddGateway'
import { readHeliumAddress } from './helium/heliumKey'
import { areYearsApart, type DateNote, isErasAway } from './nmea/fixDate'
import type { ProvisioningFacts } from './provisioningFile'
import type { DeviceIdentifier } from './session/sessionState'
import { simulatedGateway } from './simulated/simulatedGatewayPersona'
import { simulatedDevice } from './simulated/simulatedHotspot'
import type { ProvisioningFinding } from './verifyProvisioning'

/** What training devices call their firmware, also behind a port that looks real. */
const trainingFirmware: readonly string[] = [simulatedDevice.firmware, simulatedGateway.firmware]
/** Rounding, not a contradiction. */
const TOLERANCE_M = 1e-6

/** @returns one finding for each claim that does not follow. */
export function claimFindings(facts: ProvisioningFacts): ProvisioningFinding[] {
  return [
    ...proofFindings(facts),
    ...registrationFindings(facts),
    ...positionFindings(facts),
    ...stepFindings(facts),
    ...plainFindings(facts),
  ]
}

function plainFindings(facts: ProvisioningFacts): ProvisioningFinding[] {
  const { connected, network, recovered, evidence, simulated, device, port } = facts
  const isTraining = trainingFirmware.includes(device.firmware) || port.path.startsWith('simulated:')
  return [
    ...unless(!connected || network !== null, 'facts.connected', 'The device was connected, but the record says nothing of how.'),
    ...unless(recovered === (evidence === null), 'facts.recovered', 'A record has no evidence exactly when it was recovered.'),
    ...missingIdentifiers(facts),
    ...(Date.parse(facts.signedAt) < Date.parse(facts.startedAt)
      ? [note('facts.signedAt', "The record was signed before its session began: the computer's clock was set back meanwhile.")]
      : []),
    ...unless(simulated || !isTraining, 'facts.simulated', 'The record does not say that its device is simulated.'),
  ]
}

/** By what a device of each kind is known in its network: a record without it can be true, and is of little use. */
const IDENTIFIERS: Partial<Record<ProvisioningFacts['driver'], [kind: DeviceIdentifier['kind'], name: string]>> = {
  'rak-at': ['dev-eui', 'DevEUI'],
  'esp32-rom': ['mac', 'MAC address'],
}

function missingIdentifiers({ driver, identifiers }: ProvisioningFacts): ProvisioningFinding[] {
  const [kind, name] = IDENTIFIERS[driver] ?? []
  if (kind === undefined || identifiers.some((each) => each.kind === kind)) return []
  return [note('facts.identifiers', `The device did not tell its ${name}, so the record does not say which one it is.`)]
}

function proofFindings({ proof, proved, identifiers, steps }: ProvisioningFacts): ProvisioningFinding[] {
  const where = 'facts.proof'
  const findings = unless(
    proved === (proof !== null),
    'facts.proved',
    'A device is proved exactly when its proof is in the record.',
  )
  if (!proof) return findings
  const keys = identifiers.filter(({ kind }) => kind === 'helium-key')
  return [
    ...findings,
    ...holds(where, () => {
      const add = checkAddGateway(proof.txn, { owner: readHeliumAddress(proof.challenge), gateway: proof.key })
      return unless(add.gateway.kind === proof.keyKind, where, 'The key that signed is of another kind than the record says.')
    }),
    ...unless(
      keys.every(({ value }) => value === proof.key),
      where,
      "The key that was proved is not the device's key in the record.",
    ),
    ...unless(wasDone(steps, 'prove'), where, 'A proof is in the record although no step of this session asked for it.'),
  ]
}

function registrationFindings({ registration, identifiers, steps }: ProvisioningFacts): ProvisioningFinding[] {
  if (!registration) return []
  const where = 'facts.registration'
  const keys = identifiers.filter(({ kind }) => kind === 'helium-key')
  return [
    ...holds(where, () => {
      const { txn, gateway, owner, payer } = registration
      const named = payer === null ? {} : { payer: readHeliumAddress(payer) }
      const add = checkAddGateway(txn, { owner: readHeliumAddress(owner), gateway, ...named })
      return unless(payer !== null || add.payer === null, where, 'The transaction names a payer that the record leaves out.')
    }),
    ...unless(
      keys.every(({ value }) => value === registration.gateway),
      where,
      "The gateway that is registered is not the device's key in the record.",
    ),
    ...unless(
      wasDone(steps, 'register'),
      where,
      'A registration is in the record although no step of this session asked for it.',
    ),
  ]
}

function positionFindings(facts: ProvisioningFacts): ProvisioningFinding[] {
  const { position, positionFixed } = facts
  const fix = position?.fix ?? null
  const isMeasured = position?.source === 'gnss'
  const where = 'facts.position'
  return [
    ...unless(positionFixed === isMeasured, 'facts.positionFixed', 'A position is fixed exactly when a receiver measured it.'),
    ...unless(isMeasured === (fix !== null), where, 'A measured position, and no other, has its fixes.'),
    ...unless(
      fix === null || (fix.lat === position?.lat && fix.lng === position.lng),
      where,
      'The position is not the one that the receiver measured.',
    ),
    ...unless(
      fix === null || fix.scatterRmsM <= fix.scatterMaxM + TOLERANCE_M,
      where,
      'The fixes scatter more on average than at most.',
    ),
    ...dateFindings(facts),
  ]
}

/** Training devices make up their days, so only whole eras are looked at there. */
function dateFindings({ position, startedAt, signedAt, simulated }: ProvisioningFacts): ProvisioningFinding[] {
  const fix = position?.fix ?? null
  if (!fix) return []
  const where = 'facts.position.fix'
  if (fix.dateNote) return [note(where, dateNotes[fix.dateNote])]
  const [firstMs, lastMs, startedMs, signedMs] = [fix.firstTime, fix.lastTime, startedAt, signedAt].map((text) =>
    Date.parse(text),
  )
  const isOdd = (atMs = Number.NaN, byMs = Number.NaN) =>
    Number.isNaN(atMs) || (!Number.isNaN(byMs) && (simulated ? isErasAway(atMs, byMs) : areYearsApart(atMs, byMs)))
  if (!isOdd(firstMs, startedMs) && !isOdd(lastMs, signedMs)) return []
  const [fixed, signed] = [fix.firstTime.slice(0, 10), signedAt.slice(0, 10)]
  return [note(where, `The receiver dated its fixes ${fixed}, the record was signed on ${signed}: one of them is wrong.`)]
}

function note(where: string, message: string): ProvisioningFinding {
  return { where, message, isNote: true }
}

const dateNotes: Record<DateNote, string> = {
  corrected: "The receiver's date was whole 1024-week eras off and was corrected by the computer's clock.",
  installation: "The receiver told no date: the date of the fixes is of the computer's clock.",
  doubtful: "The receiver's date is more than a year away from the computer's clock at the time of measuring.",
}

/** One step at a time, in order, within the time that the record spans. */
function stepFindings({ steps, elapsedMs }: ProvisioningFacts): ProvisioningFinding[] {
  const findings = unless(wasDone(steps, 'identify'), 'facts.steps', 'No step of this session identified the device.')
  let earliestMs = 0
  for (const [at, { startedMs, endedMs, outcome }] of steps.entries()) {
    const where = `facts.steps.${at}`
    const lastMs = endedMs ?? startedMs
    findings.push(
      ...unless(startedMs >= earliestMs, where, 'A step began before the one before it had ended.'),
      ...unless(lastMs >= startedMs, where, 'A step ended before it began.'),
      ...unless(lastMs <= elapsedMs, where, 'A step is later than the time of signing.'),
      ...unless((endedMs === null) === (outcome === null), where, 'A step has an outcome exactly when it has ended.'),
    )
    earliestMs = Math.max(earliestMs, lastMs)
  }
  return findings
}

function wasDone(steps: ProvisioningFacts['steps'], kind: ProvisioningFacts['steps'][number]['kind']): boolean {
  return steps.some((step) => step.kind === kind && step.outcome === 'done')
}

/** A Problem on the way is what does not hold. */
function holds(where: string, check: () => ProvisioningFinding[]): ProvisioningFinding[] {
  try {
    return check()
  } catch (fault) {
    return [{ where, message: fault instanceof Problem ? fault.message : 'The transaction cannot be read.' }]
  }
}

function unless(condition: boolean, where: string, message: string): ProvisioningFinding[] {
  return condition ? [] : [{ where, message }]
}
