/**
 * A RAK3172 that does not exist, for training, tests and the tour: it answers RUI3's questions, says that it is simulated in
 * its version, and refuses every order that would change it. It holds no keys. Each unit has its own EUI and serial number.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { DeviceFaults, SimulatedDevice } from './simulatedDevice'
import { withFaults } from './withFaults'

export interface SimulatedRakModuleOptions extends DeviceFaults {
  /** From 1. */
  unit?: number
  /** Repeats each order before it answers, as a module does after ATE. */
  echo?: boolean
  joined?: boolean
  /** Answers as firmware before RUI3: the value without its name. */
  bare?: boolean
  /** Says so often that it is busy before it answers. */
  busyAnswers?: number
  /** Says an event in the middle of every answer. */
  events?: boolean
}

const answerMs = 20
/** RAKwireless numbers its devices from AC1F09FFFE; the last 24 bits are the unit. */
const euiPrefix = 'AC1F09FFFE'

export function createSimulatedRakModule(options: SimulatedRakModuleOptions = {}): SimulatedDevice {
  const { unit = 1, echo = false, joined = true, bare = false, busyAnswers = 0, events = false, ...faults } = options
  const serial = unit.toString(16).toUpperCase().padStart(6, '0')
  const values = new Map([
    ['VER', 'RUI_4.0.6_RAK3172-E_simulated'],
    ['HWMODEL', 'rak3172'],
    ['HWID', 'stm32wle5xx'],
    ['SN', `36010302503${`${unit}`.padStart(7, '0')}`],
    ['DEVEUI', `${euiPrefix}${serial}`],
    ['APPEUI', 'AC1F09FFF9153172'],
    ['BAND', '4'],
    ['NJM', '1'],
    ['NJS', joined ? '1' : '0'],
  ])
  let busyLeft = busyAnswers
  let order = ''

  function answer(line: string): string {
    const repeated = echo ? `${line}\r\n` : ''
    const [, name = ''] = /^AT\+([A-Z\d]+)=\?$/.exec(line) ?? []
    const value = values.get(name)
    if (line === 'AT') return `${repeated}\r\nOK\r\n`
    if (value === undefined) return `${repeated}\r\nAT_COMMAND_NOT_FOUND\r\n`
    if (busyLeft > 0) {
      busyLeft -= 1
      return `${repeated}\r\nAT_BUSY_ERROR\r\n`
    }
    return `${repeated}${bare ? '' : `AT+${name}=`}${value}\r\n${events ? '+EVT:JOINED\r\n' : ''}\r\nOK\r\n`
  }

  const device: SimulatedDevice = {
    boot: () => [],
    receive(bytes) {
      const lines = (order + String.fromCharCode(...bytes)).split(/[\r\n]+/)
      // Orders are short; what does not end is no order.
      order = (lines.pop() ?? '').slice(-200)
      return lines
        .filter((line) => line !== '')
        .map((line) => ({ delayMs: answerMs, bytes: utf8ToBytes(answer(line)), unplug: false }))
    },
  }
  return withFaults(device, faults, {
    boot: 'RAKwireless RAK3172-E Example\r\n------------------------------------------------------\r\nCurrent Work Mode: LoRaWAN.\r\n',
    before: '+EVT:RX_1:-70:8:UNICAST:1:1234\r\n[I] radio: half a line ',
    chatter: '[D] lorawan: duty cycle wait, next uplink in 4242 ms, nothing to do\r\n',
  })
}
