/** Levels and differences in decibels, to a tenth. */
import { fixedText } from './numberText'

/** "−92.0 dBm". */
export function dbmText(levelDbm: number): string {
  return `${fixedText(levelDbm, 1)} dBm`
}

/** "118.4 dB". */
export function dbText(valueDb: number): string {
  return `${fixedText(valueDb, 1)} dB`
}

/** "+3.2 dB": a difference with its sign. */
export function differenceText(valueDb: number): string {
  const text = dbText(valueDb)
  return text.startsWith('−') || text === '0.0 dB' ? text : `+${text}`
}
