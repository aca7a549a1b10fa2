/** Makes the first operator's account with the one-time link that the server printed. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'

import { checkOperatorSetup, createOperator } from '@/api/account'
import { keys } from '@/api/queries'
import { ButtonLink } from '@/ui/button'
import { Form, type Values } from '@/ui/form'
import { Bone, Failed, Loading } from '@/ui/states'

import { AccountPage } from './account-page'
import { NEW_ACCOUNT_FIELDS, NewAccountFields } from './new-account-fields'

const route = getRouteApi('/setup/$token')

export function OperatorSetupPage() {
  const { token } = route.useParams()
  const link = useQuery({
    queryKey: ['operator-setup', token],
    queryFn: () => checkOperatorSetup(token),
    staleTime: Infinity,
  })
  if (link.isPending)
    return (
      <Loading>
        <Bone className="mx-auto mt-10 h-80 max-w-100" />
      </Loading>
    )
  if (link.isError) return <Failed error={link.error} onRetry={() => void link.refetch()} />
  if (!link.data.is_valid) return <Ended />
  return <Setup token={token} />
}

function Setup({ token }: { token: string }) {
  const client = useQueryClient()
  const router = useRouter()
  const create = async ({ email = '', username = '', password = '' }: Values) => {
    const account = { email: email.trim(), username: username.trim(), password }
    client.setQueryData(keys.me, await createOperator({ token, ...account }))
    await router.navigate({ to: '/' })
  }
  return (
    <AccountPage
      title="Set up Segue"
      intro="Make the first account. It runs this server: it can see and change everything."
    >
      <Form
        submit="Make the account"
        busy="Making the account…"
        fields={NEW_ACCOUNT_FIELDS}
        onSubmit={create}
      >
        {(errors) => <NewAccountFields errors={errors} />}
      </Form>
    </AccountPage>
  )
}

function Ended() {
  return (
    <AccountPage
      title="This link has ended"
      intro="A setup link works once. To make another operator, run “segue user create --operator” on the server."
    >
      <ButtonLink to="/sign-in">Sign in</ButtonLink>
    </AccountPage>
  )
}
