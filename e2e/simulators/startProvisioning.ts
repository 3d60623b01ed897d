/** The provisioning service as the program runs it, with everything that it tells anyone kept for the test to look at. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { ImprovTiming } from '#core/provisioning/improv/timing'
import type { DriverName, SessionState } from '#core/provisioning/session/sessionState'
import type { DriversFor } from '#main/devices/drivers'
import type { OpenLink } from '#main/devices/openLink'
import type { AppendToJournal } from '#main/services/provisioning/SessionJournal'
import { createProvisioningService } from '#main/services/provisioningService'

const secretKey = new Uint8Array(32).fill(9)
export const testSigner = {
  publicKeyHex: bytesToHex(ed25519.getPublicKey(secretKey)),
  sign: (bytes: Uint8Array) => ed25519.sign(bytes, secretKey),
}

/** Generous, because a busy machine is no fault of a device. */
const patient: ImprovTiming = {
  answerMs: 5_000,
  scanMs: 10_000,
  settleMs: 5_000,
  connectMs: 10_000,
  urlMs: 5_000,
  attempts: 2,
}

const notCancelled: CallContext<never> = { signal: new AbortController().signal, progress: () => undefined }

export interface StartOptions {
  /** Where the service writes; without it, into `journal` of the run. */
  journal?: AppendToJournal
  driversFor?: DriversFor
  listPorts?: () => Promise<SerialPortInfo[]>
}

export type ProvisioningRun = ReturnType<typeof startProvisioning>

export function startProvisioning(openLink: OpenLink, options: StartOptions = {}) {
  const { driversFor, listPorts = async () => [] } = options
  const states: SessionState[] = []
  const listeners: Array<(state: SessionState) => void> = []
  const journal: Array<{ kind: string; data: Record<string, unknown> }> = []
  const service = createProvisioningService({
    signer: testSigner,
    journal: options.journal ?? { append: async (kind, data) => journal.push({ kind, data }) },
    emit: (name, payload) => {
      if (name !== 'provisioning.state') return
      states.push(payload as SessionState)
      for (const listener of listeners) listener(payload as SessionState)
    },
    openLink,
    listPorts,
    timing: patient,
    driversFor,
  })
  const { handlers } = service
  const order = async (sessionId: string, asked: SessionOrder) =>
    handlers['provisioning.step']({ sessionId, order: asked }, notCancelled)
  return {
    service,
    states,
    journal,
    onState: (listener: (state: SessionState) => void) => listeners.push(listener),
    order,
    open: (path: string, driver: DriverName | null = null) =>
      handlers['provisioning.open']({ path, baudRate: 115_200, driver, workOrderId: 'order-1', resumes: null }, notCancelled),
    identify: (sessionId: string) => order(sessionId, { kind: 'identify' }),
    scan: (sessionId: string) => order(sessionId, { kind: 'scan' }),
    connect: (sessionId: string, ssid: string, password: string) =>
      order(sessionId, { kind: 'connect', ssid, password, keep: 'no' }),
    /** With the position that the device received, or else one that was typed. */
    sign: async (sessionId: string) => {
      const fix = states.findLast((state) => state.sessionId === sessionId)?.position ?? null
      const position = fix
        ? ({ lat: fix.lat, lng: fix.lng, source: 'gnss', fix } as const)
        : ({ lat: 50.9, lng: 6.9, source: 'typed', fix: null } as const)
      return handlers['provisioning.sign'](
        { sessionId, workOrderId: 'order-1', technician: null, position, placement: [] },
        notCancelled,
      )
    },
    close: (sessionId: string) => handlers['provisioning.close']({ sessionId, saved: false }, notCancelled),
  }
}
