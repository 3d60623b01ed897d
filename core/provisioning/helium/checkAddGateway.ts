/** Whether a signed add-gateway transaction is the one that was asked for: nothing that a gateway prints is taken on trust. */
import { Problem } from '../../model/problem'
import { type AddGateway, readAddGateway } from './addGateway'
import type { HeliumKey } from './heliumKey'

export interface ExpectedAdd {
  owner: HeliumKey
  /** Helium address. */
  gateway: string
  /** Undefined where it does not matter. */
  payer?: HeliumKey
}

/**
 * @param txn base64. @throws Problem as readAddGateway; `helium.other-gateway`, `helium.other-owner`, `helium.other-payer`,
 * `helium.signature-fails`.
 */
export function checkAddGateway(txn: string, { owner, gateway, payer }: ExpectedAdd): AddGateway {
  const add = readAddGateway(txn)
  if (add.gatewayAddress !== gateway) {
    throw new Problem(
      'helium.other-gateway',
      'The transaction is of another gateway than the one that was identified: identify it again.',
    )
  }
  if (!sameKey(add.owner, owner)) {
    throw new Problem(
      'helium.other-owner',
      'The transaction names another owner than was asked for, so the gateway signed something else: try again; if it stays so, restart the gateway.',
    )
  }
  if (payer && !(add.payer && sameKey(add.payer, payer))) {
    throw new Problem(
      'helium.other-payer',
      'The transaction names another payer than was asked for, so the gateway signed something else: try again; if it stays so, restart the gateway.',
    )
  }
  if (!add.signatureHolds) {
    throw new Problem(
      'helium.signature-fails',
      "The transaction's signature is not by the gateway's key, which a damaged or forged gateway does: try again; if it stays so, do not put it into service.",
    )
  }
  return add
}

/** Whichever network the key is written for: a Solana address does not say. */
function sameKey(a: HeliumKey, b: HeliumKey): boolean {
  return a.kind === b.kind && a.bytes.length === b.bytes.length && a.bytes.every((byte, at) => at === 0 || byte === b.bytes[at])
}
