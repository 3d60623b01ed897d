/** `simulate`: a training device as a program of its own, its line on standard input and output, for example behind socat. */
import { parseArgs } from 'node:util'
import { Problem } from '#core/model/problem'
import { readFaults } from '#core/provisioning/simulated/readFaults'
import type { SimulatedDevice } from '#core/provisioning/simulated/simulatedDevice'
import { createTrainingDevice, trainingDeviceNames } from '#core/provisioning/simulated/trainingDevices'
import { systemClock } from '../devices/clock'
import { EmissionPlayer } from '../devices/EmissionPlayer'
import { type CommandIo, type CommandResult, UsageProblem, wholeNumber } from './commandLine'

/**
 * Runs until standard input ends or a fault pulls the cable. Only the device's bytes go to standard output.
 * @throws UsageProblem
 */
export async function simulate(args: readonly string[], io: CommandIo): Promise<CommandResult> {
  const { name, device } = readDevice(args)
  if (!io.line) throw new Problem('simulate.no-line', 'There is no line to simulate a device on: run it as a program of its own.')
  io.stderr(`Simulated ${name} on standard input and output; it ends when the input ends.\n`)
  const ending = await play(device, io.line)
  io.stderr(`${ending}\n`)
  return { output: undefined, complaints: [], exitCode: 0 }
}

function readDevice(args: readonly string[]): { name: string; device: SimulatedDevice } {
  const { values, positionals } = readArguments(args)
  const [name, ...more] = positionals
  if (name === undefined || more.length > 0) throw new UsageProblem(`Give exactly one of ${trainingDeviceNames.join(', ')}.`)
  const unit = wholeNumber(values.unit ?? '1', 'unit')
  if (unit === 0) throw new UsageProblem('--unit counts from 1.')
  const device = createTrainingDevice(name, { unit, ...faultsIn(values.fault ?? []) })
  if (!device)
    throw new UsageProblem(`There is no simulated "${name.slice(0, 40)}"; there are ${trainingDeviceNames.join(', ')}.`)
  return { name: `${name}, unit ${unit}`, device }
}

function readArguments(args: readonly string[]) {
  try {
    const options = { unit: { type: 'string' }, fault: { type: 'string', multiple: true } } as const
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (thrown) {
    throw new UsageProblem(`${thrown instanceof Error ? thrown.message.split(/\.\s/)[0] : thrown}.`)
  }
}

function faultsIn(texts: string[]) {
  try {
    return readFaults(texts)
  } catch (thrown) {
    throw thrown instanceof Problem ? new UsageProblem(thrown.message) : thrown
  }
}

/** @returns why it ended. What the device has still to say when the input ends is said first. */
function play(device: SimulatedDevice, { input, output }: NonNullable<CommandIo['line']>): Promise<string> {
  return new Promise((resolve) => {
    let inputEnded = false
    const end = (why: string) => {
      player.stop()
      input.off('data', hear)
      // A terminal that stays open would keep the program running.
      input.destroy()
      resolve(why)
    }
    const player = new EmissionPlayer(
      systemClock,
      (bytes) => void output.write(bytes),
      () => end('The cable was pulled, as the fault asked for.'),
      () => {
        if (!inputEnded) return device.idle?.() ?? []
        end('The input ended.')
        return []
      },
    )
    const hear = (bytes: Uint8Array) => player.play(device.receive(new Uint8Array(bytes)))
    input.on('data', hear)
    input.once('end', () => {
      inputEnded = true
      player.play([])
    })
    input.once('error', () => end('The input failed.'))
    output.once('error', () => end('Nobody reads the output any more.'))
    player.play(device.boot())
  })
}
