/** Improv behind the driver port. Source: the published Improv serial standard and transcripts of its official SDK. */
import { Problem } from '../../model/problem'
import type { MessageReader, ProvisioningDriver, Step } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import { connect } from './connect'
import { type ImprovMessage, readMessage } from './message'
import { PacketReader } from './PacketReader'
import { type ImprovPacket, packetType } from './packet'
import { probe } from './probe'
import { setDeviceName, setHostname } from './rename'
import { scan } from './scan'
import { identify, verify } from './steps'
import { type ImprovTiming, improvTiming } from './timing'

export function createImprovDriver(timing: ImprovTiming = improvTiming): ProvisioningDriver<ImprovMessage> {
  return {
    name: 'improv',
    createReader: createMessageReader,
    probe: () => probe(timing),
    step: (request, state) => stepFor(request, state, timing),
  }
}

function stepFor(request: StepRequest, state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  switch (request.kind) {
    case 'identify':
      return identify(timing)
    case 'scan':
      return scan(state, timing)
    case 'connect':
      return connect(request, state, timing)
    case 'set-hostname':
      return setHostname(request.hostname, state, timing)
    case 'set-device-name':
      return setDeviceName(request.name, state, timing)
    case 'verify':
      return verify(state, timing)
    default:
      throw new Problem('driver.no-such-step', 'An Improv device cannot be asked for this: go on without it.', {
        cause: request.kind,
      })
  }
}

function createMessageReader(): MessageReader<ImprovMessage> {
  const reader = new PacketReader()
  let damagedBefore = 0
  /** What was damaged is told before what was whole: a list must not end before that. */
  const read = (packets: ImprovPacket[]): ImprovMessage[] => {
    const damaged = Array.from({ length: reader.damagedPackets - damagedBefore }, () => ({ kind: 'damaged' as const }))
    damagedBefore = reader.damagedPackets
    return [...damaged, ...packets.flatMap(messageOf)]
  }
  return { push: (bytes) => read(reader.push(bytes)), giveUpPartial: () => read(reader.giveUpPartial()) }
}

/** A command is what a host says: a line that echoes says it. */
function messageOf(packet: ImprovPacket): ImprovMessage | [] {
  if (packet.type === packetType.command) return []
  return readMessage(packet) ?? { kind: 'damaged' }
}
