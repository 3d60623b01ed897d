/** Turns what a session knows into a signed record. Invariant: a record leaves here only if it verifies. */
import { randomUUID } from 'node:crypto'
import { Problem } from '#core/model/problem'
import { provisioningBytes } from '#core/provisioning/provisioningBytes'
import type { ProvisioningFacts, ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import type { Clock } from '../../devices/clock'
import type { Signer } from '../../storage/installationKey'
import type { OpenSession } from './OpenSession'
import type { JournalledSession } from './unfinishedSessions'

/** What the person says, beside what the device said. */
export type Told = Pick<ProvisioningFacts, 'workOrderId' | 'technician' | 'position' | 'placement'>
/** Of a session that was broken off: its work order stands in the journal. */
export type RecoveredTold = Omit<Told, 'workOrderId'>

/**
 * Signs with the installation's key. A session whose cable was pulled can still be signed: what was seen was seen.
 * @throws Problem `provisioning.not-identified`, `session.busy` or `provisioning.signature-wrong`
 */
export async function signProvisioning(options: {
  session: OpenSession
  told: Told
  signer: Signer
  clock: Clock
}): Promise<ProvisioningFileV2> {
  const { session, told, signer, clock } = options
  const { state, origin } = session
  if (state.phase !== 'idle' && state.phase !== 'failed' && state.phase !== 'lost') {
    throw new Problem('session.busy', 'The device is still busy with the step before: wait for it to end, then sign.')
  }
  const { vendorId = null, productId = null, serialNumber = null } = origin.port ?? {}
  return signFacts(signer, {
    ...told,
    ...deviceFacts(state, told.position),
    port: { path: state.path, vendorId, productId, serialNumber },
    startedAt: origin.startedAt,
    signedAt: clock.now().toISOString(),
    elapsedMs: Math.round(clock.monotonicMs() - origin.startedMs),
    recovered: false,
    evidence: session.evidence(),
  })
}

/**
 * Signs what the journal knows of a session that was broken off. Between its last step and now no clock of this process ran,
 * so the elapsed time is that of its steps. A position that the session measured is used where none is told.
 * @throws Problem `provisioning.not-identified` or `provisioning.signature-wrong`
 */
export async function signUnfinished(options: {
  session: JournalledSession
  told: RecoveredTold
  signer: Signer
  clock: Clock
}): Promise<ProvisioningFileV2> {
  const { session, told, signer, clock } = options
  const { state, workOrderId, startedAt, usb } = session
  const { position: fix } = state
  const position = told.position ?? (fix && { lat: fix.lat, lng: fix.lng, source: 'gnss' as const, fix })
  return signFacts(signer, {
    technician: told.technician,
    workOrderId,
    position,
    placement: told.placement,
    ...deviceFacts(state, position),
    port: { path: state.path, ...usb },
    startedAt,
    signedAt: clock.now().toISOString(),
    elapsedMs: Math.max(0, ...state.steps.map((step) => step.endedMs ?? step.startedMs)),
    recovered: true,
    evidence: null,
  })
}

/** What the device said, as it stands in a record. @throws Problem `provisioning.not-identified` */
function deviceFacts(state: SessionState, position: Told['position']) {
  const { simulated, driver, device, identifiers, hostname, identified, connected, ssid, urls, network } = state
  const { proof, registration, steps } = state
  if (!identified || !device || driver === null) {
    throw new Problem('provisioning.not-identified', 'The device has not said what it is: identify it, then sign.')
  }
  return {
    simulated,
    driver,
    device,
    identifiers,
    hostname,
    identified,
    connected,
    proof,
    registration,
    steps,
    proved: proof !== null,
    positionFixed: position?.source === 'gnss',
    // A device that was connected before this session does not say to which network.
    network: connected ? { ssid, urls, state: network } : null,
  }
}

async function signFacts(signer: Signer, known: Omit<ProvisioningFacts, 'id'>): Promise<ProvisioningFileV2> {
  const facts: ProvisioningFacts = { id: randomUUID(), ...known }
  const signature = await signer.sign(provisioningBytes(facts))
  const file: ProvisioningFileV2 = {
    format: 'commonmast-provisioning-v2',
    facts,
    publicKey: signer.publicKeyHex,
    signature: Buffer.from(signature).toString('hex'),
  }
  const finding = verifyProvisioning(file).find(({ isNote }) => !isNote)
  if (finding) {
    throw new Problem('provisioning.signature-wrong', "The record did not verify after signing: check the installation's key.", {
      cause: `${finding.where}: ${finding.message}`,
    })
  }
  return file
}
