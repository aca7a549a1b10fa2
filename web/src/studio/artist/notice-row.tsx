/** One decision of the moderators: about what, why, what it means, what was answered. */
import { useState } from 'react'

import type { Notice, NoticeAnswer } from '@/api/notices'
import type { Artist } from '@/api/types'
import { Button } from '@/ui/button'
import { When } from '@/ui/when'

import { AnswerDialog } from './answer-dialog'
import { NoticeSubject } from './notice-subject'
import { headlineOf, meaningOf, noAnswerWords, outcomeOf, reasonOf } from './notice-words'

interface NoticeRowProps {
  artist: Pick<Artist, 'id' | 'slug' | 'abilities'>
  notice: Notice
  onAnswered: () => void
}

export function NoticeRow({ artist, notice, onAnswered }: NoticeRowProps) {
  const [isAnswering, setIsAnswering] = useState(false)
  const mayAnswer = artist.abilities.includes('publish')
  const [before, after] = headlineOf(notice)
  const closed = noAnswerWords(notice, mayAnswer)
  return (
    <li className="flex flex-col gap-2 border-b border-line py-5">
      <h3 className="text-lg font-semibold wrap-anywhere">
        {before} “<bdi>{notice.subject_title}</bdi>” {after}
      </h3>
      <p className="text-sm text-ink2">
        <When at={notice.created_at} />
      </p>
      <p>
        {reasonOf(notice)} {meaningOf(notice)}
      </p>
      <Said by="The moderators" text={notice.message} />
      <ol aria-label="Answers" className="flex flex-col gap-3 empty:hidden">
        {[...notice.answers].reverse().map((answer) => (
          <AnswerItem key={answer.created_at} answer={answer} />
        ))}
      </ol>
      {closed && <p className="text-sm text-ink2">{closed}</p>}
      <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
        {notice.can_answer && mayAnswer && (
          <Button look="outline" onClick={() => setIsAnswering(true)}>
            Answer…
          </Button>
        )}
        <NoticeSubject notice={notice} artist={artist.slug} />
      </p>
      {isAnswering && (
        <AnswerDialog
          artistId={artist.id}
          notice={notice}
          onAnswered={() => {
            setIsAnswering(false)
            onAnswered()
          }}
          onClose={() => setIsAnswering(false)}
        />
      )}
    </li>
  )
}

const AnswerItem = ({ answer }: { answer: NoticeAnswer }) => (
  <li className="flex flex-col gap-2">
    <Said by="Your team" at={answer.created_at} text={answer.message} />
    <p className="text-sm font-medium">{outcomeOf(answer)}</p>
    {answer.reply && <Said by="The moderators" text={answer.reply} />}
  </li>
)

interface SaidProps {
  by: string
  at?: string
  text: string
}

const Said = ({ by, at, text }: SaidProps) => (
  <figure className="flex flex-col gap-1 border-s-2 border-line-strong ps-3">
    <figcaption className="text-sm text-ink2">
      {by}
      {at && (
        <>
          , <When at={at} />
        </>
      )}
    </figcaption>
    <blockquote dir="auto" className="max-w-[68ch] whitespace-pre-line wrap-anywhere">
      {text}
    </blockquote>
  </figure>
)
