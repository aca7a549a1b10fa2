/** After signing up: the link is in the e-mail. */
import { Link } from '@tanstack/react-router'

import { ACCOUNT_LINK, AccountPage } from './account-page'

export function CheckEmailPage() {
  return (
    <AccountPage
      title="Check your e-mail"
      intro="We sent you a link. Open it in this browser to finish."
      footer={
        <>
          No e-mail after a few minutes? Look in your spam folder, or{' '}
          <Link to="/sign-in" className={ACCOUNT_LINK}>
            sign in
          </Link>{' '}
          with your new password and we send another link.
        </>
      }
    />
  )
}
