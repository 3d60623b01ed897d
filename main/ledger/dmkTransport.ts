/**
 * One Device Management Kit transport over any hw-transport. It carries APDUs and refuses two things that the kit does
 * by itself: going on after the link broke, and signing blindly what the device just refused to show.
 */
import type {
  ApduResponse,
  DeviceModelId,
  DmkError,
  TransportArgs,
  TransportConnectedDevice,
  TransportFactory,
} from '@ledgerhq/device-management-kit'
import type { Either } from 'purify-ts'
import type { HwTransport, LedgerModelId } from './hwTransportPort'
import { belongsToSigning, mayBeSigned } from './ledgerApdu'
import { isBusyFault, LINK_BROKEN, MALFORMED_SIGNATURE } from './ledgerProblem'
import type { LinkFaults } from './linkFault'
import type { LedgerKits } from './loadLedgerKits'
import { createSigningVeto } from './signingVeto'

export const DMK_TRANSPORT = 'COMMONMAST'
const DEVICE_ID = 'ledger'

const SIGNATURE_BYTES = 65

/**
 * A factory for exactly one device, already open. Closing it stays with whoever opened it.
 * @param faults is told what went wrong first: the kit reports the last thing.
 */
export function createDmkTransportFactory(
  hw: HwTransport,
  modelId: LedgerModelId,
  kits: LedgerKits,
  faults: LinkFaults,
): TransportFactory {
  const { management, purify, rxjs } = kits

  return ({ deviceModelDataSource }: TransportArgs) => {
    const deviceModel = deviceModelDataSource.getDeviceModel({ id: modelId as DeviceModelId })
    const discovered = { id: DEVICE_ID, deviceModel, transport: DMK_TRANSPORT }
    const veto = createSigningVeto()
    let dead = false
    let reportDisconnect: (() => void) | undefined

    function markDead(): void {
      if (dead) return
      dead = true
      reportDisconnect?.()
    }
    hw.on('disconnect', markDead)

    async function sendApdu(apdu: Uint8Array): Promise<Either<DmkError, ApduResponse>> {
      if (dead) return purify.Left(new management.DeviceDisconnectedBeforeSendingApdu())
      const ruling = veto.rule(apdu)
      if (ruling.kind === 'veto') {
        // It was asked for and answered already, and the kit found no signature in the answer.
        if (ruling.tag === 'SecondSigningVetoed') faults.note(malformed(0))
        return purify.Left({ _tag: ruling.tag })
      }
      if (ruling.kind === 'answer') return purify.Right(split(ruling.statusWord))
      try {
        const answer = await hw.exchange(Buffer.from(apdu))
        if (answer.length < 2) throw new Error(`The answer has ${answer.length} bytes, without a status word`)
        return judge(apdu, answer)
      } catch (error) {
        if (isBusyFault(error)) return purify.Left(new management.AlreadySendingApduError(error))
        // Whatever else went wrong, nobody knows what the device did with it: nothing more may be sent.
        faults.note({ _tag: LINK_BROKEN, originalError: error })
        markDead()
        return purify.Left(new management.DeviceDisconnectedWhileSendingError(error))
      }
    }

    function judge(apdu: Uint8Array, answer: Buffer): Either<DmkError, ApduResponse> {
      const statusWord = answer.subarray(-2)
      veto.remember(apdu, statusWord)
      const signedBytes = answer.length - 2
      const status = statusWord.toString('hex')
      if (belongsToSigning(apdu) && status !== '9000') faults.note({ errorCode: status })
      if (mayBeSigned(apdu) && status === '9000' && signedBytes !== 0 && signedBytes !== SIGNATURE_BYTES) {
        faults.note(malformed(signedBytes))
        return purify.Left({ _tag: MALFORMED_SIGNATURE })
      }
      return purify.Right(split(answer))
    }

    function split(answer: Uint8Array): ApduResponse {
      return new management.ApduResponse({ data: answer.slice(0, -2), statusCode: answer.slice(-2) })
    }

    return {
      getIdentifier: () => DMK_TRANSPORT,
      isSupported: () => true,
      startDiscovering: () => rxjs.of(discovered),
      stopDiscovering: () => undefined,
      listenToAvailableDevices: () => rxjs.of([discovered]),
      async connect({ deviceId, onDisconnect }) {
        if (dead) return purify.Left(new management.OpeningConnectionError(new Error('The device is gone')))
        reportDisconnect = () => onDisconnect(deviceId)
        const connected: TransportConnectedDevice = new management.TransportConnectedDevice({
          id: deviceId,
          deviceModel,
          type: 'USB',
          transport: DMK_TRANSPORT,
          sendApdu,
        })
        return purify.Right(connected)
      },
      async disconnect() {
        dead = true
        return purify.Right(undefined)
      },
    }
  }
}

function malformed(bytes: number) {
  return { _tag: MALFORMED_SIGNATURE, message: `a signature has ${SIGNATURE_BYTES} bytes, the answer ${bytes}` }
}
