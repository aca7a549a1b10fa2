/** Sound that nobody may upload: seeing, adding and lifting blocks. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { blocksQuery } from '@/api/blocks'
import { Button } from '@/ui/button'
import { Heading } from '@/ui/heading'
import { Paged } from '@/ui/paged'
import { Section, useTelling } from '@/ui/section'

import { BlockDialog } from './block-dialog'
import { BlockRow } from './block-row'

const INTRO =
  'Who uploads one of these is refused, and reads the reason that stands here. Blocks that come with taking something down are added by themselves.'

export function BlocksPage() {
  const telling = useTelling()
  const blocks = useInfiniteQuery(blocksQuery)
  const [isAdding, setIsAdding] = useState(false)
  const changed = (words: string) => {
    setIsAdding(false)
    telling.tell(words, true)
    void blocks.refetch()
  }
  return (
    <>
      <Heading title="Blocks">Blocks</Heading>
      <Section title="Blocked sound" intro={INTRO} telling={telling}>
        <Button look="outline" className="self-start" onClick={() => setIsAdding(true)}>
          Block a file…
        </Button>
        <Paged query={blocks} empty="No sound is blocked.">
          {(items) => (
            <ul aria-label="Blocks" className="border-t border-line">
              {items.map((block) => (
                <BlockRow key={block.id} block={block} onChanged={changed} />
              ))}
            </ul>
          )}
        </Paged>
      </Section>
      {isAdding && <BlockDialog onAdded={changed} onClose={() => setIsAdding(false)} />}
    </>
  )
}
