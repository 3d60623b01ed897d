import { Problem } from '#core/model/problem'

/** A device may repeat what it was told: the same problem with every secret cut out of its words. */
export function withoutSecrets(problem: Problem, secrets: readonly string[]): Problem {
  const clean = (text: string) => secrets.reduce((cleaned, secret) => cleaned.replaceAll(secret, '(password)'), text)
  const { code, message, cause, line, field } = problem.toData()
  if (secrets.every((secret) => !message.includes(secret) && !cause?.includes(secret))) return problem
  return new Problem(code, clean(message), {
    ...(cause === undefined ? {} : { cause: clean(cause) }),
    ...(line === undefined ? {} : { line }),
    ...(field === undefined ? {} : { field }),
  })
}
