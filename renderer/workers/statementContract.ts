import { defineContract } from '#core/contract/defineContract'
import type { StatementView } from '#core/statements/statement'
import { ownData } from '../platform/ownData'

export const statementContract = defineContract({
  calls: {
    /** One statement as the bytes of a PDF. */
    print: { input: ownData<StatementView>(), output: ownData<Uint8Array<ArrayBuffer>>() },
  },
  events: {},
})
