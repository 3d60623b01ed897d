/**
 * What a receiver calls itself. Receivers are not asked: some name their maker in text sentences after they are switched on,
 * some by the letters of their own sentences, most not at all.
 */
import type { DeviceIdentity } from '../session/sessionState'
import type { NmeaSentence } from './nmeaSentence'
import { textOf } from './Reception'

/** The letters after `$P` that makers of receivers use. */
const MAKERS: readonly (readonly [letters: string, name: string])[] = [
  ['UBX', 'u-blox'],
  ['MTK', 'MediaTek'],
  ['AIR', 'Airoha'],
  ['QTM', 'Quectel'],
  ['SRF', 'SiRF'],
  ['GRM', 'Garmin'],
  ['STM', 'ST Teseo'],
  ['CAS', 'CASIC'],
  ['ASH', 'Ashtech'],
  ['TNL', 'Trimble'],
  ['SSN', 'Septentrio'],
]

export class ReceiverName {
  #maker: string | null = null
  #module: string | null = null
  #version = ''

  hear(sentence: NmeaSentence): void {
    if (sentence.talker === 'P') {
      this.#maker ??= MAKERS.find(([letters]) => sentence.type.startsWith(letters))?.[1] ?? null
      return
    }
    const text = textOf(sentence)
    if (text === null) return
    if (/u-?blox/i.test(text)) this.#maker ??= 'u-blox'
    this.#module ??= /^MOD=([\w.+-]+)/.exec(text)?.[1] ?? null
    this.#version ||= /^(?:FWVER=|ROM CORE |EXT CORE )(\S.*)$/.exec(text)?.[1]?.trim() ?? ''
  }

  /**
   * Texts often come only once, after the receiver was switched on, so what was heard before (`known`) is kept when less is
   * heard now, and a word that comes late does not rename it: another name would be another device.
   */
  toIdentity(known: DeviceIdentity | null): DeviceIdentity {
    const words = [this.#maker, this.#module].filter((word) => word !== null)
    const heard = words.length > 0 ? `${words.join(' ')} receiver` : unnamed
    const name = known && (isPartOf(heard, known.name) || isPartOf(known.name, heard)) ? known.name : heard
    return { name, firmware: 'NMEA 0183', version: this.#version || (known?.version ?? ''), chip: 'GNSS' }
  }
}

const unnamed = 'Satellite receiver'

/** Whether all that one name says is said by the other too. */
function isPartOf(name: string, other: string): boolean {
  const words = other.split(' ')
  return name === unnamed || name.split(' ').every((word) => words.includes(word))
}
