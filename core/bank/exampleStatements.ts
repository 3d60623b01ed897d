/** Statements as banks write them, for tests: built from bookings, as camt.053 of either version and as CSV. Synthetic. */

export interface ExampleBooking {
  direction: 'out' | 'in'
  /** `12.34` */
  amount: string
  currency?: string
  on: string
  reference: string
  iban?: string
  bankReference?: string
  /** ISO code; of returns. */
  returned?: string
}

const ACCOUNT = 'DE89370400440532013000'

/** Each booking an entry of its own; with `batch` all of them are payments of one. */
export function exampleCamt053(
  version: '02' | '08',
  bookings: readonly ExampleBooking[],
  { batch = false, prefix = '' } = {},
): string {
  const namespace = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`
  const status = version === '02' ? '<Sts>BOOK</Sts>' : '<Sts><Cd>BOOK</Cd></Sts>'
  const entries = batch ? [bookings] : bookings.map((each) => [each])
  const body = entries.map((group) => entry(version, status, group)).join('\n')
  const xml = `<Document xmlns="${namespace}"><BkToCstmrStmt>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-05T06:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><CreDtTm>2026-02-05T06:00:00Z</CreDtTm><Acct><Id><IBAN>${ACCOUNT}</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-02-04</Dt></Dt></Bal>
${body}</Stmt></BkToCstmrStmt></Document>`
  if (prefix === '') return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`
  return xml.replace(/<(\/?)([A-Z])/g, `<$1${prefix}:$2`).replace('xmlns=', `xmlns:${prefix}=`)
}

function entry(version: string, status: string, group: readonly ExampleBooking[]): string {
  const [first] = group
  const sum = group.reduce((cents, { amount }) => cents + Number(amount.replace('.', '')), 0)
  const total = group.length === 1 ? first?.amount : `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`
  const indicator = first?.direction === 'out' ? 'DBIT' : 'CRDT'
  const reference = first?.bankReference ? `<AcctSvcrRef>${first.bankReference}</AcctSvcrRef>` : ''
  return `<Ntry><Amt Ccy="${first?.currency ?? 'EUR'}">${total}</Amt><CdtDbtInd>${indicator}</CdtDbtInd>${status}
<BookgDt><Dt>${first?.on}</Dt></BookgDt>${reference}<BkTxCd><Prtry><Cd>1</Cd></Prtry></BkTxCd>
<NtryDtls>${group.map((each) => details(version, indicator, each)).join('')}</NtryDtls></Ntry>`
}

function details(version: string, indicator: string, each: ExampleBooking): string {
  const { amount, currency = 'EUR', reference, iban = 'PL61109010140000071219812874', returned } = each
  const money = `<Amt Ccy="${currency}">${amount}</Amt>`
  const party = version === '02' ? '<Cdtr><Nm>A &amp; B</Nm></Cdtr>' : '<Cdtr><Pty><Nm>A &amp; B</Nm></Pty></Cdtr>'
  const back = returned ? `<RtrInf><Rsn><Cd>${returned}</Cd></Rsn></RtrInf>` : ''
  const amounts = version === '02' ? `<AmtDtls><TxAmt>${money}</TxAmt></AmtDtls>` : `${money}<CdtDbtInd>${indicator}</CdtDbtInd>`
  return `<TxDtls><Refs><EndToEndId>${reference}</EndToEndId></Refs>${amounts}
<RltdPties>${party}<CdtrAcct><Id><IBAN>${iban}</IBAN></Id></CdtrAcct></RltdPties><RmtInf><Ustrd>Share</Ustrd></RmtInf>${back}</TxDtls>`
}

/** As a German bank writes it: a preamble, semicolons, decimal commas, a minus for what went out. */
export function exampleBankCsv(bookings: readonly ExampleBooking[]): string {
  const rows = bookings.map(({ direction, amount, currency = 'EUR', on, reference, iban = '' }) => {
    const [year, month, day] = on.split('-')
    const sign = direction === 'out' ? '-' : ''
    const grouped = reference.match(/.{1,4}/g)?.join(' ') ?? ''
    return `"${day}.${month}.${year}";"Share ${grouped}";"A; B";"${iban}";"${sign}${amount.replace('.', ',')}";"${currency}"`
  })
  return ['"Konto";"Giro"', '', '"Buchungstag";"Verwendungszweck";"Name";"IBAN";"Betrag";"Währung"', ...rows, ''].join('\r\n')
}
