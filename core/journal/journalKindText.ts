/** What an entry of the journal is about, in words. */

const WORDS: Record<string, string> = {
  'key.in-use': 'Key in use',
  'backup.kept': 'Backup kept',
  'backup.not-whole': 'Kept backup is not whole',
  'records.begun-anew': 'Begun anew without the records that were here',
  'journal.loss': 'Entries lost',
  'journal.loss-acknowledged': 'Loss acknowledged',
  'journal.repaired': 'Torn end repaired',
  'journal.exported': 'Journal exported',
  'journal.countersigned': 'Countersigned by another installation',
  'journal.countersigned-other': 'Another installation’s journal countersigned',
  'payout.sign-requested': 'Signature asked for',
  'payout.sign-refused': 'Signature refused on the Ledger',
  'payout.sign-failed': 'Signature failed',
  'payout.sign-interrupted': 'Signature interrupted',
  'payout.signed': 'Payout signed',
  'payout.learned': 'Signed payout learned from the records',
  'payout.file-kept': 'Payout file kept',
  'payout.file-refused': 'Payout file not believed',
  'treasury.payout-kept': 'Payout kept',
  'treasury.file-kept': 'Payout file put back',
  'treasury.file-refused': 'Payout file not believed',
  'treasury.move': 'Payout: a step',
  'treasury.move-learned': 'Payout: a step learned from the records',
  'treasury.move-refused': 'Payout: a step not believed',
  'treasury.sign-requested': 'Signature asked for',
  'treasury.sign-refused': 'Signature refused on the Ledger',
  'treasury.sign-failed': 'Signature failed',
  'treasury.sign-interrupted': 'Signature interrupted',
  'treasury.nonce-accounts': 'Nonce accounts on Solana created',
  'treasury.address-confirmed': 'Changed address of a member confirmed',
  'declaration.terms': 'Agreement signed by a member',
  'declaration.reopening': 'Closed period opened again',
  'provisioning.lost': 'Device lost',
  'provisioning.closed': 'Device let go',
  'provisioning.resumed': 'Device gone on with',
  'provisioning.dismissed': 'Device set aside',
}

const STEP = /^provisioning\.([a-z-]+)\.(begin|done|failed)$/
const ENDS: Record<string, string> = { begin: 'begun', done: 'done', failed: 'failed' }

/** "Backup kept", "Device: log in, done"; a kind that is not known stays as it is. */
export function journalKindText(kind: string): string {
  const [, step, end = ''] = STEP.exec(kind) ?? []
  if (step !== undefined) return `Device: ${step.replaceAll('-', ' ')}, ${ENDS[end]}`
  return Object.hasOwn(WORDS, kind) ? (WORDS[kind] ?? kind) : kind
}
