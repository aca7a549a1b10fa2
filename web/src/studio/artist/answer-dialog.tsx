/** Answers the moderators, who look at it again. */
import { answerNotice, type Notice } from '@/api/notices'
import { ApiError } from '@/api/problem'
import { Dialog } from '@/ui/dialog'
import { Form } from '@/ui/form'
import { TextArea } from '@/ui/text-area'

const EMPTY = 'Say what they should look at again.'

interface AnswerDialogProps {
  artistId: string
  notice: Notice
  onAnswered: () => void
  onClose: () => void
}

export function AnswerDialog({ artistId, notice, onAnswered, onClose }: AnswerDialogProps) {
  const send = async (typed: string) => {
    const message = typed.trim()
    if (!message) throw new ApiError(422, 'studio.no_answer', EMPTY, { message: EMPTY })
    await answerNotice(artistId, notice.id, message)
    onAnswered()
  }
  return (
    <Dialog title="Answer the moderators" onClose={onClose}>
      <Form
        submit="Send the answer"
        busy="Sending…"
        fields={['message']}
        onSubmit={({ message }) => send(message ?? '')}
        onCancel={onClose}
      >
        {(errors) => (
          <TextArea
            label="Your answer"
            name="message"
            maxLength={2000}
            rows={6}
            required
            error={errors.message}
            hint="Why it is a mistake, or what you have changed. You get one answer, then it is their turn."
          />
        )}
      </Form>
    </Dialog>
  )
}
