/** For tests: a node on loopback that answers JSON-RPC for a cluster of this process, in the forms that real nodes use. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Address, getCompiledTransactionMessageDecoder, getTransactionEncoder, type Transaction } from '@solana/kit'
import type { LandedTransaction } from '#core/solana/reconcileSolana'
import { signatureOfId } from '#core/solana/signedSolanaTransaction'
import type { LiteSvmCluster } from './liteSvmCluster'

export interface SolanaRpcServer {
  url: string
  close(): Promise<void>
}

type Answer = { result: unknown } | { error: { code: number; message: string } }

export async function startSolanaRpcServer(cluster: LiteSvmCluster): Promise<SolanaRpcServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { id, method, params } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        id: number
        method: string
        params: unknown[]
      }
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer(cluster, method, params) }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function answer(cluster: LiteSvmCluster, method: string, params: unknown[]): Answer {
  const context = { slot: Number(cluster.slot()) }
  switch (method) {
    case 'getGenesisHash':
      return { result: cluster.genesisHash }
    case 'getMultipleAccounts':
      return { result: { context, value: (params[0] as Address[]).map((address) => accountAnswer(cluster, address)) } }
    case 'getMinimumBalanceForRentExemption':
      return { result: Number(cluster.rentLamports(params[0] as number)) }
    case 'getLatestBlockhash':
      return { result: { context, value: { blockhash: cluster.recentBlockhash(), lastValidBlockHeight: 1 } } }
    case 'getSignatureStatuses':
      return { result: { context, value: (params[0] as string[]).map((signature) => statusAnswer(cluster.landed(signature))) } }
    case 'getTransaction': {
      const landed = cluster.landed(params[0] as string)
      return { result: landed && transactionAnswer(landed) }
    }
    case 'getSignaturesForAddress':
      return {
        result: cluster
          .history(params[0] as Address)
          .map(({ signature, slot }) => ({ signature, slot: Number(slot), err: null })),
      }
    case 'sendTransaction': {
      const wire = Uint8Array.from(Buffer.from(params[0] as string, 'base64'))
      const refusal = cluster.submit(wire)
      return refusal === null ? { result: 'sent' } : { error: { code: -32002, message: refusal } }
    }
    default:
      return { error: { code: -32601, message: 'Method not found' } }
  }
}

function accountAnswer(cluster: LiteSvmCluster, address: Address) {
  const found = cluster.account(address)
  if (!found) return null
  const { owner, lamports, isExecutable, data } = found
  const encoded = [Buffer.from(data).toString('base64'), 'base64']
  return { owner, lamports: Number(lamports), executable: isExecutable, data: encoded, space: data.length, rentEpoch: 0 }
}

function statusAnswer(landed: LandedTransaction | null) {
  if (!landed) return null
  return { slot: Number(landed.slot), confirmations: null, err: landed.error, confirmationStatus: 'finalized' }
}

function transactionAnswer({ signature, slot, error, feeLamports, message, lamports, tokenBalances }: LandedTransaction) {
  const { staticAccounts } = getCompiledTransactionMessageDecoder().decode(message)
  const [payer] = staticAccounts
  const transaction = {
    messageBytes: message,
    signatures: { [String(payer)]: signatureOfId(signature) },
  } as unknown as Transaction
  const balance = (side: 'before' | 'after') =>
    tokenBalances.map(({ account, mint, owner, ...amounts }) => ({
      accountIndex: staticAccounts.indexOf(account),
      mint,
      owner,
      uiTokenAmount: { amount: amounts[side].toString(), decimals: 8 },
    }))
  return {
    slot: Number(slot),
    blockTime: null,
    transaction: [Buffer.from(getTransactionEncoder().encode(transaction)).toString('base64'), 'base64'],
    meta: {
      err: error,
      fee: Number(feeLamports),
      preBalances: lamports.map(({ before }) => Number(before)),
      postBalances: lamports.map(({ after }) => Number(after)),
      preTokenBalances: balance('before'),
      postTokenBalances: balance('after'),
      innerInstructions: [],
    },
  }
}
