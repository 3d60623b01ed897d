/** Turns what a session knows into a signed record. Invariant: a record leaves here only if it verifies. */
import { randomUUID } from 'node:crypto'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { provisioningBytes } from '#core/provisioning/provisioningBytes'
import type { ProvisioningFacts, ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import type { Clock } from '../devices/clock'
import type { SessionDriver } from '../devices/SessionDriver'
import type { Signer } from '../storage/installationKey'

export interface ProvisioningSession {
  driver: SessionDriver
  /** What the system says of the port; null for a typed path that it does not list. */
  port: SerialPortInfo | null
  /** Wall clock and monotonic time of the opening. */
  startedAt: string
  startedMs: number
}

/** What the person says, beside what the device said. */
export type Told = Pick<ProvisioningFacts, 'workOrderId' | 'technician' | 'position' | 'placement'>

/**
 * Signs with the installation's key. A session whose cable was pulled can still be signed: what was seen was seen.
 * @throws Problem `provisioning.not-identified`, `session.busy` or `provisioning.signature-wrong`
 */
export async function signProvisioning(options: {
  session: ProvisioningSession
  told: Told
  signer: Signer
  clock: Clock
}): Promise<ProvisioningFileV2> {
  const { session, told, signer, clock } = options
  const { driver } = session
  const { path, phase, simulated, device, identifiers, hostname, identified, connected, ssid, urls, network } = driver.state
  const { proof, registration, steps } = driver.state
  if (!identified || !device || driver.state.driver === null) {
    throw new Problem('provisioning.not-identified', 'The device has not said what it is: identify it, then sign.')
  }
  if (phase !== 'idle' && phase !== 'failed' && phase !== 'lost') {
    throw new Problem('session.busy', 'The device is still busy with the step before: wait for it to end, then sign.')
  }
  const { vendorId = null, productId = null, serialNumber = null } = session.port ?? {}
  const facts: ProvisioningFacts = {
    ...told,
    id: randomUUID(),
    driver: driver.state.driver,
    port: { path, vendorId, productId, serialNumber },
    simulated,
    device,
    identifiers,
    hostname,
    identified,
    connected,
    proved: proof !== null,
    positionFixed: told.position?.source === 'gnss',
    // A device that was connected before this session does not say to which network.
    network: connected ? { ssid, urls, state: network } : null,
    proof,
    registration,
    startedAt: session.startedAt,
    signedAt: clock.now().toISOString(),
    elapsedMs: Math.round(clock.monotonicMs() - session.startedMs),
    steps,
    recovered: false,
    evidence: driver.evidence(),
  }
  const signature = await signer.sign(provisioningBytes(facts))
  const file: ProvisioningFileV2 = {
    format: 'commonmast-provisioning-v2',
    facts,
    publicKey: signer.publicKeyHex,
    signature: Buffer.from(signature).toString('hex'),
  }
  const [finding] = verifyProvisioning(file)
  if (finding) {
    throw new Problem('provisioning.signature-wrong', "The record did not verify after signing: check the installation's key.", {
      cause: `${finding.where}: ${finding.message}`,
    })
  }
  return file
}
