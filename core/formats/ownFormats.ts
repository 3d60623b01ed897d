/** Files of this program, known by their `format`. What they claim is recomputed by `verify`; here only the shape is checked. */
import type { z } from 'zod'
import { DECLARATION_FORMAT } from '../agreements/declaration'
import { verifyDeclaration } from '../agreements/verifyDeclaration'
import type { FileProblem } from '../files/fileProblem'
import type { Finding } from '../model/finding'
import { isRecord } from '../model/isRecord'
import { payoutFileV1Schema, payoutFileV2Schema, payoutFileV3Schema } from '../payout/payoutFile'
import { provisioningFileSchema } from '../provisioning/provisioningFile'
import { verifyProvisioning } from '../provisioning/verifyProvisioning'
import { splitFileV1Schema, splitFileV2Schema } from '../rewards/splitFile'
import { splitFileV3Schema } from '../rewards/splitFileV3'
import { ENTRIES_FORMAT, entriesFileSchema } from '../statements/entriesFile'
import { STATEMENT_FORMAT, sealedStatementSchema } from '../statements/sealed/sealedStatement'
import { ADDRESS_BOOK_FORMAT } from '../treasury/addresses/addressBookFile'
import { ADDRESS_CHANGE_FORMAT, addressChangeRequestSchema } from '../treasury/addresses/addressChangeRequest'
import { ADDRESS_CONFIRMATION_FORMAT, addressConfirmationSchema } from '../treasury/model/addressConfirmation'
import { CONFIRMATION_FORMAT, confirmationFileSchema } from '../treasury/model/confirmationFile'
import { PAYOUT_FORMAT, payoutFileV4Schema } from '../treasury/model/payoutFileV4'
import { PROOF_FORMAT, proofFileSchema } from '../treasury/model/proofFile'
import type { FileContent } from './fileContent'
import { type ImportFormat, type InspectInput, type Inspection, importFormat, type OpenedContent } from './importFormat'
import { addressBookProblems, agreementsProblems } from './treasuryTableFormats'

type OwnDocument = Extract<OpenedContent, { kind: 'commonmast' }>

export const ownFormats: readonly ImportFormat[] = [
  ownFormat('commonmast-split-v1', schemaInspection(splitFileV1Schema)),
  ownFormat('commonmast-split-v3', schemaInspection(splitFileV3Schema)),
  ownFormat('commonmast-split-v2', schemaInspection(splitFileV2Schema)),
  ownFormat('commonmast-payout-v1', schemaInspection(payoutFileV1Schema)),
  ownFormat(PAYOUT_FORMAT, schemaInspection(payoutFileV4Schema)),
  ownFormat(CONFIRMATION_FORMAT, schemaInspection(confirmationFileSchema)),
  ownFormat(ADDRESS_CONFIRMATION_FORMAT, schemaInspection(addressConfirmationSchema)),
  ownFormat(PROOF_FORMAT, schemaInspection(proofFileSchema)),
  ownFormat('commonmast-payout-v3', schemaInspection(payoutFileV3Schema)),
  ownFormat('commonmast-payout-v2', schemaInspection(payoutFileV2Schema)),
  ownFormat('commonmast-provisioning-v1', inspectRecord),
  ownFormat('commonmast-provisioning-v2', inspectRecord),
  ownFormat('commonmast-agreements-v2', (_, input) => ({ problems: agreementsProblems(input) })),
  ownFormat('commonmast-agreements-v1', (_, input) => ({ problems: agreementsProblems(input) })),
  ownFormat(DECLARATION_FORMAT, ({ document }) => ({ problems: findingProblems(verifyDeclaration(document)) })),
  ownFormat(ENTRIES_FORMAT, schemaInspection(entriesFileSchema)),
  ownFormat(STATEMENT_FORMAT, schemaInspection(sealedStatementSchema)),
  ownFormat(ADDRESS_BOOK_FORMAT, (_, input) => ({ problems: addressBookProblems(input) })),
  ownFormat(ADDRESS_CHANGE_FORMAT, schemaInspection(addressChangeRequestSchema)),
  // A report is recomputed by verify, a backup checked when it is restored.
  ownFormat('commonmast-volatility-v1', () => ({ problems: [] })),
  ownFormat('commonmast-backup-v1', () => ({ problems: [] })),
  ownFormat('commonmast-backup-v2', () => ({ problems: [] })),
]

/** A file of ours that this version does not know. */
export const laterOwnFormat: ImportFormat = importFormat({
  name: 'commonmast',
  use: 'commonmast',
  isKnown: false,
  open: openOwn,
  inspect: ({ format }) => {
    const message = `${format.slice(0, 80)} is not a format of this version: update the program, or check the file's "format".`
    return { problems: [{ line: null, field: 'format', message }] }
  },
})

function ownFormat(name: string, inspect: (opened: OwnDocument, input: InspectInput) => Inspection): ImportFormat {
  return importFormat({
    name,
    use: 'commonmast',
    open: (content) => {
      const opened = openOwn(content)
      return opened?.format === name ? opened : null
    },
    inspect,
  })
}

function openOwn(content: FileContent): OwnDocument | null {
  if (content.carrier !== 'json') return null
  const { document } = content
  if (!isRecord(document) || typeof document.format !== 'string') return null
  const { format } = document
  return /^commonmast-[a-z-]+-v\d+$/.test(format) ? { kind: 'commonmast', format, document } : null
}

function schemaInspection(schema: z.ZodType): (opened: OwnDocument) => Inspection {
  return ({ format, document }) => {
    const issues = schema.safeParse(document).error?.issues ?? []
    const problems = issues.map((issue): FileProblem => {
      const field = issue.path.join('.')
      const message = `"${field}" does not fit the format ${format} (${issue.message}): export the file again.`
      return { line: null, field, message }
    })
    return { problems }
  }
}

/** A record is signed, so that what does not hold in it can be found without anything else. */
function inspectRecord({ document }: OwnDocument): Inspection {
  const findings = verifyProvisioning(document)
  const problems = findingProblems(findings.filter(({ isNote }) => !isNote))
  const notes = findings.flatMap(({ message, isNote }) => (isNote ? [` Note: ${message}`] : [])).join('')
  const facts = provisioningFileSchema.safeParse(document).data?.facts
  if (!facts) return { problems }
  return { problems, about: `${facts.simulated ? 'Training: ' : ''}${facts.device.name}, signed ${facts.signedAt}.${notes}` }
}

function findingProblems(findings: readonly Finding[]): FileProblem[] {
  return findings.map(({ where, message }) => ({ line: null, field: where, message }))
}
