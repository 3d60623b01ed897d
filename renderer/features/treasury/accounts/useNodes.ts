import { useCallback, useEffect, useState } from 'react'
import type { NodeFacts } from '#core/contract/treasuryChainCalls'
import type { Problem } from '#core/model/problem'
import { consoleClient } from '../../../platform/consoleClient'
import { asProblem } from '../../../ui/ProblemAlert'

interface Nodes {
  /** Null while loading. */
  nodes: NodeFacts[] | null
  /** How their addresses are kept, in words. */
  protection: string
}

export type NodesOfMachine = ReturnType<typeof useNodes>

/** Nodes of this machine; their addresses are never told. */
export function useNodes() {
  const [known, setKnown] = useState<Nodes>({ nodes: null, protection: '' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const refresh = useCallback(async () => {
    try {
      setKnown(await consoleClient.call('treasury.nodes', {}))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }, [])
  useEffect(() => void refresh(), [refresh])

  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      setProblem(null)
      await work()
      await refresh()
      return true
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return false
    }
  }

  return {
    ...known,
    problem,
    dismiss: () => setProblem(null),
    /** Whether the chain can be asked. */
    has: (chain: string) => known.nodes?.some((node) => node.chain === chain) ?? false,
    add: (chain: string, url: string) => attempt(() => consoleClient.call('treasury.addNode', { chain, url })),
    remove: (id: string) => attempt(() => consoleClient.call('treasury.removeNode', { id })),
  }
}
