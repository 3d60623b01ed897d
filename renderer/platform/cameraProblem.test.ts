import { expect, it } from 'vitest'
import { isFault } from '#core/model/fault'
import { Problem } from '#core/model/problem'
import { cameraProblem, noCamera } from './cameraProblem'

it.each([
  ['NotFoundError', 'camera.none'],
  ['NotAllowedError', 'camera.refused'],
  ['SecurityError', 'camera.refused'],
  ['NotReadableError', 'camera.busy'],
  ['AbortError', 'camera.busy'],
  ['OverconstrainedError', 'camera.gone'],
])('%s is %s, and no fault of the program', (name, code) => {
  const problem = cameraProblem(new DOMException('x', name))
  expect(problem.code).toBe(code)
  expect(isFault(problem)).toBe(false)
})

it('what nobody foresaw is a fault, and a Problem stays what it is', () => {
  const unforeseen = cameraProblem(new Error('x'))
  expect(unforeseen.code).toBe('camera.failed')
  expect(isFault(unforeseen)).toBe(true)
  const lost = new Problem('contract.disconnected', 'Lost.')
  expect(cameraProblem(lost)).toBe(lost)
  expect(noCamera().code).toBe('camera.none')
})
