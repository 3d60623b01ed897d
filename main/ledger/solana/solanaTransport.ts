/**
 * One transport of Ledger's Device Management Kit over any hw-transport, for the Solana app. It carries APDUs and holds the kit
 * to what it was asked for: a broken link carries nothing more, each request to sign lets one review through, and every way of
 * signing but the plain review (a preview signed later, descriptors from a server) never reaches the device.
 */
import type { ApduResponse, DeviceModelId, DmkError, TransportArgs, TransportFactory } from '@ledgerhq/device-management-kit'
import type { Either } from 'purify-ts'
import type { HwTransport, LedgerModelId } from '../hwTransportPort'
import { isBusyFault } from '../ledgerProblem'
import type { LedgerKits } from '../loadLedgerKits'

export const SOLANA_TRANSPORT = 'COMMONMAST_SOLANA'
const DEVICE_ID = 'ledger'
const CLA = 0xe0
const SIGN_MESSAGE = 0x06
const EXTENDS_CHUNK = 0x01
/** Preview, delayed, generic preview, prompt, finalize. */
const OTHER_SIGNING = new Set([0x08, 0x09, 0x0a, 0x0b, 0x0c])

export interface SolanaTransport {
  factory: TransportFactory
  /** Lets one review through. */
  allowOneReview(): void
  /** What was refused before belongs to an earlier action. */
  beginAction(): void
  /** What went wrong first, in this action or with the link: the kit reports the last thing, or none of it. */
  fault(): unknown
}

/** For exactly one device, already open. Closing it stays with whoever opened it. */
export function createSolanaTransport(hw: HwTransport, modelId: LedgerModelId, kits: LedgerKits): SolanaTransport {
  const { management, purify, rxjs } = kits
  let reviewsAllowed = 0
  let dead = false
  let refusal: unknown
  let linkFault: unknown
  let reportDisconnect: (() => void) | undefined

  function markDead(): void {
    if (dead) return
    dead = true
    reportDisconnect?.()
  }
  hw.on('disconnect', markDead)

  function isVetoed([cla, ins, , p2 = 0]: Uint8Array): boolean {
    if (cla !== CLA || ins === undefined) return false
    if (OTHER_SIGNING.has(ins)) return true
    if (ins !== SIGN_MESSAGE || (p2 & EXTENDS_CHUNK) !== 0) return false
    reviewsAllowed -= 1
    return reviewsAllowed < 0
  }

  async function sendApdu(apdu: Uint8Array): Promise<Either<DmkError, ApduResponse>> {
    if (dead) return purify.Left(new management.DeviceDisconnectedBeforeSendingApdu())
    if (isVetoed(apdu)) return purify.Left({ _tag: 'SigningVetoed' })
    try {
      const answer = await hw.exchange(Buffer.from(apdu))
      if (answer.length < 2) throw new Error(`The answer has ${answer.length} bytes, without a status word`)
      const statusCode = answer.slice(-2)
      const status = statusCode.toString('hex')
      if (apdu[0] === CLA && apdu[1] === SIGN_MESSAGE && status !== '9000') refusal ??= { errorCode: status }
      return purify.Right(new management.ApduResponse({ data: answer.slice(0, -2), statusCode }))
    } catch (error) {
      if (isBusyFault(error)) return purify.Left(new management.AlreadySendingApduError(error))
      // Whatever else went wrong, nobody knows what the device did with it: nothing more may be sent.
      linkFault ??= { name: 'DisconnectedDeviceDuringOperation', originalError: error }
      markDead()
      return purify.Left(new management.DeviceDisconnectedWhileSendingError(error))
    }
  }

  const factory: TransportFactory = ({ deviceModelDataSource }: TransportArgs) => {
    const deviceModel = deviceModelDataSource.getDeviceModel({ id: modelId as DeviceModelId })
    const discovered = { id: DEVICE_ID, deviceModel, transport: SOLANA_TRANSPORT }
    return {
      getIdentifier: () => SOLANA_TRANSPORT,
      isSupported: () => true,
      startDiscovering: () => rxjs.of(discovered),
      stopDiscovering: () => undefined,
      listenToAvailableDevices: () => rxjs.of([discovered]),
      async connect({ deviceId, onDisconnect }) {
        if (dead) return purify.Left(new management.OpeningConnectionError(new Error('The device is gone')))
        reportDisconnect = () => onDisconnect(deviceId)
        return purify.Right(
          new management.TransportConnectedDevice({
            id: deviceId,
            deviceModel,
            type: 'USB',
            transport: SOLANA_TRANSPORT,
            sendApdu,
          }),
        )
      },
      async disconnect() {
        dead = true
        return purify.Right(undefined)
      },
    }
  }
  return {
    factory,
    allowOneReview() {
      reviewsAllowed = 1
    },
    beginAction() {
      refusal = undefined
    },
    fault: () => linkFault ?? refusal,
  }
}
