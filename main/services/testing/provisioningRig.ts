/** The provisioning service on a clock that a test moves, with a journal and a key of its own, as a program that can be killed. */
import { ed25519 } from '@noble/curves/ed25519.js'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { PlacementFinding } from '#core/provisioning/placement/placementFinding'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { createLinkOpener, type OpenLink } from '../../devices/openLink'
import { createManualClock, type ManualClock } from '../../devices/testing/manualClock'
import type { ReadBack } from '../../storage/journal'
import type { AppendToJournal } from '../provisioning/SessionJournal'
import { createProvisioningService } from '../provisioningService'
import type { WifiKeychain } from '../wifiSecrets'

const secretKey = new Uint8Array(32).fill(5)
const notCancelled = { signal: new AbortController().signal, progress: () => undefined }

export interface RigOptions {
  journal: AppendToJournal & { readBack?: ReadBack }
  clock?: ManualClock
  openLink?: OpenLink
  ports?: SerialPortInfo[]
  keychain?: WifiKeychain
  signWith?: Uint8Array
  openExternally?: (url: string) => Promise<void>
}

export function createProvisioningRig({ journal, clock = createManualClock(), ports = [], ...options }: RigOptions) {
  const states: SessionState[] = []
  let listings = 0
  const service = createProvisioningService({
    signer: {
      publicKeyHex: Buffer.from(ed25519.getPublicKey(secretKey)).toString('hex'),
      sign: (bytes) => ed25519.sign(bytes, options.signWith ?? secretKey),
    },
    journal,
    emit: (name, payload) => {
      if (name === 'provisioning.state') states.push(payload as SessionState)
    },
    openLink: options.openLink ?? createLinkOpener({ clock }),
    listPorts: async () => {
      listings += 1
      return ports
    },
    clock,
    ...(options.keychain ? { keychain: options.keychain } : {}),
    ...(options.openExternally ? { openExternally: options.openExternally } : {}),
  })
  const { handlers } = service

  /** Runs until it ends, however long the device takes. */
  async function settle<T>(work: Promise<T>): Promise<T> {
    let ended = false
    const end = () => {
      ended = true
    }
    work.then(end, end)
    while (!ended) await clock.advance(100)
    return work
  }

  const step = (sessionId: string, order: SessionOrder, signal: AbortSignal = notCancelled.signal) =>
    handlers['provisioning.step']({ sessionId, order }, { ...notCancelled, signal })
  return {
    clock,
    states,
    service,
    listings: () => listings,
    open: (path: string, wanted: { workOrderId?: string; resumes?: string } = {}) =>
      handlers['provisioning.open'](
        { path, baudRate: 115_200, driver: null, workOrderId: wanted.workOrderId ?? null, resumes: wanted.resumes ?? null },
        notCancelled,
      ),
    settle,
    step,
    run: (sessionId: string, order: SessionOrder) => settle(step(sessionId, order)),
    identify: (sessionId: string) => settle(step(sessionId, { kind: 'identify' })),
    connect: (sessionId: string, ssid: string, password: string | null, keep: 'no' | 'memory' | 'keychain' = 'no') =>
      settle(step(sessionId, { kind: 'connect', ssid, password, keep })),
    sign: (sessionId: string) =>
      handlers['provisioning.sign'](
        { sessionId, workOrderId: null, technician: null, position: null, placement: [] },
        notCancelled,
      ),
    signUnfinished: (sessionId: string, placement: PlacementFinding[] = []) =>
      handlers['provisioning.signUnfinished'](
        { sessionId, technician: { memberId: 'm1', name: 'Ana' }, position: null, placement },
        notCancelled,
      ),
    close: (sessionId: string, saved = false) => handlers['provisioning.close']({ sessionId, saved }, notCancelled),
    openUrl: (sessionId: string, url: string) => handlers['provisioning.openUrl']({ sessionId, url }, notCancelled),
    unfinished: () => handlers['provisioning.unfinished']({}, notCancelled),
    signedList: () => handlers['provisioning.signedList']({}, notCancelled),
    signedFile: (id: string) => handlers['provisioning.signedFile']({ id }, notCancelled),
    dismiss: (sessionId: string) => handlers['provisioning.dismiss']({ sessionId }, notCancelled),
    secrets: () => handlers['secrets.list']({}, notCancelled),
  }
}
