import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { JournalLoss } from '#core/journal/journalLoss'
import type { Problem, ProblemData } from '#core/model/problem'
import type { Shell } from '../storage/dataDir'

/** Tells the renderer where it runs and how this installation's key is kept. */
export function createAppService(about: {
  version: string
  shell: Shell
  dataDir: string
  publicKeyHex: string
  keyProtection: string
  keyProblem: ProblemData | null
  keyTwin: ProblemData | null
  journalLost(): JournalLoss | null
  foreignAccess(): Promise<Problem[]>
}): Pick<Handlers<ConsoleContract>, 'app.info'> {
  return {
    'app.info': async () => ({
      version: about.version,
      shell: about.shell,
      platform: process.platform,
      dataDir: about.dataDir,
      publicKey: about.publicKeyHex,
      keyProtection: about.keyProtection,
      keyProblem: about.keyProblem,
      keyTwin: about.keyTwin,
      journalLost: about.journalLost(),
      foreignAccess: (await about.foreignAccess()).map((problem) => problem.toData()),
    }),
  }
}
