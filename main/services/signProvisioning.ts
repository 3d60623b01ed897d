/** Turns what a session knows into a signed record. Invariant: a record leaves here only if it verifies. */
import { randomUUID } from 'node:crypto'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { provisioningBytes } from '#core/provisioning/provisioningBytes'
import type { ProvisioningFacts, ProvisioningFile } from '#core/provisioning/provisioningFile'
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

/**
 * Signs with the installation's key. A session whose cable was pulled can still be signed: what was seen was seen.
 * @throws Problem `provisioning.not-identified`, `session.busy` or `provisioning.signature-wrong`
 */
export async function signProvisioning(options: {
  session: ProvisioningSession
  workOrderId: string | null
  position: ProvisioningFacts['position']
  signer: Signer
  clock: Clock
}): Promise<ProvisioningFile> {
  const { session, workOrderId, position, signer, clock } = options
  const { path, phase, simulated, device, identified, connected, ssid, urls } = session.driver.state
  if (!identified || !device) {
    throw new Problem('provisioning.not-identified', 'The device has not said what it is: identify it, then sign.')
  }
  if (phase !== 'idle' && phase !== 'failed' && phase !== 'lost') {
    throw new Problem('session.busy', 'The device is still busy with the step before: wait for it to end, then sign.')
  }
  const { vendorId = null, productId = null, serialNumber = null } = session.port ?? {}
  const facts: ProvisioningFacts = {
    id: randomUUID(),
    workOrderId,
    driver: 'improv',
    port: { path, vendorId, productId, serialNumber },
    simulated,
    device,
    identified,
    connected,
    proved: false,
    // A device that was connected before this session does not say to which network.
    network: connected && ssid !== null ? { ssid, urls } : null,
    position,
    startedAt: session.startedAt,
    signedAt: clock.now().toISOString(),
    elapsedMs: Math.round(clock.monotonicMs() - session.startedMs),
  }
  const signature = await signer.sign(provisioningBytes(facts))
  const file: ProvisioningFile = {
    format: 'commonmast-provisioning-v1',
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
