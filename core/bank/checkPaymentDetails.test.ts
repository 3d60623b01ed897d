import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPaymentDetails, ibanText, normalIban, type PaymentDraft, readPaymentDetails } from './checkPaymentDetails'
import { sepaText } from './sepaText'

const draft: PaymentDraft = {
  kind: 'bank',
  holder: ' Ada  Lovelace ',
  iban: 'de89 3704 0044 0532 0130 00',
  bic: 'cobadeff xxx',
  service: '',
  account: '',
  currency: 'eur',
}
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (thrown) {
    const { code, field } = thrown as { code: string; field?: string }
    return field ? `${code} ${field}` : code
  }
}

describe('[BK1] An IBAN is checked for country, length, form and check digits, and kept in one form', () => {
  it('takes spaces and small letters, and writes it in groups of four', () => {
    const details = readPaymentDetails(draft)
    expect(details).toEqual({
      kind: 'bank',
      holder: 'Ada Lovelace',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFFXXX',
      currency: 'EUR',
    })
    expect(checkPaymentDetails(details)).toEqual(details)
    expect(ibanText('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00')
  })

  it.each([
    ['', 'iban.missing iban'],
    ['DE89370400440532013001', 'iban.check-digits iban'],
    ['DE8937040044053201300', 'iban.length iban'],
    ['XX89370400440532013000', 'iban.country iban'],
    ['DE8937040044053201300X', 'iban.malformed iban'],
    ['NO9386011117948', 'iban.check-digits iban'],
  ])('refuses %s as %s', (iban, code) => {
    expect(codeOf(() => readPaymentDetails({ ...draft, iban }))).toBe(code)
  })

  it('finds every exchange of two neighbours and every wrong digit', () => {
    const iban = 'PL61109010140000071219812874'
    fc.assert(
      fc.property(fc.integer({ min: 4, max: iban.length - 1 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const wrong = (Number(iban[at]) + by) % 10
        expect(codeOf(() => normalIban(`${iban.slice(0, at)}${wrong}${iban.slice(at + 1)}`))).not.toBeNull()
      }),
    )
    for (let at = 4; at < iban.length - 1; at++) {
      const swapped = `${iban.slice(0, at)}${iban[at + 1]}${iban[at]}${iban.slice(at + 2)}`
      if (swapped !== iban) expect(codeOf(() => normalIban(swapped))).not.toBeNull()
    }
  })
})

describe('[BK2] Payment details name a holder, a currency of ISO 4217, and an account at a bank or at a payment service', () => {
  it.each([
    [{ holder: ' ' }, 'payment.incomplete holder'],
    [{ holder: '王' }, 'bank.not-latin holder'],
    [{ holder: 'A'.repeat(71) }, 'bank.text-too-long holder'],
    [{ currency: 'EURO' }, 'currency.unknown currency'],
    [{ bic: 'COBADE' }, 'bic.malformed bic'],
    [{ kind: 'service' as const }, 'payment.incomplete service'],
    [{ kind: 'service' as const, service: 'Wise' }, 'payment.incomplete account'],
  ])('%o: %s', (change, code) => {
    expect(codeOf(() => readPaymentDetails({ ...draft, ...change }))).toBe(code)
  })

  it('keeps no bank of whoever is paid by a service', () => {
    const details = readPaymentDetails({
      ...draft,
      kind: 'service',
      service: 'Wise',
      account: 'ada@example.org',
      currency: 'USD',
    })
    expect(details).toEqual({
      ...{ kind: 'service', holder: 'Ada Lovelace', service: 'Wise', account: 'ada@example.org', currency: 'USD' },
    })
  })
})

describe('[BK7] Names are written in the letters that banks take, and what cannot be is refused', () => {
  it.each([
    ['Łucja Żółć', 'Lucja Zolc'],
    ['Jörg Weiß', 'Jorg Weiss'],
    ['Ægir Þórsson', 'Aegir Thorsson'],
    ['Γιώργος Ψαράς', 'Giorgos Psaras'],
    ['Юлия Щерева', 'Yuliya Shtereva'],
    ['Майя', 'Mayya'],
    ['O’Neil & Søn <x> _"y"', "O'Neil + Son (x) -'y'"],
    ['//Ada//Bo/', 'Ada/Bo'],
  ])('%s is %s', (text, written) => {
    expect(sepaText(text, 'The name', 70)).toBe(written)
  })

  it('has only letters of SEPA in what it writes, and writes that as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        try {
          const written = sepaText(text, 'The name', 200)
          expect(written).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]+$/)
          expect(sepaText(written, 'The name', 200)).toBe(written)
        } catch (thrown) {
          expect((thrown as { code: string }).code).toMatch(/^bank\./)
        }
      }),
    )
  })
})
