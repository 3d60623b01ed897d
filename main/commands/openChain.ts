/** The chain behind `--rpc`, compared with a second node where `--second-rpc` names one. */
import { compareChains } from '../chain/comparedChain'
import type { EvmChain } from '../chain/evmChain'
import { openNodeChain } from '../chain/nodeChain'

/** @param chainId undefined: whichever the node is of. @throws Problem `node.*` */
export async function openChain(url: string, secondUrl: string | undefined, chainId?: number): Promise<EvmChain> {
  const first = await openNodeChain(url, chainId)
  return secondUrl === undefined ? first : await compareChains(first, await openNodeChain(secondUrl, chainId))
}
