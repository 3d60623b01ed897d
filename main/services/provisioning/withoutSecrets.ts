import { isSaidIn } from '#core/model/causeChain'
import { Problem } from '#core/model/problem'

/**
 * A device may repeat what it was told: the same problem with every secret cut out of its words. Its causes are then kept in
 * words alone, because their stacks repeat what they say.
 */
export function withoutSecrets(problem: Problem, secrets: readonly string[]): Problem {
  if (!secrets.some((secret) => isSaidIn(problem, secret))) return problem
  const clean = (text: string) => secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '(password)'), text)
  const { code, message, causeText, line, field, unexpected } = problem
  const cause = causeText === undefined ? undefined : clean(causeText)
  return new Problem(code, clean(message), { cause, line, field, unexpected })
}
