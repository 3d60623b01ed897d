import { expect, it } from 'vitest'
import { runCli } from './runCli'

it('tells a fault of its own with where it came from, and nothing of what it was given', async () => {
  let said = ''
  const stdin = async () => {
    throw new TypeError('cannot read: password=hunter2-geheim', { cause: new Error('the pipe broke') })
  }
  const exitCode = await runCli(['calc', 'reward_largest_remainder'], {
    stdin,
    stdout: () => undefined,
    stderr: (text) => {
      said += text
    },
  })
  expect(exitCode).toBe(1)
  expect(said).toMatch(
    /^The program met a fault of its own, .* \[cli\.unexpected\]\nTypeError: cannot read: password=\(hidden\)\n/,
  )
  expect(said).toMatch(/\n\s+at .*unexpectedFault\.test/)
  expect(said).toContain('Caused by: the pipe broke')
  expect(said).not.toContain('hunter2')
})
