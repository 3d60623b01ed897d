/** Whether the right account is chosen, and where else on the same device the right one may be. */
import { type Address, isAddressEqual } from 'viem'
import { Problem } from '#core/model/problem'
import { USUAL_PATHS } from '#core/treasury/model/derivationPath'

type ReadAddress = (derivationPath: string) => Promise<Address>

/**
 * @returns the account's address.
 * @throws Problem `ledger.other-account`, naming the usual path at which the expected account is, before anything is shown.
 */
export async function requireSigner(
  readAddress: ReadAddress,
  derivationPath: string,
  expected: Address | null,
): Promise<Address> {
  const address = await readAddress(derivationPath)
  if (expected === null || isAddressEqual(address, expected)) return address
  const found = await findPath(readAddress, expected)
  const remedy = found
    ? `${expected} is at ${found.path} (${found.habit}) on this Ledger: choose that path`
    : `none of the usual paths of this Ledger holds ${expected}: give its path, or connect the Ledger that holds it`
  throw new Problem(
    'ledger.other-account',
    `${expected} must sign, but ${derivationPath} on this Ledger is ${address}, so it was not asked to sign. ${upperFirst(remedy)}.`,
    { field: 'derivationPath' },
  )
}

/** The usual path at which the device has that address, and whose habit it is; null when it is at none. */
export async function findPath(readAddress: ReadAddress, wanted: Address): Promise<{ path: string; habit: string } | null> {
  for (const usual of USUAL_PATHS) if (isAddressEqual(await readAddress(usual.path), wanted)) return usual
  return null
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
