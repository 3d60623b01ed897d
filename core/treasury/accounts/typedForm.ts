/** Forms that are checked while they are typed: every field by itself, so that each says its own fault. */
import { Problem } from '../../model/problem'

/** One sentence for each field that is not as it must be. A field that is empty and needed has one too. */
export type Faults<Field extends string> = Partial<Record<Field, string>>

export interface CheckedForm<Field extends string, T> {
  faults: Faults<Field>
  /** What was typed, once nothing is wrong with it. */
  value: T | null
}

/** Collects the faults of fields. */
export class FormCheck<Field extends string> {
  readonly faults: Faults<Field> = {}

  /** What `read` gives, or null with the field's fault; the first fault of a field stands. */
  read<T>(field: Field, read: () => T): T | null {
    try {
      return read()
    } catch (thrown) {
      this.fault(field, Problem.from(thrown, 'form.not-valid', 'This is not as it must be.').message)
      return null
    }
  }

  fault(field: Field, message: string): void {
    this.faults[field] ??= message
  }

  /** The value, unless a fault was found. */
  result<T>(make: () => T): CheckedForm<Field, T> {
    return { faults: this.faults, value: Object.keys(this.faults).length === 0 ? make() : null }
  }
}

/** @throws Problem `form.empty` */
export function neededText(text: string, message: string): string {
  const trimmed = text.trim()
  if (trimmed === '') throw new Problem('form.empty', message)
  return trimmed
}

/** @throws Problem `form.not-a-number` */
export function wholeNumberOf(text: string, from: number, to: number, what: string): number {
  const value = Number(text.trim())
  if (/^\d+$/.test(text.trim()) && value >= from && value <= to) return value
  throw new Problem('form.not-a-number', `${what} must be a whole number from ${from} to ${to}.`)
}
