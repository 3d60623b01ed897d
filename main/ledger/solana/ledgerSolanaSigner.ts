/**
 * Ledger's Solana app on one open device, kept offline: no description is asked of any server, so the app shows what it can
 * tell from the bytes alone (see ledgerReview). Every signature is verified over the very bytes that were asked for.
 */
import type { DeviceManagementKit } from '@ledgerhq/device-management-kit'
import { type Address, isAddress } from '@solana/kit'
import { Problem } from '#core/model/problem'
import { NOT_TRIED_ON_A_DEVICE } from '#core/solana/ledgerReview'
import { readSignableMessage } from '#core/solana/readSignableMessage'
import { unsignedTransaction, verifySolanaSignature } from '#core/solana/signedSolanaTransaction'
import { parseSolanaDerivationPath } from '#core/treasury/model/solanaDerivationPath'
import type { HwTransport, LedgerModelId } from '../hwTransportPort'
import { loadLedgerKits, loadSolanaKit } from '../loadLedgerKits'
import { createOfflineContextModule } from '../offlineContextModule'
import { requireSolanaApp, type SolanaAppVersion } from './requireSolanaApp'
import { runSolanaAction } from './runSolanaAction'
import { solanaLedgerProblem } from './solanaLedgerProblem'
import type { SolanaSigner } from './solanaSigner'
import { createSolanaTransport, SOLANA_TRANSPORT } from './solanaTransport'

export interface LedgerSolanaSigner extends SolanaSigner {
  readonly app: SolanaAppVersion
  /** Lets go of the kit's session; the transport stays open. */
  disconnect(): Promise<void>
}

/** @throws Problem `ledger.wrong-app`, `ledger.old-app`, `ledger.locked`, `ledger.disconnected`, `ledger.busy` */
export async function openLedgerSolanaSigner(
  hw: HwTransport,
  { modelId, name }: { modelId: LedgerModelId; name: string },
): Promise<LedgerSolanaSigner> {
  const app = await requireSolanaApp(hw)
  const kits = loadLedgerKits()
  const transport = createSolanaTransport(hw, modelId, kits)
  const kit = new kits.management.DeviceManagementKitBuilder().addTransport(transport.factory).build()
  const sessionId = await connect(kit)
  const { SignerSolanaBuilder } = loadSolanaKit()
  const signer = new SignerSolanaBuilder({
    dmk: kit,
    sessionId,
    // Each of these asks Ledger's servers, or signs past the plain review.
    disabledFeatures: ['spl', 'transactionChecks', 'delayedSigning', 'genericClearSign'],
  })
    .withContextModule(createOfflineContextModule(kits, []))
    .build()

  async function getAddress(derivationPath: string, signal?: Parameters<SolanaSigner['getAddress']>[1]): Promise<Address> {
    const path = parseSolanaDerivationPath(derivationPath)
    const address = await runSolanaAction(
      transport,
      () => signer.getAddress(path, { skipOpenApp: true, checkOnDevice: false }),
      signal,
    )
    if (isAddress(address)) return address
    throw new Problem('ledger.failed', 'The Ledger gave no Solana address: open its Solana app again and retry.')
  }

  return {
    app,
    label: { name, status: NOT_TRIED_ON_A_DEVICE },
    getAddress,
    async signTransaction(derivationPath, message, signal) {
      const path = parseSolanaDerivationPath(derivationPath)
      const { treasury } = await readSignableMessage(message)
      const address = await getAddress(derivationPath, signal)
      if (address !== treasury) throw wrongSolanaSigner(address, treasury)
      transport.allowOneReview()
      // As a whole transaction, because the kit might read bare bytes of a message as one.
      const wire = unsignedTransaction(message)
      const signature = await runSolanaAction(transport, () => signer.signTransaction(path, wire, { skipOpenApp: true }), signal)
      if (verifySolanaSignature(message, signature, address)) return Uint8Array.from(signature)
      throw new Problem(
        'ledger.wrong-signer',
        `What the Ledger answered is not a signature by ${address} of this transaction, so it was refused: ` +
          'close other programs that use the Ledger, open its Solana app again and retry.',
      )
    },
    async disconnect() {
      // The session is gone already when the device was unplugged; then there is nothing left to let go of.
      await kit.disconnect({ sessionId }).catch(() => undefined)
      kit.close()
    },
  }

  async function connect(manager: DeviceManagementKit): Promise<string> {
    try {
      const device = await kits.rxjs.firstValueFrom(manager.startDiscovering({ transport: SOLANA_TRANSPORT }))
      return await manager.connect({ device, sessionRefresherOptions: { isRefresherDisabled: true } })
    } catch (error) {
      manager.close()
      throw solanaLedgerProblem(error)
    }
  }
}

export function wrongSolanaSigner(address: Address, treasury: Address): Problem {
  return new Problem(
    'ledger.wrong-signer',
    `The account at this path is ${address}, but ${treasury} pays: choose the treasury's path, or the Ledger that holds it.`,
  )
}
