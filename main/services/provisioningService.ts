/**
 * Handlers for ports and provisioning: one session per open port, every step journalled before and after, the result signed.
 * Invariants: a Wi-Fi password goes from its call to the device and, if a person asks, to where passwords are kept, and nowhere
 * else; nothing is signed that the device did not say; a session's ports are released however it ends.
 */
import type { ConsoleContract, SerialPortInfo } from '#core/contract/consoleContract'
import type { Dispatcher, Handlers } from '#core/contract/createDispatcher'
import type { ImprovTiming } from '#core/provisioning/improv/timing'
import { type Clock, systemClock } from '../devices/clock'
import { createDriversFor, type DriversFor } from '../devices/drivers'
import { listPorts as listSystemPorts, portsMark } from '../devices/listPorts'
import { createLinkOpener, type OpenLink } from '../devices/openLink'
import { createPortsWatcher } from '../devices/watchPorts'
import type { Signer } from '../storage/installationKey'
import type { ReadBack } from '../storage/journal'
import { type OpenExternally, openDeviceUrl } from './provisioning/openDeviceUrl'
import { OpenSessions } from './provisioning/openSessions'
import { createRecovery } from './provisioning/recovery'
import { runStep } from './provisioning/runStep'
import type { AppendToJournal } from './provisioning/SessionJournal'
import { listSignedRecords, readSignedRecord } from './provisioning/signedRecords'
import { signOpen, signRecovered } from './provisioning/signSession'
import { createWifiSecrets, type WifiKeychain } from './wifiSecrets'

type ProvisioningCall =
  | Extract<keyof ConsoleContract['calls'], `provisioning.${string}` | `secrets.${string}`>
  | 'devices.listPorts'

export interface ProvisioningService {
  handlers: Pick<Handlers<ConsoleContract>, ProvisioningCall>
  /**
   * Call when a renderer connects, and the function it returns when that renderer goes. Ports are watched while one is there;
   * when the last has been gone for a while, its sessions are closed, so that no port stays taken by nobody.
   */
  attachRenderer(): () => void
  /** Closes every session and stops watching. */
  closeAll(): Promise<void>
}

export interface ProvisioningServiceOptions {
  signer: Signer
  /** Without `readBack` no session is remembered from before. */
  journal: AppendToJournal & { readBack?: ReadBack }
  emit: Dispatcher<ConsoleContract>['emit']
  openLink?: OpenLink
  listPorts?: () => Promise<SerialPortInfo[]>
  driversFor?: DriversFor
  clock?: Clock
  timing?: ImprovTiming
  keychain?: WifiKeychain
  openExternally?: OpenExternally | null
  /** How long sessions outlive the last renderer; a reload or a lost connection is back sooner. */
  abandonedMs?: number
}

const noKeychain: WifiKeychain = { vault: null, keychainProblem: null }

export function createProvisioningService(options: ProvisioningServiceOptions): ProvisioningService {
  const { signer, journal, emit, clock = systemClock, timing, abandonedMs = 15_000 } = options
  const { openLink = createLinkOpener({ clock }), listPorts = () => listSystemPorts(), openExternally = null } = options
  const now = () => clock.now().getTime()
  const { driversFor = createDriversFor({ now, ...(timing ? { improv: timing } : {}) }), keychain = noKeychain } = options
  const readBack: ReadBack = async (wants, backTo) => (await journal.readBack?.(wants, backTo)) ?? []
  const sessions = new OpenSessions({
    journal,
    clock,
    openLink,
    listPorts,
    driversFor,
    emit: (state) => emit('provisioning.state', state),
  })
  const recovery = createRecovery(journal, clock.now)
  const secrets = createWifiSecrets(keychain)
  const watcher = createPortsWatcher({
    listPorts,
    onChange: (ports) => emit('devices.portsChanged', ports),
    clock,
    // Of the system's own ports, and of no others.
    ...(options.listPorts ? {} : { portsMark }),
  })
  let renderers = 0
  let callOffAbandonment: () => void = () => undefined

  return {
    handlers: {
      'devices.listPorts': () => listPorts(),
      'provisioning.open': async ({ resumes, ...request }) => {
        if (resumes === null) return sessions.open({ ...request, before: null })
        const state = await sessions.open({ ...request, before: await recovery.find(resumes, sessions.idsAtTheirPort) })
        await sessions.letGo(resumes)
        return state
      },
      'provisioning.step': async ({ sessionId, order }, { signal }) =>
        runStep({ session: sessions.find(sessionId), order, signal, secrets, clock }),
      'provisioning.sign': async ({ sessionId, ...told }) => signOpen({ session: sessions.find(sessionId), told, signer, clock }),
      'provisioning.close': async ({ sessionId, saved }) => {
        // The program ended since it was signed: its journal alone still waits for the saving.
        if (saved && !sessions.ids.has(sessionId)) return recovery.finish(sessionId, sessions.ids, true)
        return sessions.close(sessionId, { asked: true, saved })
      },
      'provisioning.openUrl': async ({ sessionId, url }) => ({
        opened: await openDeviceUrl(sessions.find(sessionId).state, url, openExternally),
      }),
      'provisioning.unfinished': () => recovery.list(sessions.ids),
      'provisioning.signUnfinished': async ({ sessionId, ...told }) =>
        signRecovered({ session: await recovery.find(sessionId, sessions.ids), told, signer, clock, journal }),
      'provisioning.dismiss': async ({ sessionId }) => {
        await recovery.finish(sessionId, sessions.ids, false)
        return {}
      },
      'provisioning.signedList': () => listSignedRecords(readBack),
      'provisioning.signedFile': ({ id }) => readSignedRecord(readBack, id),
      'secrets.list': async () => ({ networks: await secrets.list(), keychainProblem: secrets.keychainProblem }),
      'secrets.forget': async (network) => {
        await secrets.forget(network)
        return {}
      },
    },
    attachRenderer() {
      callOffAbandonment()
      renderers += 1
      watcher.start()
      let attached = true
      return () => {
        if (!attached) return
        attached = false
        renderers -= 1
        if (renderers > 0) return
        watcher.stop()
        callOffAbandonment = clock.after(abandonedMs, () => void sessions.closeAll())
      }
    },
    async closeAll() {
      callOffAbandonment()
      watcher.stop()
      await sessions.closeAll()
    },
  }
}
