/** A recorded Improv device, and what was done with it, as steps of a session. */
import type { StepRequest } from '../../session/stepRequest'
import { type RecordedTurn, type Recording, recordedDevice, singleBytes, turnsOf } from '../../session/testing/replayRecording'
import type { Emission, SimulatedDevice } from '../../simulated/simulatedDevice'
import { type ImprovMessage, improvError, improvState, readMessage } from '../message'
import { PacketReader } from '../PacketReader'
import { encodePacket, packetType } from '../packet'
import { decodeCredentials, decodeRpc, improvCommand, type RpcMessage } from '../rpc'
import { decodeText } from '../text'

/**
 * Answers as the recorded device did. A question that was recorded more than once has the answer from after the last change
 * that the session made; one that was not recorded there is answered from what the device said before, or not at all.
 */
export function recordedImprovDevice(recording: Recording): SimulatedDevice {
  const turns = turnsOf(recording)
  let changedAt = 0
  return recordedDevice(turns[0], (written) => {
    const rpc = commandIn(written)
    const sameAs = (turn: RecordedTurn) =>
      turn.host.length === written.length && turn.host.every((byte, at) => byte === written[at])
    const at = turns.findIndex((turn, index) => index > changedAt && sameAs(turn))
    if (rpc && changes(rpc)) {
      if (at > 0) changedAt = at
      return turns[at]?.answer ?? null
    }
    const nextChange = turns.findIndex((turn, index) => index > changedAt && hasChanged(turn))
    if (at > 0 && (nextChange < 0 || at < nextChange)) return turns[at]?.answer ?? null
    return rpc ? knownAnswer(rpc.command, turns.slice(0, changedAt + 1)) : null
  })
}

/** What was done in the recording: identify first, then whatever a session can be asked for. */
export function recordedSteps(recording: Recording): StepRequest[] {
  const steps: StepRequest[] = [{ kind: 'identify' }]
  for (const { host } of turnsOf(recording)) {
    const rpc = commandIn(host)
    const text = decodeText(rpc?.payload ?? new Uint8Array(0))
    if (rpc?.command === improvCommand.scan) steps.push({ kind: 'scan' })
    else if (rpc?.command === improvCommand.hostname && text !== '') steps.push({ kind: 'set-hostname', hostname: text })
    else if (rpc?.command === improvCommand.deviceName && text !== '') steps.push({ kind: 'set-device-name', name: text })
    else if (rpc?.command === improvCommand.networkState) steps.push({ kind: 'verify' })
    const credentials = rpc?.command === improvCommand.sendWifi ? decodeCredentials(rpc.payload) : null
    if (credentials) steps.push({ kind: 'connect', ssid: credentials.ssid, password: credentials.password })
  }
  return steps
}

/** The last state that the device told, and the last result of the command, as an answer to asking again. */
function knownAnswer(command: number, before: RecordedTurn[]): Emission[] | null {
  const said = before.flatMap(({ answer }) => messagesIn(answer))
  const lastResult = said.filter(({ message }) => message.kind === 'result' && message.command === command).at(-1)
  if (command !== improvCommand.currentState) return lastResult ? singleBytes(lastResult.packet, 1) : null
  const lastState = said.filter(({ message }) => message.kind === 'state').at(-1)
  const ready = encodePacket({ type: packetType.state, data: Uint8Array.of(improvState.ready) })
  return singleBytes(lastState?.packet ?? ready, 1)
}

function messagesIn(answer: Emission[]): Array<{ packet: Uint8Array; message: ImprovMessage }> {
  const reader = new PacketReader()
  return answer
    .flatMap(({ bytes }) => reader.push(bytes))
    .flatMap((packet) => {
      const message = readMessage(packet)
      return message ? [{ packet: encodePacket(packet), message }] : []
    })
}

function commandIn(host: Uint8Array): RpcMessage | null {
  const [packet] = new PacketReader().push(host)
  return packet?.type === packetType.command ? decodeRpc(packet.data) : null
}

/** An order that the device refused has changed nothing. */
function hasChanged({ host, answer }: RecordedTurn): boolean {
  const rpc = commandIn(host)
  const isRefusal = ({ message }: { message: ImprovMessage }) => message.kind === 'error' && message.code !== improvError.none
  return rpc !== null && changes(rpc) && !messagesIn(answer).some(isRefusal)
}

const naming: readonly number[] = [improvCommand.hostname, improvCommand.deviceName]

function changes({ command, payload }: RpcMessage): boolean {
  return command === improvCommand.sendWifi || (naming.includes(command) && payload.length > 0)
}
