/** Signs what a person declares with the installation's key, and notes it in the journal. */
import { randomUUID } from 'node:crypto'
import { DECLARATION_FORMAT, type Declaration, declarationBytes, type StatedDeclaration } from '#core/agreements/declaration'
import { verifyDeclaration } from '#core/agreements/verifyDeclaration'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import { Problem } from '#core/model/problem'
import type { SignedPayout } from '#core/payout/signedPayout'
import type { Signer } from '../storage/installationKey'
import type { JournalPort } from '../storage/journal'

interface Parts {
  signer: Signer
  journal: JournalPort
  /** Every payout that is known to be signed. */
  signedPayouts: () => Promise<readonly Pick<SignedPayout, 'period' | 'simulated' | 'signedAt'>[]>
  clock?: () => Date
}

export function createDeclarationService({
  signer,
  journal,
  signedPayouts,
  clock = () => new Date(),
}: Parts): Pick<Handlers<ConsoleContract>, 'declarations.sign'> {
  return {
    /** @throws Problem `declaration.does-not-hold`, `period.paid`, those of the key and of the disk */
    async 'declarations.sign'({ said }) {
      if (said.kind === 'reopening') await refusePaid(said, await signedPayouts())
      const facts = { id: randomUUID(), said, signedAt: clock().toISOString() }
      const { publicKeyHex: publicKey } = signer
      const signature = Buffer.from(signer.sign(declarationBytes({ facts, publicKey }))).toString('hex')
      const declaration: Declaration = { format: DECLARATION_FORMAT, facts, publicKey, signature }
      const [finding] = verifyDeclaration(declaration)
      if (finding) {
        throw new Problem('declaration.does-not-hold', 'What is to be signed does not hold: open it again and read it anew.', {
          cause: `${finding.where}: ${finding.message}`,
        })
      }
      await journal.append(`declaration.${said.kind}`, { declarationId: facts.id, ...journalled(said) })
      return declaration
    },
  }
}

async function refusePaid(
  { period }: Extract<StatedDeclaration, { kind: 'reopening' }>,
  signed: readonly Pick<SignedPayout, 'period' | 'simulated' | 'signedAt'>[],
): Promise<void> {
  const paid = signed.find((one) => one.period?.id === period.id && !one.simulated)
  if (!paid) return
  throw new Problem(
    'period.paid',
    `A payout of “${period.name}” was signed on ${paid.signedAt.slice(0, 10)}, so it stays closed: correct it in the next period.`,
  )
}

function journalled(said: StatedDeclaration): Record<string, unknown> {
  switch (said.kind) {
    case 'terms':
      return { agreementId: said.terms.id, memberId: said.member.id }
    case 'reopening':
      return { periodId: said.period.id, closedSplitSha256: said.closedSplitSha256 }
  }
}
