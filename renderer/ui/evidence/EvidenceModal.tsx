import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { Subject } from '../../data/evidence/writeEvidence'
import { EvidencePart } from './EvidencePart'

interface EvidenceModalProps {
  of: Subject
  by?: string | null
  onClose: () => void
}

/** Photos and files of a record that has no drawer of its own. */
export function EvidenceModal({ of, by = null, onClose }: EvidenceModalProps) {
  const [isViewing, setIsViewing] = useState(false)
  return (
    <Modal
      opened
      closeOnEscape={!isViewing}
      onClose={onClose}
      size="xl"
      title={of.name}
      closeButtonProps={{ 'aria-label': 'Close photos and files' }}
      data-layer="evidence"
    >
      <EvidencePart of={of} by={by} onViewing={setIsViewing} />
    </Modal>
  )
}
