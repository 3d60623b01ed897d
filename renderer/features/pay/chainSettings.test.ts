import { describe, expect, it } from 'vitest'
import { Problem } from '#core/model/problem'
import { parseChain, TRAINING_CHAIN, typedChain } from './chainSettings'

describe('chain settings', () => {
  it('come back from their typed form unchanged', () => {
    expect(parseChain(typedChain(TRAINING_CHAIN))).toEqual(TRAINING_CHAIN)
    const odd = { ...TRAINING_CHAIN, maxFeePerGasWei: '1234567891', maxPriorityFeePerGasWei: '1' }
    expect(typedChain(odd).maxFeeGwei).toBe('1.234567891')
    expect(parseChain(typedChain(odd))).toEqual(odd)
  })

  it.each([
    ['chainId', '0x1'],
    ['nonce', '-1'],
    ['gasLimit', '2e5'],
    ['contract', '0xc347b7ade2b3b833c08e431c65463aada34107b5'],
    ['maxFeeGwei', '1.0000000001'],
    ['priorityFeeGwei', 'much'],
  ])('names the field that cannot be used: %s', (field, text) => {
    const typed = { ...typedChain(TRAINING_CHAIN), [field]: text }
    let thrown: unknown
    try {
      parseChain(typed)
    } catch (problem) {
      thrown = problem
    }
    expect(thrown).toBeInstanceOf(Problem)
    expect((thrown as Problem).field).toBe(field)
  })
})
