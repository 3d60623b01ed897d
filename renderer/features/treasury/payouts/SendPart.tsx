import { Button, Checkbox, Group, NativeSelect, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { BroadcastProgress } from '#core/contract/treasuryChainCalls'
import { parseAmount } from '#core/model/money'
import type { Problem } from '#core/model/problem'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import { PATH_HABITS } from '#core/treasury/model/derivationPath'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { type SendRequest, sendPayout } from '../../../data/treasury/chainCalls'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { MayWrite } from '../../../ui/access/MayWrite'
import { codeInput } from '../../../ui/codeInput'
import { DerivationPathPicker, isDerivationPath } from '../../../ui/DerivationPathPicker'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { placesToSend } from './placesToSend'
import { TrainingBadge } from './StageBadge'
import { useLedger } from './useLedger'

const GWEI_DECIMALS = 9

/** Sends what is signed. A Safe's transactions are sent by an executor, who pays the gas; the others are signed whole already. */
export function SendPart({ kept }: { kept: KeptPayout }) {
  const { id, payout, state } = kept
  const places = placesToSend(state, allowedMoves(state))
  const [key, setKey] = useState<string | null>(null)
  const chosen = places.find((place) => place.key === key) ?? places[0]
  const needsExecutor = payout.treasury.kind === 'safe'
  const mayUseNode = isPracticeChain(payout.treasury.chain)
  const [executorKind, setExecutorKind] = useState<'ledger' | 'node-account'>('ledger')
  const [address, setAddress] = useState('')
  const [path, setPath] = useState(() => PATH_HABITS[0].pathOf(0))
  const [cap, setCap] = useState('')
  const [raisesFees, setRaisesFees] = useState(false)
  const [progress, setProgress] = useState<BroadcastProgress | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const canceller = useRef<AbortController | null>(null)
  const ledger = useLedger()
  if (!chosen) return null
  const usesLedger = needsExecutor && executorKind === 'ledger'
  const isReady = !usesLedger || (ledger.device !== null && isDerivationPath(path))

  function executor(): SendRequest['executor'] {
    if (!needsExecutor) return { kind: 'none' }
    if (executorKind === 'node-account') return { kind: 'node-account', address: address.trim() }
    return { kind: 'ledger', deviceId: ledger.device?.id ?? '', derivationPath: path.trim() }
  }

  async function send() {
    if (!chosen) return
    const own = new AbortController()
    canceller.current = own
    setProblem(null)
    setProgress({ step: 'asking-node', message: 'Asking the node.' })
    try {
      const maxFeePerGasWei = cap.trim() === '' ? null : parseAmount(cap, GWEI_DECIMALS, { field: 'cap' }).toString()
      const request = { at: chosen.at, what: chosen.what, executor: executor(), raisesFees, maxFeePerGasWei }
      await sendPayout(id, request, { signal: own.signal, onProgress: setProgress })
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setProgress(null)
    }
  }

  return (
    <Stack gap="xs" component="section" aria-label="Send">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Transaction"
          data={places.map(({ key: value, label }) => ({ value, label }))}
          value={chosen.key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {needsExecutor && (
          <NativeSelect
            label="Who sends and pays the gas"
            data={[
              { value: 'ledger', label: 'An account of a Ledger' },
              ...(mayUseNode ? [{ value: 'node-account', label: 'An account of the practice node' }] : []),
            ]}
            value={executorKind}
            onChange={(event) => setExecutorKind(event.currentTarget.value as typeof executorKind)}
          />
        )}
        {needsExecutor && (
          <TextInput
            label="At most per gas, gwei"
            placeholder="as the node suggests"
            w={180}
            inputMode="decimal"
            value={cap}
            error={problem?.field === 'cap'}
            onChange={(event) => setCap(event.currentTarget.value)}
          />
        )}
      </Group>
      {usesLedger && (
        <Group align="flex-end" gap="sm">
          <Select
            label="Ledger"
            miw={280}
            allowDeselect={false}
            placeholder={ledger.devices ? 'No Ledger found: plug it in and unlock it' : 'Looking for Ledgers'}
            data={(ledger.devices ?? []).map((device) => ({ value: device.id, label: device.name }))}
            value={ledger.device?.id ?? null}
            onChange={ledger.choose}
          />
          <DerivationPathPicker value={path} onChange={setPath} />
          {ledger.device?.simulated && <TrainingBadge mb={8} />}
        </Group>
      )}
      {needsExecutor && executorKind === 'node-account' && (
        <TextInput
          label="Account of the node"
          maw={460}
          spellCheck={false}
          styles={codeInput}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      )}
      {needsExecutor && chosen.isSent && (
        <Checkbox
          label="It waits: offer higher fees under the same nonce"
          checked={raisesFees}
          onChange={(event) => setRaisesFees(event.currentTarget.checked)}
        />
      )}
      <Group>
        <MayWrite tables={['payoutMoves']}>
          <Button
            variant={chosen.isSent ? 'default' : 'filled'}
            leftSection={<IconSend size={16} />}
            loading={progress !== null}
            disabled={!isReady}
            onClick={() => void send()}
          >
            {chosen.isSent ? 'Send it again' : 'Send it'}
          </Button>
        </MayWrite>
        {progress && (
          <>
            <Text fz="sm" aria-live="polite">
              {progress.message}
            </Text>
            <Button variant="subtle" onClick={() => canceller.current?.abort()}>
              Cancel
            </Button>
          </>
        )}
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </Stack>
  )
}
