/** Serves the calls about data keys: the vault that keeps them, and what only the installation's own keys can do. */
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { Handlers } from '#core/contract/createDispatcher'
import type { dataKeyCalls } from '#core/contract/dataKeyCalls'
import type { DataKeyVault } from '../../storage/dataKeyVault'
import type { InstallationKey } from '../../storage/installationKey'
import { signEnvelope } from './signEnvelope'

export function createDataKeyService(
  signer: InstallationKey,
  vault: DataKeyVault,
): Pick<Handlers<ConsoleContract, { signal: AbortSignal }>, keyof typeof dataKeyCalls> {
  return {
    'sync.dataKeys': async ({ cooperative }) => {
      const { keys, envelopes } = await vault.read(cooperative)
      return { encryptionKey: signer.encryption.publicKeyHex, keys: [...keys], envelopes: [...envelopes] }
    },
    'sync.keepDataKeys': async ({ cooperative, keys, envelopes }) => {
      await vault.keep(cooperative, { keys, envelopes })
      return {}
    },
    'sync.agree': async ({ publicKey }) => ({ secret: Buffer.from(signer.encryption.agree(publicKey)).toString('hex') }),
    'sync.signEnvelope': async ({ document }) => ({ signature: signEnvelope(document, signer) }),
  }
}
