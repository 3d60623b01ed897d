/** `npm run devnet`: a development chain on this computer; its addresses as JSON, then it runs until it is interrupted. */
import { startDevnet } from '#main/chain/testing/devnet'

const PORT = 8_545

async function main(): Promise<void> {
  const { description, stop } = await startDevnet(Number(process.env.DEVNET_PORT ?? PORT))
  const end = () => void stop().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  console.log(JSON.stringify(description, null, 2))
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
