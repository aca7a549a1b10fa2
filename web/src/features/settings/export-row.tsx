/** One export: how far it is, its download, or why it failed. */
import { useMutation } from '@tanstack/react-query'

import { checkExportFile, type Export, exportFileUrl } from '@/api/personal-data'
import { messageOf } from '@/api/problem'
import { Button } from '@/ui/button'
import { Row, Tag } from '@/ui/row'
import { When } from '@/ui/when'
import { sizeWords } from '@/ui/size'

import { isUnderWay, stageOf } from './exports'

interface ExportRowProps {
  item: Export
  isRetrying: boolean
  onRetry: () => void
}

const TONES = { queued: 'plain', running: 'plain', ready: 'ok', failed: 'warn' } as const

export function ExportRow({ item, isRetrying, onRetry }: ExportRowProps) {
  const download = useMutation({
    mutationFn: async () => {
      await checkExportFile(item.id)
      window.location.assign(exportFileUrl(item.id))
    },
  })
  const reason = item.error?.message ?? null
  return (
    <Row
      title={item.with_files ? 'Your data with audio files' : 'Your data'}
      tags={
        <span role="status">
          <Tag tone={TONES[item.state]}>{stageOf(item)}</Tag>
        </span>
      }
      facts={<ExportFacts item={item} />}
      error={download.error ? messageOf(download.error) : reason}
      actions={
        <>
          {item.state === 'ready' && (
            <Button look="outline" disabled={download.isPending} onClick={() => download.mutate()}>
              Download
            </Button>
          )}
          {item.state === 'failed' && (
            <Button look="outline" disabled={isRetrying} onClick={onRetry}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {isUnderWay(item) && <Progress percent={item.percent} />}
    </Row>
  )
}

const Progress = ({ percent }: { percent: number }) => (
  <div className="flex basis-full items-center gap-3">
    <progress
      aria-label="Packing your data"
      max={100}
      value={percent}
      className="bar h-1.5 w-full"
    />
    <span aria-hidden="true" className="w-12 text-end text-sm text-ink2">
      {percent} %
    </span>
  </div>
)

const ExportFacts = ({ item }: { item: Export }) => (
  <>
    Asked for <When at={item.created_at} />
    {item.bytes !== null && ` · ${sizeWords(item.bytes)}`}
    {item.expires_at && (
      <>
        {' · kept until '}
        <When at={item.expires_at} isDay />
      </>
    )}
  </>
)
