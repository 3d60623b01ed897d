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
import { isBusyFault } from './ledgerProblem'
import type { LedgerKits } from './loadLedgerKits'
import { createSigningVeto } from './signingVeto'

export const DMK_TRANSPORT = 'COMMONMAST'
const DEVICE_ID = 'ledger'

/** A factory for exactly one device, already open. Closing it stays with whoever opened it. */
export function createDmkTransportFactory(hw: HwTransport, modelId: LedgerModelId, kits: LedgerKits): TransportFactory {
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
      if (ruling.kind === 'veto') return purify.Left({ _tag: ruling.tag })
      if (ruling.kind === 'answer') return purify.Right(split(ruling.statusWord))
      try {
        const answer = await hw.exchange(Buffer.from(apdu))
        if (answer.length < 2) throw new Error(`The answer has ${answer.length} bytes, without a status word`)
        veto.remember(apdu, answer.subarray(-2))
        return purify.Right(split(answer))
      } catch (error) {
        if (isBusyFault(error)) return purify.Left(new management.AlreadySendingApduError(error))
        // Whatever else went wrong, nobody knows what the device did with it: nothing more may be sent.
        markDead()
        return purify.Left(new management.DeviceDisconnectedWhileSendingError(error))
      }
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
