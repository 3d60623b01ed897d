/** Payment details as a person types them, brought to one form and checked. SPEC.md, rules [BK1] and [BK2]. */
import { electronicFormatIBAN, friendlyFormatIBAN, isValidBIC, ValidationErrorsIBAN, validateIBAN } from 'ibantools'
import { currencyDecimals } from '../model/currency'
import { type PaymentDetails, paymentDetailsSchema } from '../model/paymentDetails'
import { Problem } from '../model/problem'
import { sepaText } from './sepaText'

/** As SEPA takes a name. */
export const LONGEST_NAME = 70

/** Payment details as they are typed. */
export interface PaymentDraft {
  kind: PaymentDetails['kind']
  holder: string
  iban: string
  bic: string
  service: string
  account: string
  currency: string
}

/** @throws Problem `payment.*`, `iban.*`, `bic.malformed`, `bank.*` or `currency.unknown`, each with its field */
export function readPaymentDetails(draft: PaymentDraft): PaymentDetails {
  const holder = typed(draft.holder, 'holder', 'Name the holder of the account.')
  const currency = inField('currency', () => {
    const code = draft.currency.trim().toUpperCase()
    currencyDecimals(code)
    return code
  })
  if (draft.kind === 'service') {
    const service = typed(draft.service, 'service', 'Name the payment service, such as Wise.')
    const account = typed(draft.account, 'account', 'Give the e-mail address or number of the account there.')
    return { kind: 'service', holder, service, account, currency }
  }
  inField('holder', () => sepaText(holder, 'The name of the holder', LONGEST_NAME))
  const iban = inField('iban', () => normalIban(draft.iban))
  const bic = draft.bic.replace(/\s/g, '').toUpperCase()
  if (bic === '') return { kind: 'bank', holder, iban, currency }
  checkBic(bic)
  return { kind: 'bank', holder, iban, bic, currency }
}

/**
 * Payment details that came with a file or a record, checked again before anybody is paid by them.
 * @throws Problem as `readPaymentDetails`
 */
export function checkPaymentDetails(details: unknown): PaymentDetails {
  const parsed = paymentDetailsSchema.safeParse(details)
  if (!parsed.success) {
    throw new Problem('payment.incomplete', 'The payment details are not complete: enter them again.', { cause: parsed.error })
  }
  const empty = { iban: '', bic: '', service: '', account: '' }
  return readPaymentDetails({ ...empty, ...parsed.data, bic: ('bic' in parsed.data && parsed.data.bic) || '' })
}

/**
 * An IBAN without spaces in capital letters; country, length, form and check digits are right, and those of the country's own
 * that are known.
 * @throws Problem `iban.missing`, `iban.country`, `iban.length`, `iban.check-digits` or `iban.malformed`
 */
export function normalIban(text: string): string {
  const iban = electronicFormatIBAN(text.normalize('NFKC')) ?? ''
  const { valid, errorCodes } = validateIBAN(iban)
  if (valid) return iban
  throw ibanProblem(iban, new Set(errorCodes))
}

function ibanProblem(iban: string, errors: ReadonlySet<ValidationErrorsIBAN>): Problem {
  const place = { field: 'iban' }
  if (iban === '' || errors.has(ValidationErrorsIBAN.NoIBANProvided)) {
    return new Problem('iban.missing', 'Give the IBAN of the account.', place)
  }
  if (errors.has(ValidationErrorsIBAN.NoIBANCountry)) {
    return new Problem('iban.country', 'An IBAN begins with its country, such as DE: compare it with the account.', place)
  }
  if (errors.has(ValidationErrorsIBAN.WrongBBANLength)) {
    return new Problem(
      'iban.length',
      `An IBAN of ${iban.slice(0, 2)} has another length than these ${iban.length} characters: compare it with the account.`,
      place,
    )
  }
  if (errors.has(ValidationErrorsIBAN.WrongBBANFormat)) {
    return new Problem('iban.malformed', 'These are not the letters and digits of an IBAN: compare it with the account.', place)
  }
  return new Problem('iban.check-digits', 'The check digits do not fit, so some character is wrong: compare all of them.', place)
}

/** In groups of four, as it is printed. */
export function ibanText(iban: string): string {
  return friendlyFormatIBAN(iban) ?? iban
}

function checkBic(bic: string): void {
  if (isValidBIC(bic)) return
  throw new Problem('bic.malformed', 'A BIC has 8 or 11 characters, such as COBADEFFXXX: correct it or leave it empty.', {
    field: 'bic',
  })
}

function typed(text: string, field: string, sentence: string): string {
  const trimmed = text.trim().replace(/\s+/g, ' ')
  if (trimmed === '') throw new Problem('payment.incomplete', sentence, { field })
  if (trimmed.length <= 140) return trimmed
  throw new Problem('payment.too-long', 'This is longer than 140 letters: shorten it.', { field })
}

function inField<T>(field: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    throw new Problem(thrown.code, thrown.message, { field, cause: thrown.cause })
  }
}
