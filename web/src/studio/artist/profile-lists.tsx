/** The lists of a profile: other names, members, links. */
import type { FieldErrors } from '@/api/problem'
import { Field } from '@/ui/field'

import type { ListName, Profile, Rows } from './profile-values'
import { type FieldOf, RowList } from './row-list'

interface ProfileListsProps {
  profile: Profile
  rows: Rows
  onRows: (rows: Rows) => void
  errors: FieldErrors
}

const ARRANGE = 'Alt with the arrow keys moves one, too.'

export function ProfileLists({ profile, rows, onRows, errors }: ProfileListsProps) {
  const of = <L extends ListName>(list: L) => ({
    list,
    items: profile[list],
    rows: rows[list],
    onRows: (next: number[]) => onRows({ ...rows, [list]: next }),
    errors,
  })
  return (
    <>
      <RowList
        {...of('aliases')}
        legend="Other names"
        hint={`Other spellings and names, so that people find this artist. ${ARRANGE}`}
        noun="name"
        max={100}
      >
        {(fieldOf, alias) => <AliasFields fieldOf={fieldOf} alias={alias} />}
      </RowList>
      <RowList
        {...of('members')}
        legend="Members"
        hint={`The people of a group, in the order that you want. ${ARRANGE}`}
        noun="member"
        max={200}
      >
        {(fieldOf, member) => <MemberFields fieldOf={fieldOf} member={member} />}
      </RowList>
      <RowList
        {...of('links')}
        legend="Links"
        hint={`They stand on the artist’s page in this order. ${ARRANGE}`}
        noun="link"
        max={20}
      >
        {(fieldOf, link) => <LinkFields fieldOf={fieldOf} link={link} />}
      </RowList>
    </>
  )
}

interface AliasFieldsProps {
  fieldOf: FieldOf
  alias?: Profile['aliases'][number]
}

const AliasFields = ({ fieldOf, alias }: AliasFieldsProps) => (
  <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_11rem]">
    <Field
      label="Name"
      {...fieldOf('name')}
      dir="auto"
      defaultValue={alias?.name}
      maxLength={200}
      autoComplete="off"
    />
    <Field
      label="Language"
      {...fieldOf('language')}
      defaultValue={alias?.language}
      maxLength={35}
      autoComplete="off"
      autoCapitalize="none"
      placeholder="ja-Latn"
    />
  </div>
)

interface MemberFieldsProps {
  fieldOf: FieldOf
  member?: Profile['members'][number]
}

const YEAR = { inputMode: 'numeric', maxLength: 4, autoComplete: 'off' } as const

const MemberFields = ({ fieldOf, member }: MemberFieldsProps) => (
  <div className="grid items-start gap-3 sm:grid-cols-2">
    <Field
      label="Name"
      {...fieldOf('name')}
      dir="auto"
      defaultValue={member?.name}
      maxLength={200}
      autoComplete="off"
    />
    <Field
      label="What they play or do"
      {...fieldOf('part')}
      dir="auto"
      defaultValue={member?.part}
      maxLength={100}
      autoComplete="off"
      placeholder="Bass, vocals"
    />
    <div className="grid grid-cols-2 items-start gap-3">
      <Field
        label="First year"
        {...fieldOf('since')}
        {...YEAR}
        defaultValue={member?.since ?? ''}
      />
      <Field label="Last year" {...fieldOf('until')} {...YEAR} defaultValue={member?.until ?? ''} />
    </div>
    <Field
      label="Their own page here"
      {...fieldOf('page')}
      defaultValue={member?.slug ?? ''}
      maxLength={500}
      autoComplete="off"
      autoCapitalize="none"
      placeholder="Address of the artist, if any"
    />
  </div>
)

interface LinkFieldsProps {
  fieldOf: FieldOf
  link?: Profile['links'][number]
}

const LinkFields = ({ fieldOf, link }: LinkFieldsProps) => (
  <div className="grid items-start gap-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
    <Field
      label="What it is"
      {...fieldOf('label')}
      dir="auto"
      defaultValue={link?.label}
      maxLength={40}
      autoComplete="off"
      placeholder="Our shop"
    />
    <Field
      label="Address"
      {...fieldOf('url')}
      type="url"
      defaultValue={link?.url}
      maxLength={500}
      autoComplete="off"
      placeholder="https://"
    />
  </div>
)
