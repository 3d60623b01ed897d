/**
 * The range each model was made for, as data: the program warns outside it and shows it beside the model's name.
 * Outside its range a formula still gives a number; nobody has measured whether the number is true.
 */

export type Range = readonly [least: number, most: number]

/** Null where the model's source sets no limit. */
export interface ModelValidity {
  frequencyMhz: Range | null
  distanceM: Range | null
  transmitterHeightM: Range | null
  receiverHeightM: Range | null
  /** Where these limits are stated. */
  source: string
}

export interface ModelWarning {
  /** Stable, e.g. `radio.frequency-outside-model`. */
  code: string
  message: string
  /** The quantity that is outside, as ModelValidity names it. */
  field: string
}

type Quantity = 'frequencyMhz' | 'distanceM' | 'transmitterHeightM' | 'receiverHeightM'

const QUANTITIES: readonly { field: Quantity; code: string; noun: string; unit: string }[] = [
  { field: 'frequencyMhz', code: 'radio.frequency-outside-model', noun: 'frequency', unit: 'MHz' },
  { field: 'distanceM', code: 'radio.distance-outside-model', noun: 'distance', unit: 'm' },
  { field: 'transmitterHeightM', code: 'radio.transmitter-height-outside-model', noun: 'height of the transmitter', unit: 'm' },
  { field: 'receiverHeightM', code: 'radio.receiver-height-outside-model', noun: 'height of the receiver', unit: 'm' },
]

/** One warning for every given value that lies outside the stated range of the model. */
export function validityWarnings(
  modelTitle: string,
  validity: ModelValidity,
  values: Partial<Record<Quantity, number>>,
): ModelWarning[] {
  return QUANTITIES.flatMap(({ field, code, noun, unit }) => {
    const range = validity[field]
    const value = values[field]
    if (range === null || value === undefined || (value >= range[0] && value <= range[1])) return []
    const stated = range[0] === range[1] ? `${range[0]} ${unit}` : `${range[0]} to ${range[1]} ${unit}`
    const message = `The ${noun} of ${value} ${unit} is outside what ${modelTitle} is stated for (${stated}): take its values as a guess.`
    return [{ code, message, field }]
  })
}
