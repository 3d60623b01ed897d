import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { StatementSourceInput } from '#core/statements/statementSource'
import { ownData } from '../platform/ownData'

export interface SealInput {
  source: StatementSourceInput
  memberIds: readonly string[]
}

export const sealStatementsContract = defineContract({
  calls: {
    /** The sealed statement of one member as a file of its own, of several as a ZIP. */
    seal: {
      input: ownData<SealInput>(),
      output: z.object({ fileName: z.string(), blob: z.instanceof(Blob) }),
      progress: z.object({ done: z.number(), total: z.number() }),
    },
  },
  events: {},
})
