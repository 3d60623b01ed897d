import { Problem } from '#core/model/problem'

/** Writes what this laptop's roles allow. @returns false where they do not; anything else that fails is thrown */
export async function asFarAsAllowed(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'access.no-right') return false
    throw thrown
  }
}
